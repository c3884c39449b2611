import assert from 'node:assert/strict';
import { base32 } from '../../simulator/backups/base32';

/** The test vectors of RFC 4648, 10. */
const vectors: readonly [text: string, encoded: string][] = [
  ['', ''],
  ['f', 'MY======'],
  ['fo', 'MZXQ===='],
  ['foo', 'MZXW6==='],
  ['foob', 'MZXW6YQ='],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI======'],
];

describe('Stand-in appliance: the base32 of a comment', () => {
  for (const [text, encoded] of vectors) {
    it(`of "${text}" is "${encoded}"`, () => assert.equal(base32(text), encoded));
  }
});
