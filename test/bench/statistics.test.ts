import assert from 'node:assert/strict';
import {
  exactly,
  meanOfEach,
  medianDifference,
  medianOf,
  medianRatio,
  quantile,
} from '../../bench/statistics';

describe('bench: statistics', () => {
  describe('quantile', () => {
    const rows: [values: number[], share: number, expected: number][] = [
      [[7], 0.5, 7],
      [[3, 1, 2], 0.5, 2],
      [[4, 1, 3, 2], 0.5, 2.5],
      [[10, 0], 0.25, 2.5],
      [[5, 1, 9], 0, 1],
      [[5, 1, 9], 1, 9],
      [[10, 9, 100], 0.5, 10],
    ];
    for (const [values, share, expected] of rows) {
      it(`of ${values.join(', ')} at ${share} is ${expected}`, () => {
        assert.equal(quantile(values, share), expected);
      });
    }

    it('does not change the order of the values', () => {
      const values = [3, 1, 2];
      quantile(values, 0.5);
      assert.deepEqual(values, [3, 1, 2]);
    });

    it('of no values does not exist', () => {
      assert.throws(() => quantile([], 0.5), RangeError);
    });
  });

  describe('median', () => {
    it('of one value is that value, without a range', () => {
      assert.deepEqual(medianOf([4]), exactly(4));
    });

    it('lies within its range, which lies within the values', () => {
      const { value, low, high } = medianOf([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      assert.equal(value, 5);
      assert.ok(1 <= low && low < 5 && 5 < high && high <= 9);
    });

    it('has a range that no single value far off can stretch', () => {
      const values = Array.from({ length: 30 }, (_, index) => index);
      const quiet = medianOf(values);
      assert.deepEqual(medianOf([...values.slice(0, -1), 1e9]), quiet);
    });

    it('has a range that narrows with the number of values', () => {
      const widthOf = (length: number) => {
        const { low, high } = medianOf(Array.from({ length }, (_, index) => index / (length - 1)));
        return high - low;
      };
      assert.ok(widthOf(400) < widthOf(100) && widthOf(100) < widthOf(25));
      // Of evenly spread values: ± 1.96 standard errors of the rank, which are 1 / (2 √n).
      assert.ok(Math.abs(widthOf(400) - 0.098) < 0.001);
    });
  });

  describe('of pairs', () => {
    it('is the median of the ratios, not the ratio of the medians', () => {
      assert.equal(medianRatio([1, 20, 300], [2, 10, 100]).value, 2);
      assert.equal(medianRatio([1, 8, 300], [2, 10, 100]).value, 0.8);
    });

    it('does not see what befalls both of a round alike', () => {
      assert.deepEqual(medianRatio([2, 4, 40], [1, 2, 20]), exactly(2));
    });

    it('is the median of the differences', () => {
      assert.equal(medianDifference([5, 7, 100], [4, 4, 4]).value, 3);
    });

    it('takes the mean of several bases in each round', () => {
      assert.deepEqual(meanOfEach([[1, 4, 8]]), [1, 4, 8]);
      assert.deepEqual(
        meanOfEach([
          [1, 4, 8],
          [3, 4, 2],
        ]),
        [2, 4, 5],
      );
    });

    it('needs as many values as bases', () => {
      assert.throws(() => meanOfEach([[1, 2], [1]]), RangeError);
      assert.throws(() => medianRatio([1, 2], [1]), /2 values cannot be paired with 1/);
      assert.throws(() => medianDifference([1], [1, 2]), RangeError);
    });
  });
});
