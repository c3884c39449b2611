import assert from 'node:assert/strict';
import { inPortions, newestFirst, timeOfId } from '../../../../src/jobs/backups/ids';

describe('Ids of backups', () => {
  const rows: [title: string, ids: string[], sorted: string[] | undefined][] = [
    [
      'of real appliances are YYYYMMDD-hhmmss-build: the newest first',
      ['20240101-000000-19480866', '20250304-020000-23319993', '20250303-235959-23319993'],
      ['20250304-020000-23319993', '20250303-235959-23319993', '20240101-000000-19480866'],
    ],
    [
      'without a build',
      ['20250303-020000', '20250304-020000'],
      ['20250304-020000', '20250303-020000'],
    ],
    [
      'of one that does not begin with a time',
      ['20250303-020000-1', 'before-the-patch'],
      undefined,
    ],
    ['that have a time elsewhere', ['backup-20250303-020000'], undefined],
    ['that begin with a day only', ['20250303-0200'], undefined],
    ['none', [], []],
  ];
  for (const [title, ids, sorted] of rows) {
    it(`${title}: ${sorted ? 'by the time' : 'opaque'}`, () => {
      const given = [...ids];
      assert.deepEqual(newestFirst(ids), sorted);
      assert.deepEqual(ids, given);
    });
  }

  it('begin with a time that is read as UTC', () => {
    const time = timeOfId('20250304-235958-23319993');
    assert.equal(new Date(time).toISOString(), '2025-03-04T23:59:58.000Z');
    assert.ok(Number.isNaN(timeOfId('before-the-patch')));
  });

  const many = (count: number, length: number) =>
    Array.from({ length: count }, (_, index) => String(index).padStart(length, 'x'));
  const portions: [title: string, ids: string[], sizes: number[]][] = [
    ['none', [], []],
    ['as many as may be', many(100, 24), [100]],
    ['one more', many(101, 24), [100, 1]],
    ['thousands', many(2050, 24), [...Array(20).fill(100), 50]],
    ['long ones, as the length of a URL is limited', many(100, 100), [40, 40, 20]],
    ['ones that get long in a URL', Array(100).fill('ä'.repeat(10)), [66, 34]],
    ['one that is too long by itself', many(2, 5000), [1, 1]],
  ];
  for (const [title, ids, sizes] of portions) {
    it(`are put into requests: ${title}`, () => {
      const put = inPortions(ids, 100);
      assert.deepEqual(
        put.map(({ length }) => length),
        sizes,
      );
      assert.deepEqual(put.flat(), ids);
    });
  }
});
