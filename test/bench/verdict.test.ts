import assert from 'node:assert/strict';
import type { Bound, Figure, Part } from '../../bench/figures';
import { figures } from '../../bench/figures';
import type { Readings } from '../../bench/readings';
import { exactly } from '../../bench/statistics';
import { judge, judgeUncertain, type Verdict, worst } from '../../bench/verdict';

function figureOf(...parts: Part[]): Figure {
  return { id: 'some', title: 'something', experiment: 'start', parts };
}

describe('bench: verdict', () => {
  describe('on a value and its bound', () => {
    const rows: [value: number, bound: Bound, expected: Verdict][] = [
      [0.39, { atMost: 0.4 }, 'kept'],
      [0.4, { atMost: 0.4 }, 'kept'],
      [0.41, { atMost: 0.4 }, 'broken'],
      [3.1, { atLeast: 3 }, 'kept'],
      [3, { atLeast: 3 }, 'kept'],
      [2.9, { atLeast: 3 }, 'broken'],
      [8, { exactly: 8 }, 'kept'],
      [7, { exactly: 8 }, 'broken'],
      [9, { exactly: 8 }, 'broken'],
    ];
    for (const [value, bound, expected] of rows) {
      it(`${value} with ${JSON.stringify(bound)} is ${expected}`, () => {
        assert.equal(
          judge(figureOf({ reading: 'start', bound }), { start: exactly(value) }),
          expected,
        );
      });
    }
  });

  describe('on a restless machine', () => {
    const part: Part = {
      reading: 'cpu package/hand-built 8',
      control: 'cpu again/hand-built 8',
      bound: { atMost: 0.4 },
    };
    const rows: [base: number, value: number, expected: Verdict][] = [
      [0.9, 0.39, 'kept'],
      [1.1, 0.39, 'kept'],
      [1, 0.41, 'broken'],
      // May be off by 0.8 ** 2 = 0.64: kept up to 0.256, broken from 0.625 on.
      [0.8, 0.39, 'inconclusive'],
      [0.8, 0.26, 'inconclusive'],
      [0.8, 0.25, 'kept'],
      [1.25, 0.26, 'inconclusive'],
      [1.25, 0.25, 'kept'],
      [1.25, 0.62, 'inconclusive'],
      [0.8, 0.63, 'broken'],
    ];
    for (const [base, value, expected] of rows) {
      it(`${value} is ${expected} when the base is ${base} of itself`, () => {
        const readings: Readings = {
          'cpu package/hand-built 8': exactly(value),
          'cpu again/hand-built 8': exactly(base),
        };
        assert.equal(judge(figureOf(part), readings), expected);
      });
    }

    const uncertain: [value: number, bound: Bound, base: number, expected: Verdict][] = [
      [6.3, { atLeast: 4 }, 0.8, 'kept'],
      [6.2, { atLeast: 4 }, 0.8, 'inconclusive'],
      [2.5, { atLeast: 4 }, 0.8, 'broken'],
      [1, { exactly: 1 }, 0.8, 'inconclusive'],
      [2, { exactly: 1 }, 0.8, 'broken'],
      [0.1, { atMost: 4 }, Number.NaN, 'inconclusive'],
      [0.1, { atMost: 4 }, 0, 'inconclusive'],
    ];
    for (const [value, bound, base, expected] of uncertain) {
      it(`${value} with ${JSON.stringify(bound)} is ${expected} when the base is ${base} of itself`, () => {
        assert.equal(judgeUncertain(value, bound, base), expected);
      });
    }

    it('there is none on a value that may lie too far off', () => {
      const figure = figureOf({ reading: 'start', bound: { atMost: 1.02 }, precision: 0.01 });
      const judged = (low: number, high: number) =>
        judge(figure, { start: { value: 1.01, low, high } });
      assert.equal(judged(1.001, 1.019), 'kept');
      assert.equal(judged(0.99, 1.03), 'inconclusive');
    });
  });

  it('on a value that is missing is none', () => {
    assert.equal(judge(figureOf({ reading: 'start', bound: { atMost: 1 } }), {}), 'inconclusive');
  });

  it('leaves out what has no bound', () => {
    assert.equal(judge(figureOf({ reading: 'start' }), {}), 'kept');
  });

  describe('on several is the worst of theirs', () => {
    const rows: [verdicts: Verdict[], expected: Verdict][] = [
      [[], 'kept'],
      [['kept', 'kept'], 'kept'],
      [['kept', 'inconclusive'], 'inconclusive'],
      [['broken', 'inconclusive', 'kept'], 'broken'],
    ];
    for (const [verdicts, expected] of rows) {
      it(`${verdicts.join(', ') || 'none'}: ${expected}`, () => {
        assert.equal(worst(verdicts), expected);
      });
    }
  });

  describe('figures', () => {
    it('each have a name of their own', () => {
      assert.equal(new Set(figures.map(({ id }) => id)).size, figures.length);
    });

    it('each bind something', () => {
      for (const { id, parts } of figures)
        assert.ok(
          parts.some(({ bound }) => bound),
          id,
        );
    });

    it('are all held against the base itself where they depend on time under load', () => {
      for (const { parts } of figures.filter(({ experiment }) => experiment.startsWith('load'))) {
        for (const { bound, control, reading } of parts) {
          assert.ok(bound === undefined || control !== undefined, reading);
        }
      }
    });
  });
});
