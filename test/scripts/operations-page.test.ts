import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  operationsOffered,
  operationsPage,
  operationsTable,
  withTable,
} from '../../scripts/operations-page';

describe('The table of operations', () => {
  const text = readFileSync(operationsPage, 'utf8');
  const rows = operationsTable().split('\n').slice(2);

  it('is up to date ("npm run readme" makes it so)', () => assert.equal(text, withTable(text)));

  it('has a row for each of the 24, with a node and a setting', () => {
    assert.equal(rows.length, 24);
    for (const row of rows) assert.match(row, /^\| `[a-z.-]+` \| \*\*[a-z A-Z]+\*\*.* \*[A-Z]/);
  });

  it('is followed by how many of them each dialect has', () => {
    assert.equal(
      operationsOffered(),
      'Offered: 24 of 24 for `/api`, 21 of 24 for `/rest` and the management interface.',
    );
    assert.ok(text.includes(operationsOffered()));
  });

  it('has no gaps', () => assert.doesNotMatch(rows.join('\n'), /undefined/));

  it('is not written where its place is gone', () => {
    assert.throws(() => withTable(text.replace('<!-- Until here. -->', '')), /lost the marks/);
  });
});
