import assert from 'node:assert/strict';
import { longestStop } from '../../bench/processes/loop-stops';

describe('bench: the longest stop of the event loop', () => {
  const stops = [
    { from: 100, to: 400 },
    { from: 500, to: 600 },
  ];
  const rows: [since: number, longest: number][] = [
    [0, 300],
    // Of a stop that had begun before, only the rest counts.
    [350, 100],
    [320, 100],
    [250, 150],
    [550, 50],
    [600, 0],
  ];
  for (const [since, longest] of rows) {
    it(`is ${longest} ms since ${since} ms`, () =>
      assert.equal(longestStop(stops, since), longest));
  }

  it('is nothing where there was none', () => assert.equal(longestStop([], 0), 0));
});
