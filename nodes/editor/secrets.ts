import type { Operation } from '../../src/appliance/operations/operation';
import { operations } from '../../src/appliance/operations/recovery-operations';

/** What the appliance calls its secrets. */
const secretNames: ReadonlySet<string> = new Set(
  Object.values<Operation>(operations)
    .flatMap(({ parameters = [] }) => parameters)
    .filter(({ secret }) => secret)
    .map(({ name }) => name),
);

// `sftp://user:password@host`, as src/appliance/redaction.ts masks it in answers.
const passwordInUrl = /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^/?#:\s]*:[^/?#\s]*@/i;

/** @returns whether a text has the address of something with a password in it. */
export function hasPasswordInUrl(text: string): boolean {
  return passwordInUrl.test(text);
}

/**
 * @param value what was parsed from JSON that is saved, and exported, with the flow.
 * @returns what the first secret in it is called, at any depth: a field that is one, or a field
 *   with a password inside an address; nothing where there is none.
 */
export function findSecret(value: unknown, name = ''): string | undefined {
  if (typeof value === 'string') return hasPasswordInUrl(value) ? name : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const called = Array.isArray(value) ? name : key;
    if (secretNames.has(key)) return key;
    const found = findSecret(inner, called);
    if (found !== undefined) return found;
  }
  return undefined;
}
