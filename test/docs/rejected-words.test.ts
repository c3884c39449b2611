import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { helpOf, languages, types, wordsOf } from '../../scripts/node-files';
import { english } from '../../src/messages/english';
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

/** The sentences that nodes send. */
const sentences: Text[] = [
  {
    name: 'english.ts',
    language: 'en-US',
    text: Object.values(english).join('\n'),
    isLabel: false,
  },
  {
    ...{ name: 'sentences.json', language: 'de', isLabel: false },
    text: readFileSync(join(root, 'nodes', 'locales', 'de', 'sentences.json'), 'utf8'),
  },
];

const examples: Text[] = readdirSync(join(root, 'examples'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({
    ...{ name, language: 'en-US', isLabel: false },
    text: readFileSync(join(root, 'examples', name), 'utf8'),
  }));

const texts: readonly Text[] = [
  ...sentences,
  ...examples,
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
