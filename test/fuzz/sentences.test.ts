/** Whatever an appliance, a setting or a message puts into a sentence. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { english } from '../../src/messages/english';
import { type Sentence, type SentenceKey, textIn } from '../../src/messages/sentence';
import { errorText, messageTexts, untranslated } from '../../src/messages/text';
import { anyJson, anyText } from './any-json';
import { holds } from './holds';

const keys = Object.keys(english) as SentenceKey[];

const longText = fc
  .tuple(anyText, fc.integer({ min: 1, max: 300 }))
  .map(([text, times]) => text.repeat(times));

/** A key with a value for each of its placeholders. */
const anySentence: fc.Arbitrary<Sentence> = fc
  .tuple(
    fc.constantFrom(...keys),
    fc.infiniteStream(fc.oneof(longText, fc.double(), fc.constantFrom(...keys))),
  )
  .map(([key, stream]) => {
    const placeholders = english[key].match(/(?<=__)[a-z0-9]+(?=__)/gi) ?? [];
    const values = placeholders.map((name) => [name, stream.next().value as string | number]);
    return { key, values: Object.fromEntries(values) };
  });

describe('A sentence', () => {
  holds(
    'is on one line and has at most 500 characters, whatever is put in',
    { few: 1000 },
    fc.property(fc.oneof(anySentence, longText), (said) => {
      const text = textIn([said]);
      assert.ok(text.length <= 500, `${text.length} characters`);
      assert.doesNotMatch(text, /[\p{Cc}\u2028\u2029]/u);
      // Not cut in the middle of a character.
      assert.doesNotMatch(text, /\p{Cs}/u);
    }),
  );

  holds(
    'has nothing of a template left in it, unless that was put in',
    { few: 1000 },
    fc.property(anySentence, (said) => {
      const isPutIn = JSON.stringify(said.values).includes('__');
      assert.ok(isPutIn || !/__[a-z0-9]+__/i.test(textIn([said])));
    }),
  );
});

describe('Any JSON as localizable messages', () => {
  holds(
    'is read as texts, none of which is empty',
    { few: 1000 },
    fc.property(anyJson(), (value) => {
      const texts = [...messageTexts(value), ...messageTexts([value]), ...untranslated(value)];
      const reason = errorText(value);
      for (const text of reason === undefined ? texts : [...texts, reason]) {
        assert.equal(typeof text, 'string');
        assert.notEqual(text, '');
      }
    }),
  );
});
