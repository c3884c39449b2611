import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { helpOf, languages, original, plugins, types, wordsOf } from '../../scripts/node-files';

/**
 * Texts that are the same in a language as in the original, and why that is right. Anything else
 * that is the same was forgotten.
 */
const sameInAnyLanguage: ReadonlySet<string> = new Set([
  'TLS', // the name of a protocol
  'Basic …, Bearer …, SIGN …', // what stands in an HTTP header
  '__operation__', // nothing but what is put in
  '__operation__: __appliance__',
]);
const sameIn: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  de: {
    Appliance: "VMware's German has it as it is",
    Appliances: "VMware's German has it as it is",
    'Appliances: __count__': "VMware's German has it as it is",
    Details: "the heading of Node-RED's German help",
    Header: 'of HTTP; also said of it in German',
    Host: 'also the German word',
    Name: 'also the German word',
    Port: 'also the German word',
    Proxy: "Node-RED's German has it as it is",
    Status: 'also the German word',
    vCenter: 'the name of a product',
    'vSphere Automation API': 'the name of a product',
  },
};

/** What a text has to keep in every language: what is put in, markup, and variables. */
function fixedParts(text: string): string[] {
  return (text.match(/__\w+__|<[^>]+>|\$\{\w+\}/g) ?? []).sort();
}

/** The elements that make up the form of a help, with their attributes, in their order. */
function formOf(help: string): string[] {
  return help.match(/<\/?(h3|h4|p|dl|dt|dd|ol|ul|li|pre)\b[^>]*>/g) ?? [];
}

/** What stands between elements of the form, without what only marks a type. */
function textsOf(help: string): string[] {
  return [...help.matchAll(/<(h3|h4|p|dt|dd|li)\b[^>]*>(.*?)(?=<\/\1>|<dl)/gs)].map(
    ([, , text = '']) =>
      text
        .replace(/<span class="property-type">.*?<\/span>/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
  );
}

/** Values, properties and links: what is not said but written. */
function quotedIn(help: string, paletteLabels: ReadonlySet<string>): string[] {
  const codes = [...help.matchAll(/<code>(.*?)<\/code>/gs)].map(([, code = '']) => code);
  const links = help.match(/<a [^>]*>/g) ?? [];
  const blocks = help.match(/<pre>.*?<\/pre>/gs) ?? [];
  return [...codes.filter((code) => !paletteLabels.has(code)), ...links, ...blocks].sort();
}

function paletteLabelsIn(language: string): Set<string> {
  return new Set(types.map((type) => wordsOf(type, language).get(`${type}.paletteLabel`) ?? ''));
}

/** Names of properties, values and codes, which are the same in every language. */
function isWritten(term: string): boolean {
  return term
    .split(', ')
    .every((name) => /^([a-z]+([A-Z][a-z]+)*(\.[a-z]+)?|[A-Z]+(_[A-Z]+)*)$/.test(name));
}

function isSame(language: string, text: string): boolean {
  return sameInAnyLanguage.has(text) || Object.hasOwn(sameIn[language] ?? {}, text);
}

/** What has no words: numbers, values in `<code>`, names of properties with a dot. */
function hasWords(text: string): boolean {
  return /\p{Letter}/u.test(text.replace(/<code>.*?<\/code>|\bmsg(\.\w+)+/g, ''));
}

describe('The languages', () => {
  it('have the one that all others fall back to', () => {
    assert.ok(languages.includes(original));
    assert.ok(languages.length > 1);
  });

  it('are called so that Node-RED takes them', () => {
    // Letters and a dash: `readFile` in `util/lib/i18n.js`.
    for (const language of languages) assert.match(language, /^[a-z]{2,3}(-[A-Z]{2})?$/);
  });
});

for (const language of languages.filter((name) => name !== original)) {
  describe(`The language ${language}`, () => {
    it('has the words and the help of every node, what they share, the sentences, and nothing else', () => {
      const files = readdirSync(join(__dirname, '..', '..', 'nodes', 'locales', language));
      const expected = ['shared', ...types].flatMap((name) => [`${name}.html`, `${name}.json`]);
      const others = ['sentences.json', ...plugins.map((name) => `${name}.json`)];
      assert.deepEqual(files.sort(), [...expected, ...others].sort());
    });

    it('needs no exception any more that is made for it', () => {
      const told = [
        ...[...types, ...plugins].flatMap((name) => [...wordsOf(name, language).values()]),
        ...types
          .flatMap((type) => textsOf(helpOf(type, language)))
          .map((text) => text.replace(/<[^>]+>/g, '')),
      ];
      const unused = Object.keys(sameIn[language] ?? {}).filter((text) => !told.includes(text));
      assert.deepEqual(unused, []);
    });

    for (const type of [...types, ...plugins]) {
      describe(`has for ${type}`, () => {
        const words = wordsOf(type, language);
        const originals = wordsOf(type);

        it('the same keys', () => {
          assert.deepEqual([...words.keys()].sort(), [...originals.keys()].sort());
        });

        it('the same placeholders and markup in its words', () => {
          for (const [key, text] of originals) {
            assert.deepEqual(fixedParts(words.get(key) ?? ''), fixedParts(text), key);
          }
        });

        it('no words left in the original', () => {
          const forgotten = [...words].filter(
            ([key, text]) => originals.get(key) === text && !isSame(language, text),
          );
          assert.deepEqual(forgotten, []);
        });

        it('no empty words', () => {
          const empty = [...words].filter(([, text]) => text.trim() === '' || text !== text.trim());
          assert.deepEqual(empty, []);
        });
      });
    }

    for (const type of types) {
      describe(`has in the help of ${type}`, () => {
        const help = helpOf(type, language);
        const helpInOriginal = helpOf(type);
        const texts = textsOf(help);
        const textsInOriginal = textsOf(helpInOriginal);

        it('the same headings, lists, properties and outputs in their order', () => {
          assert.deepEqual(formOf(help), formOf(helpInOriginal));
        });

        it('the same values, links and examples', () => {
          assert.deepEqual(
            quotedIn(help, paletteLabelsIn(language)),
            quotedIn(helpInOriginal, paletteLabelsIn(original)),
          );
        });

        it('the same properties and codes', () => {
          for (const [index, text] of textsInOriginal.entries()) {
            if (isWritten(text)) assert.equal(texts[index], text);
          }
        });

        it('no text left in the original', () => {
          const forgotten = texts.filter(
            (text, index) =>
              text === textsInOriginal[index] &&
              hasWords(text) &&
              !isWritten(text) &&
              !isSame(language, text.replace(/<[^>]+>/g, '')),
          );
          assert.deepEqual(forgotten, []);
        });
      });
    }
  });
}
