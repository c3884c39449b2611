import assert from 'node:assert/strict';
import { isInRange, isNumberField, type NumberField } from '../../nodes/editor/numbers';

const table: [NumberField, { right: unknown[]; wrong: unknown[] }][] = [
  ['interval', { right: ['1', 5, '86400', '0.5e1'], wrong: ['0', '-1', '86401', 'soon'] }],
  ['timeout', { right: ['1', '86400'], wrong: ['0', '86401'] }],
  ['appear', { right: ['0', '3600'], wrong: ['-1', '86401'] }],
  ['outage', { right: [0, '1800'], wrong: ['-1', 'Infinity'] }],
  ['stalledAfter', { right: ['0', '600'], wrong: ['-1', 'NaN'] }],
  ['overdueAfter', { right: ['0', '25', '8760'], wrong: ['-1', '8761'] }],
  ['grace', { right: ['1', '60'], wrong: ['0', '1441'] }],
];

describe('What the number fields of the dialogs take', () => {
  for (const [field, { right, wrong }] of table) {
    for (const value of ['', ' ', undefined, ...right]) {
      it(`${field}: ${JSON.stringify(value)} is right`, () => {
        assert.equal(isInRange(field, value), true);
      });
    }
    for (const value of wrong) {
      it(`${field}: ${JSON.stringify(value)} is wrong`, () => {
        assert.equal(isInRange(field, value), false);
      });
    }
  }

  it('are told from the others by their name', () => {
    assert.equal(isNumberField('interval'), true);
    assert.equal(isNumberField('report'), false);
    assert.equal(isNumberField('constructor'), false);
  });
});
