import assert from 'node:assert/strict';
import { languages, original, wordsIn } from '../../scripts/node-files';
import { english } from '../../src/messages/english';

/** Sentences that are the same in a language as in English, and why that is right. */
const sameIn: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  de: {
    'field-host': 'also the German word',
    'field-port': 'also the German word',
    'field-authorization': 'of HTTP; also said of it in German',
    'field-proxyMode': "Node-RED's German has it as it is",
    'field-appliance': "VMware's German has it as it is",
    'field-targets': "VMware's German has it as it is",
  },
};

const placeholders = (text: string) => (text.match(/__\w+?__/g) ?? []).sort();

/** A sentence ends like one; what is put into another sentence does not. */
const endOf = (text: string) => /[.:]$|__(message|reason)__$/.test(text);

for (const language of languages.filter((name) => name !== original)) {
  describe(`The sentences in ${language}`, () => {
    const sentences = wordsIn('nodes', 'locales', language, 'sentences.json');
    const both = Object.entries(english).map(
      ([key, text]) => [key, text, sentences.get(key) ?? ''] as const,
    );

    it('have the keys of the English ones, in their order', () => {
      assert.deepEqual([...sentences.keys()], Object.keys(english));
    });

    it('have the same placeholders', () => {
      for (const [key, text, own] of both) {
        assert.deepEqual(placeholders(own), placeholders(text), key);
      }
    });

    it('end as the English ones do', () => {
      for (const [key, text, own] of both) assert.equal(endOf(own), endOf(text), `${key}: ${own}`);
    });

    it('are none of them empty, nor left in English', () => {
      const same = both.filter(([, text, own]) => own === text || own.trim() === '');
      assert.deepEqual(
        same.map(([key]) => key),
        Object.keys(sameIn[language] ?? {}),
      );
    });
  });
}

describe('The English sentences', () => {
  it('begin with a capital letter or what is put in, unless they are put into another', () => {
    const parts = Object.entries(english).filter(([, text]) => !endOf(text));
    const whole = Object.entries(english).filter(([, text]) => endOf(text));
    for (const [key, text] of whole) assert.match(text, /^("?__|\p{Lu})/u, key);
    assert.ok(parts.length < whole.length);
  });
});
