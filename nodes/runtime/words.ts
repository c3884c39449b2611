/**
 * The words of the languages that a person can choose for an appliance or the editor. Each is a
 * folder of `nodes/locales`, and is read with the first sentence that needs it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from '../../src/appliance/settings/check-text';
import { englishWords, type Words } from '../../src/messages/sentence';

const folder = join(__dirname, '..', 'locales');

let languages: readonly string[] | undefined;

/** How many locales are remembered, and how much of each is read: a request may name any. */
const mostLocales = 100;
const longestLocale = 200;

const wordsOfLocale = new Map<string, Words>();

/** English has no file: its sentences are part of the code. */
function read(language: string): Words {
  const file = join(folder, language, 'sentences.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : englishWords;
}

/** By its name, else by the language alone: `de` for `de-AT`, `en-US` for `en` (RFC 4647, 3.4). */
function languageFor(range: string): string | undefined {
  languages ??= readdirSync(folder);
  const wanted = range.trim().replaceAll('_', '-').toLowerCase();
  const primaryOf = (language: string) => language.toLowerCase().split('-', 1)[0];
  return (
    languages.find((language) => language.toLowerCase() === wanted) ??
    languages.find((language) => primaryOf(language) === primaryOf(wanted))
  );
}

function find(locale: string): Words {
  // It is sent as `Accept-Language`, so it may be a list: the most wanted first.
  for (const range of locale.split(',')) {
    const language = languageFor(range.replace(/;.*/s, ''));
    if (language !== undefined) return read(language);
  }
  return englishWords;
}

/**
 * @param locale an appliance's setting *Language*, as it was saved, or the language of the editor:
 *   `de`, `de-DE`, `de_DE`.
 * @returns the words of that language; English where there is none, or none is set.
 */
export function wordsFor(locale: unknown): Words {
  const text = textOf(locale).slice(0, longestLocale).trim();
  if (text === '') return englishWords;
  const words = wordsOfLocale.get(text) ?? find(text);
  if (wordsOfLocale.size < mostLocales) wordsOfLocale.set(text, words);
  return words;
}
