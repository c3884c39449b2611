import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { helpOf, languages, types, wordsOf } from '../../scripts/node-files';
import { rejectedWords } from './rejected-words';

const root = join(__dirname, '..', '..');

interface Text {
  name: string;
  language: string;
  text: string;
  isLabel: boolean;
}

function words(type: string, language: string): Text[] {
  return [...wordsOf(type, language)].map(([key, text]) => ({
    ...{ name: `${language} ${key}`, language, text, isLabel: true },
  }));
}

/** The pages that users read. The changelog may name what was. */
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

const texts: readonly Text[] = [
  ...languages.flatMap((language) => types.flatMap((type) => words(type, language))),
  ...languages.flatMap((language) =>
    types.map((type) => ({
      ...{ name: `${language} help of ${type}`, language, text: helpOf(type, language) },
      isLabel: false,
    })),
  ),
  ...pages.map((name) => ({
    ...{ name, language: 'en-US', text: readFileSync(join(root, name), 'utf8'), isLabel: false },
  })),
];

describe('The rejected words', () => {
  for (const { in: place, language, expression, instead } of rejectedWords) {
    it(`${expression} in ${language}: ${instead}`, () => {
      const searched = texts.filter(
        (text) => text.language === language && (place === 'text' || text.isLabel),
      );
      assert.ok(searched.length > 0);
      const found = searched.filter(({ text }) => expression.test(text));
      assert.deepEqual(
        found.map(({ name, text }) => `${name}: ${expression.exec(text)?.[0]}`),
        [],
      );
    });
  }
});
