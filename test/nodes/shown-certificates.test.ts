import assert from 'node:assert/strict';
import { rememberShown, wasShown } from '../../nodes/dialog-routes/shown-certificates';

describe('A certificate that a test of the connection has shown', () => {
  const certificate = { user: 'ada', address: 'vc-a:443', fingerprint: 'AB12' };
  const numbered = (count: number) => ({ ...certificate, fingerprint: `of ${count}` });

  it('is known for this user, address and fingerprint only', () => {
    rememberShown(certificate);
    assert.ok(wasShown({ ...certificate }));
    const others = [{ user: 'bob' }, { address: 'vc-b:443' }, { fingerprint: 'CD34' }];
    for (const other of others) assert.ok(!wasShown({ ...certificate, ...other }));
  });

  it('is one of the hundred shown last', () => {
    for (let count = 0; count < 100; count += 1) rememberShown(numbered(count));
    rememberShown(numbered(0));
    rememberShown(numbered(100));
    const known = [0, 1, 2, 100].map((count) => wasShown(numbered(count)));
    assert.deepEqual(known, [true, false, true, true]);
  });
});
