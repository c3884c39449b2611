/**
 * Assembles what Node-RED loads beside the script of a node: its dialog and registration, its words
 * and its help. Node-RED requires each of them whole, in a file of that node; what several nodes have
 * in common is written once:
 *
 * - In HTML, a line `<!-- include FILE#PART -->` (`// include FILE#PART` in a script) stands for the
 *   lines between `part PART` and `end` in that file, whose path is relative to the including one. In
 *   these lines `__type__` stands for the type of the node.
 * - In `shared.json` of a language are the words of several nodes, under the types of these nodes.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A comment of HTML or JavaScript that has a line of its own. */
const mark = (text: string) => `^( *)(?:<!--|//) ${text}(?: -->)?$`;
const includes = new RegExp(mark('include (.+?)'), 'gm');
const marks = new RegExp(mark('(?:part|include) .+'), 'm');

/**
 * @returns the lines of a part, without the indentation of its mark; nothing where it is not there.
 * @throws Error where the next part begins before this one has ended, or is included in it.
 */
function partOf(file: string, name: string): string | undefined {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const part = new RegExp(`${mark(`part ${name}`)}\n(.*?)\n${mark('end')}`, 'ms').exec(text);
  const [, indent = '', lines = ''] = part ?? [];
  if (marks.test(lines)) throw new Error(`${file}: the part "${name}" has another one in it`);
  return part ? lines.replaceAll(new RegExp(`^${indent}`, 'gm'), '') : undefined;
}

/**
 * @param file the HTML of a node: its dialog and registration, or its help.
 * @returns it as Node-RED loads it.
 * @throws Error with file and line, where it includes what is not there.
 */
export function assembleHtml(file: string, type: string): string {
  const html = readFileSync(file, 'utf8');
  return html.replace(includes, (_line, indent: string, what: string, position: number) => {
    const [path = '', name = ''] = what.split('#');
    const part = partOf(join(dirname(file), path), name);
    const line = html.slice(0, position).split('\n').length;
    if (part === undefined) throw new Error(`${file}:${line}: there is no ${what}`);
    return part.replaceAll(/^(?=.)/gm, indent).replaceAll('__type__', type);
  });
}

/** What a node says in one language, by key. */
export type Words = { [key: string]: string | Words };

/** Whether words under these types are those of a node; `*` stands for any letters. */
function areFor(types: string, type: string): boolean {
  return new RegExp(`^(${types.replaceAll('*', '.*').replaceAll(', ', '|')})$`).test(type);
}

/** Adds words to those there are, and throws an Error where that would replace some. */
function add(words: Words, more: Words, file: string): void {
  for (const [key, value] of Object.entries(more)) {
    const known = words[key];
    if (known === undefined) words[key] = value;
    else if (typeof known === 'object' && typeof value === 'object') add(known, value, file);
    else throw new Error(`${file}: "${key}" has words already, in this file or in another`);
  }
}

/**
 * @param folder of a language.
 * @returns the words of a node, under its type, as Node-RED loads them.
 * @throws Error where a word is given twice.
 */
export function assembleWords(folder: string, type: string): { [type: string]: Words } {
  const words: Words = {};
  for (const file of [join(folder, 'shared.json'), join(folder, `${type}.json`)]) {
    const catalogue: { [types: string]: Words } = JSON.parse(readFileSync(file, 'utf8'));
    for (const [types, own] of Object.entries(catalogue)) {
      if (areFor(types, type)) add(words, own, file);
    }
  }
  return { [type]: words };
}
