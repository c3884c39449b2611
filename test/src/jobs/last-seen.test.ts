import assert from 'node:assert/strict';
import { nextBackupDue, note, type Seen } from '../../../src/jobs/last-seen';

const at = Date.UTC(2026, 0, 31, 12);

interface Given {
  operation: string;
  payload: unknown;
  found?: boolean;
  unchanged?: true;
}

/** @returns what is known after these answers, one a second. */
function seenAfter(...answers: Given[]): Seen {
  const seen: Seen = {};
  answers.forEach(({ found = true, ...answer }, index) => {
    note(
      seen,
      { ...answer, found, requestId: 'r-1', statusCode: found ? 200 : 404 },
      at + index * 1000,
    );
  });
  return seen;
}

const ids = (...payload: string[]): Given => ({ operation: 'backup.job.list', payload });
const sameIds: Given = { operation: 'backup.job.list', payload: null, unchanged: true };
const details = (payload: unknown): Given => ({ operation: 'backup.job.details.list', payload });
const succeeded = { status: 'SUCCEEDED', start_time: '2026-01-26T02:00:00Z' };
const failed = { status: 'FAILED', start_time: '2026-01-27T02:00:00Z' };
const running = { status: 'RUNNING', start_time: '2026-01-28T02:00:00Z', progress: 40 };

describe('What was last seen of an appliance', () => {
  const jobs: [what: string, payload: unknown, found: boolean, expected: unknown][] = [
    [
      'a job that runs',
      { status: 'RUNNING', progress: { completed: 42, total: 100 } },
      true,
      { state: 'running', progress: 42, at },
    ],
    [
      'one that has ended',
      { status: 'SUCCEEDED', end_time: '2026-01-31T11:00:00' },
      true,
      { state: 'succeeded', end: at - 3_600_000, at },
    ],
    ['none', null, false, { state: 'not-found', at }],
    ['nothing where the status is not known', { status: 'DREAMING' }, true, undefined],
    ['nothing where there is no status', 'a text', true, undefined],
  ];
  for (const kind of ['reconciliation', 'restore'] as const) {
    for (const [what, payload, found, expected] of jobs) {
      it(`is of the ${kind} ${what}`, () => {
        const seen = seenAfter({ operation: `${kind}.job.get`, payload, found });
        assert.deepEqual(seen[kind], expected);
      });
    }
  }

  const histories: [what: string, answers: Given[], latest?: string, success?: string][] = [
    ['nothing of an empty list', [ids()]],
    ['nothing of details without the list', [details({ m: succeeded })]],
    [
      'the latest and the last success, in any order',
      [ids(), details({ t: failed, m: succeeded })],
      't',
      'm',
    ],
    [
      'an older one, asked for later, changes nothing',
      [ids(), details({ w: running }), details({ m: succeeded })],
      'w',
      'm',
    ],
    [
      'the same one again, as it is now',
      [ids(), details({ m: running }), details({ m: { ...running, status: 'SUCCEEDED' } })],
      'm',
      'm',
    ],
    [
      'what the list has no more is forgotten',
      [ids('m', 't'), details({ t: failed, m: succeeded }), ids('t')],
      't',
    ],
    ['nothing of absurd details', [ids(), details({ m: null, t: 7, w: { start_time: 'now' } })]],
  ];
  for (const [what, answers, latest, success] of histories) {
    it(`is of backups: ${what}`, () => {
      const { backups } = seenAfter(...answers);
      assert.deepEqual([backups?.latest?.id, backups?.success?.id], [latest, success]);
    });
  }

  it('says when the list was seen, though the details were known', () => {
    const { backups } = seenAfter(ids('m'), details({ m: succeeded }), ids('m'));
    assert.deepEqual([backups?.at, backups?.latest?.at], [at + 2000, at + 2000]);
  });

  it('says when the list was seen, though it was not read again', () => {
    const { backups, ...others } = seenAfter(ids('m'), details({ m: succeeded }), sameIds);
    const seen = seenAfter(ids('m'), details({ m: succeeded }), ids('m'));
    assert.deepEqual({ backups, ...others }, seen);
    assert.equal(backups?.latest?.at, at + 2000);
  });

  it('is nothing of an unchanged list that nobody has seen', () => {
    assert.deepEqual(seenAfter(sameIds), {});
  });

  it('says when the details were seen, if the list shows a newer one since', () => {
    const [known, newer] = ['20260126-020000-1', '20260127-020000-1'];
    const { backups } = seenAfter(ids(known), details({ [known]: succeeded }), ids(known, newer));
    assert.deepEqual([backups?.at, backups?.latest?.at], [at + 2000, at + 1000]);
  });

  const plan = { default: { enable: true, recurrence_info: { hour: 2, minute: 30 } } };
  const zone: Given = { operation: 'system.timezone.get', payload: 'Europe/Berlin' };
  const dues: [what: string, answers: Given[], expected?: number][] = [
    [
      'in the zone of the appliance',
      [{ operation: 'backup.schedules.list', payload: plan }, zone],
      Date.UTC(2026, 1, 1, 1, 30),
    ],
    ['not without the zone', [{ operation: 'backup.schedules.list', payload: plan }]],
    ['not without a schedule', [{ operation: 'backup.schedules.list', payload: {} }, zone]],
    ['not where nobody has asked', []],
  ];
  for (const [what, answers, expected] of dues) {
    it(`says when a backup is due: ${what}`, () => {
      assert.equal(nextBackupDue(seenAfter(...answers), at), expected);
    });
  }

  it('is nothing of other operations', () => {
    assert.deepEqual(seenAfter({ operation: 'backup.parts.list', payload: [{ id: 'seat' }] }), {});
  });
});
