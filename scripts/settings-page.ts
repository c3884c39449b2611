/**
 * Writes the tables of all settings into docs/settings.md: what a dialog shows, what a flow saves it
 * as, and what the help says of it. `npm run readme` brings them up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { withMadePart } from './made-part';
import { dialogOf, helpOf, scriptOf, types, wordsOf } from './node-files';

const root = join(__dirname, '..');

/** Where the tables are, and stay. */
export const settingsPage = join(root, 'docs', 'settings.md');

/** What the html of a node gives to `registerType`, as far as it is used here. */
interface Definition {
  defaults: Record<string, { value: unknown }>;
  credentials?: Record<string, unknown>;
}

/** What can be chosen: values, each with its words. */
type Options = [value: string, words: string][];

/** A field of a dialog. */
interface Field {
  property: string;
  label: string;
  options: Options;
}

/** What the help says of one setting, or of several in one go. */
interface Explanation {
  terms: string[];
  unit: string;
  meaning: string;
}

type Words = ReadonlyMap<string, string>;

/** The first group of a pattern in a text; nothing where it is not there. */
function found(pattern: RegExp, text: string): string {
  return pattern.exec(text)?.[1] ?? '';
}

export function definitionOf(type: string): Definition {
  let definition: Definition | undefined;
  const registerType = (_type: string, given: Definition) => {
    definition = given;
  };
  runInNewContext(scriptOf(type), { RED: { nodes: { registerType } } });
  if (definition === undefined) throw new Error(`${type} does not register itself.`);
  return definition;
}

/** The words that an element shows, by its key. */
function wordsIn(element: string, words: Words): string {
  const key = found(/data-i18n="([\w:.-]+)"/, element);
  if (key === 'node-red:common.label.name') return 'Name';
  const word = words.get(key);
  if (word === undefined) throw new Error(`There are no words for ${key}.`);
  return word;
}

/** What a select offers; or a typed input, beside what all of them do. */
function optionsOf(type: string, property: string, words: Words): Options {
  const html = dialogOf(type);
  const [select] =
    new RegExp(`<select id="node-(config-)?input-${property}".*?</select>`, 's').exec(html) ?? [];
  if (select === undefined) {
    const isTyped = html.includes(`input-${property}Type"`);
    if (!isTyped) return [];
    const prefix = `${type}.${property}.`;
    const ways = [...words].filter(([key]) => key.startsWith(prefix));
    return ways.map(([key, word]) => [key.slice(prefix.length), word]);
  }
  const options = select.matchAll(/<option value="([^"]*)".*?<\/option>/gs);
  return [...options].map(([option, value = '']) => [value, wordsIn(option, words)]);
}

/** The properties that a field of another name is saved in. */
const savedIn: Readonly<Record<string, string>> = {
  specSource: 'spec',
  thresholdsText: 'thresholds',
  ignoredMessages: 'ignoreMessages',
};

function fieldsOf(type: string): Field[] {
  const words = wordsOf(type);
  const labels = dialogOf(type).matchAll(/<label for="node-(?:config-)?input-(\w+)".*?<\/label>/gs);
  return [...labels].map(([label, name = '']) => {
    const property = savedIn[name] ?? name;
    return {
      property,
      label: wordsIn(label, words),
      options: optionsOf(type, property, words),
    };
  });
}

/** The one line of Markdown that says the same as a piece of help, without its pointers. */
function markdownOf(html: string): string {
  return html
    .replace(/,? [Ss]ee Details\b\.?(?=\s*$)/, (pointer) => (pointer.startsWith(',') ? '.' : ''))
    .replace(/<code>(.*?)<\/code>/g, '`$1`')
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function explanationsOf(type: string): Explanation[] {
  const help = helpOf(type);
  const list = found(/<h[34]>(?:Settings|Properties)<\/h[34]>\s*<dl[^>]*>(.*?)<\/dl>/s, help);
  const explained = list.matchAll(/((?:<dt.*?<\/dt>\s*)+)<dd>(.*?)<\/dd>/gs);
  return [...explained].map(([, head = '', meaning = '']) => {
    const terms = head.matchAll(/<dt[^>]*>(.*?)(?:<span.*?)?<\/dt>/gs);
    return {
      terms: [...terms].flatMap(([, term = '']) => markdownOf(term).split(', ')),
      unit: found(/property-type">(seconds|minutes|hours)</, head),
      meaning: markdownOf(meaning),
    };
  });
}

/** The fields that a term of the help names: it may leave out the end of a label. */
function fieldsCalled(term: string, fields: readonly Field[]): Field[] {
  const exact = fields.filter(({ label }) => label === term);
  return exact.length > 0 ? exact : fields.filter(({ label }) => label.startsWith(term));
}

/** The default as a flow has it; with all there is to choose, the default first. */
function valuesOf({ property, options }: Field, { defaults, credentials }: Definition): string {
  if (Object.hasOwn(credentials ?? {}, property)) return 'credential';
  const standard = (defaults[`${property}Type`] ?? defaults[property])?.value ?? '';
  const first = ([value]: [string, string]) => Number(value !== standard);
  if (options.length > 0) {
    const ordered = options.toSorted((one, other) => first(one) - first(other));
    return ordered.map(([value, words]) => `\`${value}\`: ${words}`).join('<br>');
  }
  const text = typeof standard === 'object' ? JSON.stringify(standard) : String(standard);
  return text === '' ? '' : `\`${text}\``;
}

/** What a flow saves a field as. */
function savedAs({ property }: Field, { defaults, credentials }: Definition): string[] {
  const saved = { ...defaults, ...credentials };
  return [property, `${property}Type`].filter((name) => Object.hasOwn(saved, name));
}

function tableOf(type: string): string {
  const definition = definitionOf(type);
  const fields = fieldsOf(type);
  const rows = explanationsOf(type).map(({ terms, unit, meaning }) => {
    const meant = terms.flatMap((term) => fieldsCalled(term, fields));
    if (meant.length === 0) throw new Error(`The dialog of ${type} has no ${terms.join(', ')}.`);
    const setting = terms.map((term) => `*${term}*`).join(', ');
    const saved = meant.flatMap((field) => savedAs(field, definition));
    const values = new Set(meant.map((field) => valuesOf(field, definition)));
    const cells = [
      unit === '' ? setting : `${setting} (${unit})`,
      saved.map((name) => `\`${name}\``).join(', '),
      [...values].filter(Boolean).join('<br>'),
      meaning,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| setting | property | default | meaning |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

/** @returns the tables of all nodes, in Markdown. */
export function settingsTables(): string {
  return types
    .map(
      (type) =>
        `## ${wordsOf(type).get(`${type}.paletteLabel`)}\n\n\`${type}\`\n\n${tableOf(type)}`,
    )
    .join('\n\n');
}

/**
 * @returns the page with the tables as they have to be.
 * @throws Error where the marks are gone between which they stand.
 */
export function withSettings(page: string): string {
  return withMadePart(page, settingsTables());
}

if (require.main === module) {
  writeFileSync(settingsPage, withSettings(readFileSync(settingsPage, 'utf8')));
}
