import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/**
 * @param page its path in the repository.
 * @returns the code blocks of that language, in order, each with a line feed at its end.
 */
export function codeBlocksOf(page: string, language: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  const blocks = text.matchAll(/^```(\w*)\n(.*?)^```$/gms);
  return [...blocks].flatMap(([, written, code = '']) => (written === language ? [code] : []));
}

/**
 * @returns the one code block of that language that contains a text.
 * @throws Error if there is none, or more than one.
 */
export function codeBlockWith(page: string, language: string, text: string): string {
  const [block, ...others] = codeBlocksOf(page, language).filter((code) => code.includes(text));
  if (block === undefined || others.length > 0) {
    throw new Error(`${page} has ${block ? 'several blocks' : 'no block'} with "${text}".`);
  }
  return block;
}
