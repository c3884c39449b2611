/**
 * A sentence for a person, kept as its key and what is put in until somebody reads it: then it gets
 * the words of the reader's language. So one fault can be logged in English and sent in German, and
 * of a job that is polled and not reported no sentence is made at all.
 */
import { english } from './english';

export type SentenceKey = keyof typeof english;

/** A setting, by the property or credential in which it is saved. */
export type Field = SentenceKey extends infer Key
  ? Key extends `field-${infer Name}`
    ? Name
    : never
  : never;

/** The sentences of a language by key, with the placeholders of `english.ts`. */
export type Words = Readonly<Partial<Record<SentenceKey, string>>>;

/** The language of the log, and of every sentence that another language lacks. */
export const englishWords: Words = english;

/** What is put in: text, a number, or words of the same language. */
type Value = string | number | Sentence;

type PlaceholderIn<Text extends string> = Text extends `${string}__${infer Name}__${infer Rest}`
  ? Name | PlaceholderIn<Rest>
  : never;

type PlaceholderOf<Key extends SentenceKey> = PlaceholderIn<(typeof english)[Key]>;

export interface Sentence {
  readonly key: SentenceKey;
  readonly values?: Readonly<Record<string, Value>>;
}

/** The keys of sentences in which nothing but these placeholders is put in. */
export type KeyWith<Placeholder extends string> = {
  [Key in SentenceKey]: [PlaceholderOf<Key>] extends [Placeholder] ? Key : never;
}[SentenceKey];

/** Sentences in order; a string is said by others (the appliance, Node.js) and is not translated. */
export type Text = readonly (Sentence | string)[];

/** @param values what is put in, by placeholder: all of them. */
export function sentence<Key extends SentenceKey>(
  key: Key,
  ...values: [PlaceholderOf<Key>] extends [never]
    ? []
    : [values: Readonly<Record<PlaceholderOf<Key>, Value>>]
): Sentence {
  const [given] = values;
  return given === undefined ? { key } : { key, values: given };
}

/** Characters of the longest sentence. Nobody reads further, and the log has it whole. */
const longest = 500;

/** What breaks a line, or makes a terminal do something: an appliance could forge lines of the log. */
const control = /[\p{Cc}\u2028\u2029]+/gu;

/** @returns the text on one line, and no longer than a sentence may be. */
function clipped(text: string): string {
  // Cut first: what an appliance says may have megabytes.
  const isLong = text.length > longest;
  const line = (isLong ? text.slice(0, longest - 1) : text).replace(control, ' ');
  // Not in the middle of a character.
  return isLong ? `${line.replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…` : line;
}

/** The templates of the languages in use, split: text and names of placeholders by turns. */
const splitTemplates = new Map<string, readonly string[]>();

/** Split once: a sentence is made for each message. */
function partsOf(template: string): readonly string[] {
  const parts = splitTemplates.get(template) ?? template.split(/__([a-z0-9]+)__/i);
  splitTemplates.set(template, parts);
  return parts;
}

function inWords(said: Value, words: Words): string {
  if (typeof said !== 'object') return clipped(String(said));
  const { key, values = {} } = said;
  const parts = partsOf(words[key] ?? english[key]);
  // Part by part: what is put in may look like a placeholder.
  return parts.reduce((text, part, index) => {
    if (index % 2 === 0) return text + part;
    const value = values[part];
    return text + (value === undefined ? `__${part}__` : inWords(value, words));
  }, '');
}

/**
 * @returns the text in a language; in English where none is given. Each sentence is at most 500
 *   characters long, without control characters.
 */
export function textIn(text: Text, words: Words = englishWords): string {
  return text.map((said) => clipped(inWords(said, words))).join(' ');
}
