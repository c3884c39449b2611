/** The figures of the README on `npm run test:faults`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cellsOf } from './cells';
import { kinds } from './kinds';

describe('The matrix of faults', () => {
  it('is as large as the README says', () => {
    const faults = Object.values(kinds).flat();
    const cells = faults.flatMap(cellsOf).length.toLocaleString('en-US');
    const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
    assert.match(readme, new RegExp(`against ${faults.length} faults, .* \\(${cells} cases\\)`));
  });

  it('has each fault once', () => {
    const names = Object.values(kinds).flatMap((faults) => faults.map(({ name }) => name));
    assert.deepEqual([...new Set(names)], names);
  });
});
