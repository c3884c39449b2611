import assert from 'node:assert/strict';
import { durationText } from '../../nodes/editor/form/duration-text';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** A number in a dialog and its unit, and how people say it. */
const rows: [text: string, unit: number, said: string][] = [
  ['1800', second, '30 min'],
  [' 60 ', second, '1 min'],
  ['90', second, '1 min 30 s'],
  ['5400', second, '1 h 30 min'],
  ['14400', second, '4 h'],
  ['86400', second, '24 h'],
  ['60', minute, '1 h'],
  ['1440', minute, '24 h'],
  ['168', hour, '7 d'],
  // What is said in its own unit anyway.
  ['59', second, ''],
  ['30', minute, ''],
  ['25', hour, ''],
  // What is no time.
  ['0', second, ''],
  ['', second, ''],
  ['soon', second, ''],
  ['Infinity', second, ''],
  ['-3600', second, ''],
  [`$\{WAIT}`, second, ''],
];

describe('A long time next to its number', () => {
  for (const [text, unit, said] of rows) {
    it(`"${text}" of ${unit} ms is ${said === '' ? 'not said otherwise' : said}`, () => {
      assert.equal(durationText(text, unit), said);
    });
  }
});
