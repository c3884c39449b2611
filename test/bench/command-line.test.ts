import assert from 'node:assert/strict';
import { readCommandLine, usage } from '../../bench/command-line';
import { figures } from '../../bench/figures';

describe('bench: command line', () => {
  const namesOf = (...parameters: string[]) =>
    readCommandLine(parameters).figures.map(({ id }) => id);

  it('measures every figure where nothing is said', () => {
    assert.deepEqual(readCommandLine([]).figures, figures);
  });

  it('measures those that are named, in the order of the table', () => {
    assert.deepEqual(namesOf('--only', 'heap', '--only', 'p50'), ['p50', 'heap']);
  });

  it('refuses what it does not know', () => {
    assert.throws(() => readCommandLine(['--only', 'luck']), /no figure "luck"/);
    assert.throws(() => readCommandLine(['--fast']), /--fast/);
  });

  it('explains every figure and how it ends', () => {
    for (const { id } of figures) assert.ok(usage.includes(id), id);
    assert.match(usage, /0 every bound is kept/);
  });
});
