import assert from 'node:assert/strict';
import { isUnreadable } from '../../../../src/jobs/monitor/start-memory';
import type { MonitorSettings } from '../../../../src/jobs/monitor/types';
import {
  appliance,
  type Backup,
  backups,
  isoAt,
  monitor,
  oneHour,
  reconciliation,
  schedules,
  timeAt,
  words,
} from './monitor-rows';

const old: Backup = { id: 'old', status: 'SUCCEEDED', start: -24 };
const succeeded = backups({ id: 'new', status: 'SUCCEEDED', start: 0 }, old);
const schedule = { name: 'default', hour: 2, minute: 0, days: [1] };

describe('The memory of a monitor', () => {
  const memory = {
    appliance: appliance.host,
    since: timeAt(-100),
    backups: { old: 'succeeded', new: 'running' },
    reconciliation: { start: isoAt(1), state: 'running' },
  };
  const reportedWith = (stored: unknown, settings?: Partial<MonitorSettings>) => {
    const watching = monitor(settings, stored);
    return [succeeded, reconciliation('SUCCEEDED')].flatMap((seen) =>
      watching.see(seen).changes.map(words),
    );
  };
  const ofBackup = 'backup new succeeded';
  const ofReconciliation = 'reconciliation 01:00 succeeded';
  const { backups: _backups, ...withoutBackups } = memory;
  const rows: [string, unknown, string[]][] = [
    ['is used', memory, [ofBackup, ofReconciliation]],
    ['of another appliance is none', { ...memory, appliance: 'vc-b.lab.example' }, []],
    ['without a begin is none', { ...memory, since: 'yesterday' }, []],
    ['that is a text is none', 'running', []],
    ['that is null is none', null, []],
    ['that is a list is none', [memory], []],
    ['from before backups were watched: not of the backups', withoutBackups, [ofReconciliation]],
    [
      'whose backups are a text: not of the backups',
      { ...memory, backups: 'running' },
      [ofReconciliation],
    ],
    [
      'whose backups are null: not of the backups',
      { ...memory, backups: null },
      [ofReconciliation],
    ],
    [
      'with states that there are not: not of these backups',
      { ...memory, backups: { old: 'succeeded', new: 7 } },
      [ofBackup, ofReconciliation],
    ],
    [
      'whose reconciliation is a text: not of the reconciliation',
      { ...memory, reconciliation: 'RUNNING' },
      [ofBackup],
    ],
    [
      'whose reconciliation has a word of JavaScript: not of the reconciliation',
      { ...memory, reconciliation: { start: '', state: 'constructor' } },
      [ofBackup],
    ],
    [
      'with anything else broken is used all the same',
      { ...memory, judged: [], overdue: {}, lastSuccess: 'x' },
      [ofBackup, ofReconciliation],
    ],
  ];
  for (const [title, stored, expected] of rows) {
    it(title, () => assert.deepEqual(reportedWith(stored), expected));
  }

  const unreadable: [title: string, stored: unknown, expected: boolean][] = [
    ['of this appliance', memory, false],
    ['of another appliance', { ...memory, appliance: 'vc-b.lab.example' }, false],
    ['that there is none of', undefined, false],
    ['that is null', null, false],
    ['that is a text', 'running', true],
    ['that is a list', [memory], true],
    ['of no appliance', { since: timeAt(0) }, true],
    ['without a begin', { ...memory, since: 'yesterday' }, true],
    ['with a begin that is no time', { ...memory, since: Number.NaN }, true],
  ];
  for (const [title, stored, expected] of unreadable) {
    it(`${title}: a warning ${expected ? 'says that it is lost' : 'says nothing'}`, () => {
      assert.equal(isUnreadable(stored), expected);
    });
  }

  it('of another appliance leaves the first look at this one to be reported', () => {
    const other = { ...memory, appliance: 'vc-b.lab.example' };
    const reported = reportedWith(other, { reportAtStart: true });
    assert.deepEqual(reported, [ofBackup, ofReconciliation]);
  });

  const whole = { ...memory, lastSuccess: 1, overdue: 1, judged: { key: 1 } };
  const forgotten: [keyof MonitorSettings, string[], string[]][] = [
    ['backup', ['backups', 'lastSuccess', 'overdue', 'judged'], [ofReconciliation]],
    ['reconciliation', ['reconciliation'], [ofBackup]],
    ['missedSchedule', ['judged'], [ofBackup, ofReconciliation]],
  ];
  for (const [setting, gone, expected] of forgotten) {
    it(`is without ${gone} where ${setting} was off, so that it is no change later`, () => {
      const { stored } = monitor({ [setting]: false }, whole).memory;
      const left = Object.entries(whole).filter(([key]) => !gone.includes(key));
      assert.deepEqual(stored, Object.fromEntries(left));
      assert.deepEqual(reportedWith(stored), expected);
    });
  }

  it('has the shape that is in the stores of users', () => {
    const watching = monitor({ overdueAfter: oneHour });
    watching.see(backups({ id: 'new', status: 'RUNNING', start: 0 }, old));
    watching.see(reconciliation('RUNNING'));
    watching.see(schedules({ schedules: [schedule], timeZone: 'UTC' }, old), 90);
    const stored = {
      appliance: 'vc-a.lab.example',
      since: timeAt(0),
      backups: { old: 'succeeded', new: 'running' },
      lastSuccess: timeAt(-23),
      overdue: timeAt(-23),
      reconciliation: { start: isoAt(1), state: 'running' },
      judged: { '[{"name":"default","hour":2,"minute":0,"days":[1]},"UTC"]': timeAt(90) },
    };
    assert.deepEqual(watching.memory.stored, stored);
    watching.restart(91);
    assert.deepEqual(watching.memory.stored, stored);
  });

  it('does not grow, however many backups and schedules come and go', () => {
    const watching = monitor();
    const sizes: number[] = [];
    for (let day = 0; day < 100; day += 1) {
      const kept = Array.from({ length: 7 }, (_, index): Backup => {
        const start = (day - index) * 24;
        return { id: `backup ${1000 + day - index}`, status: 'SUCCEEDED', start };
      });
      const plan = {
        schedules: [{ ...schedule, name: `schedule ${100 + day}` }],
        timeZone: 'UTC',
      };
      for (let looks = 0; looks < 3; looks += 1) {
        watching.see(backups(...kept), day * 24 + looks);
        watching.see(schedules(plan, ...kept), day * 24 + looks);
      }
      sizes.push(JSON.stringify(watching.memory).length);
    }
    assert.equal(Object.keys(watching.memory.stored.backups ?? {}).length, 7);
    assert.equal(Math.max(...sizes.slice(10)), Math.min(...sizes.slice(10)));
  });
});
