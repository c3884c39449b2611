/** Secrets for properties, and how to see whether one of them is in a value. */
import fc from 'fast-check';
import { apiNames } from '../../src/messages/api-names';
import { formsOf } from '../../src/messages/redaction';

/** What does not pass for a secret: words that stand in answers anyway, and the mask itself. */
const words = [...apiNames, '***', 'administrator', 'vcenter'].join(' ').toLowerCase();

/** As long as a secret has to be to be masked. */
const shortest = 6;

function isSecret(text: string): boolean {
  // A word in capital letters may be a constant of the API, which stays readable.
  const isWord = words.includes(text.toLowerCase()) || /^[A-Z_]+$/.test(text);
  return text.trim() === text && !text.includes('*') && !isWord;
}

export const anySecret = fc
  .oneof(
    fc.string({ minLength: shortest, maxLength: 20 }),
    fc.string({ unit: 'grapheme', minLength: shortest, maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...`"\\'&<>%+/ :@#?ü\u{1f642}`), minLength: shortest }),
    // Not so large that a number cannot hold it.
    fc.integer({ min: 100_000, max: 2 ** 52 }).map(String),
    fc.constantFrom('VMware1!', '0047114711', 'p@ss:w0rd/%41', 'ends with \\'),
  )
  .filter(isSecret);

/** Where a text may repeat a secret. */
export function textsWith(secret: string): fc.Arbitrary<string> {
  const forms = formsOf(secret);
  return fc
    .tuple(fc.string({ maxLength: 4 }), fc.constantFrom(...forms), fc.string({ maxLength: 4 }))
    .map((parts) => parts.join(''));
}

/** @returns the first of these texts that stands anywhere in parsed JSON: in its names, texts or numbers. */
export function foundIn(value: unknown, texts: readonly string[]): string | undefined {
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    const shown = typeof next === 'object' && next !== null ? '' : String(next);
    const found = texts.find((text) => shown.includes(text));
    if (found !== undefined) return found;
    if (typeof next === 'object' && next !== null) {
      if (!Array.isArray(next)) pending.push(...Object.keys(next));
      pending.push(...Object.values(next));
    }
  }
  return undefined;
}
