import assert from 'node:assert/strict';
import { systemOperations } from '../../../../src/appliance/operations/tables/further-operations';
import { note, type Seen } from '../../../../src/jobs/last-seen';
import { overviewOf } from '../../../../src/jobs/overview/overview-of';

const hour = 3_600_000;
const day = 24 * hour;
/** When the backups were seen; the schedule is due each day at 02:00 UTC. */
const at = Date.UTC(2026, 0, 31, 12);

const appliance = {
  identity: { id: 'a', name: 'vc-a', host: 'vc-a.lab.example' },
  signIn: () => ({ accepted: true, left: 2, pause: 0 }),
};

const daily = { default: { enable: true, recurrence_info: { hour: 2, minute: 0 } } };
const weekly = {
  default: { enable: true, recurrence_info: { hour: 2, minute: 0, days: ['SUNDAY'] } },
};

type Details = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A backup of 20 minutes that started so many hours before it was seen. */
function backup(hours: number, status = 'SUCCEEDED'): Record<string, string> {
  const start_time = new Date(at - hours * hour).toISOString();
  const end_time = new Date(at - hours * hour + hour / 3).toISOString();
  return { status, start_time, ...(status === 'INPROGRESS' ? {} : { end_time }) };
}

interface Given {
  details?: Details;
  /** Of the list; those of the details, if not given. */
  ids?: readonly string[];
  schedules?: unknown;
  zone?: string;
}

function seenFrom({ details = {}, ids = Object.keys(details), schedules, zone }: Given): Seen {
  const seen: Seen = {};
  const answer = (operation: string, payload: unknown, time = at) =>
    note(seen, { operation, payload, found: true, requestId: 'r-1', statusCode: 200 }, time);
  if (schedules !== undefined) answer('backup.schedules.list', schedules, at - 30 * day);
  if (zone !== undefined) answer(systemOperations.timeZone.name, zone);
  answer('backup.job.list', Object.keys(details));
  answer('backup.job.details.list', details);
  answer('backup.job.list', ids);
  return seen;
}

/** Ids as those of real appliances, the later the greater. */
const id = (number: number) => `202601${String(number).padStart(2, '0')}-020000-23319993`;

describe('What is known of the backups of an appliance', () => {
  const planned = { schedules: daily, zone: 'UTC' };
  const judged: [what: string, given: Given, expected?: string][] = [
    ['that of the night', { ...planned, details: { [id(31)]: backup(10) } }],
    ['one that missed the night', { ...planned, details: { [id(30)]: backup(34) } }, 'late'],
    ['one that missed two nights', { ...planned, details: { [id(29)]: backup(58) } }, 'critical'],
    [
      'one that failed after it',
      { ...planned, details: { [id(29)]: backup(58), [id(31)]: backup(10, 'FAILED') } },
      'critical',
    ],
    [
      'one that runs instead',
      { ...planned, details: { [id(30)]: backup(34), [id(31)]: backup(10, 'INPROGRESS') } },
    ],
    [
      'one of a weekly schedule',
      { schedules: weekly, zone: 'UTC', details: { [id(25)]: backup(6 * 24 + 10) } },
    ],
    ['an old one without a known schedule', { zone: 'UTC', details: { [id(1)]: backup(720) } }],
    ['an old one without a known zone', { schedules: daily, details: { [id(1)]: backup(720) } }],
    [
      'an old one where no schedule runs',
      { ...planned, schedules: {}, details: { [id(1)]: backup(720) } },
    ],
    [
      'an old one, where the list has one whose details nobody knows',
      { ...planned, details: { [id(20)]: backup(266) }, ids: [id(20), id(31)] },
    ],
    ['none that succeeded', { ...planned, details: { [id(29)]: backup(58, 'FAILED') } }],
  ];
  for (const [what, given, expected] of judged) {
    it(`is ${expected ?? 'not overdue'} for ${what}`, () => {
      const { backup } = overviewOf(appliance, seenFrom(given), 'ok', at);
      assert.equal(backup?.lateness, expected);
    });
  }

  it('is as it was when it was seen: what has ended since then nobody knows', () => {
    const seen = seenFrom({ ...planned, details: { [id(31)]: backup(10) } });
    const { backup: known } = overviewOf(appliance, seen, 'ok', at + 5 * day);
    assert.equal(known?.lateness, undefined);
    assert.equal(known?.at, new Date(at).toISOString());
  });

  it('is not overdue by a schedule that began only now', () => {
    const seen = seenFrom({ ...planned, schedules: weekly, details: { [id(25)]: backup(154) } });
    const answer = { operation: 'backup.schedules.list', payload: daily, found: true };
    note(seen, { ...answer, requestId: 'r-2', statusCode: 200 }, at);
    assert.equal(overviewOf(appliance, seen, 'ok', at).backup?.lateness, undefined);
  });

  it('is nothing where nobody has asked for the details of any', () => {
    const seen = seenFrom({ ids: [id(30), id(31)] });
    assert.equal(overviewOf(appliance, seen, 'ok', at).backup, undefined);
  });

  it('is that there are none where the list is empty', () => {
    const { backup: known } = overviewOf(appliance, seenFrom({}), 'ok', at);
    assert.deepEqual(known, { isUnscheduled: false, at: new Date(at).toISOString() });
  });
});
