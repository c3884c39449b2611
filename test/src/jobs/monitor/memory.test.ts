import assert from 'node:assert/strict';
import type { MonitorSettings } from '../../../../src/jobs/monitor/monitor';
import {
  appliance,
  type Backup,
  history,
  oneHour,
  reconciliation,
  startWatching,
  timeAt,
  told,
} from './monitored';

const old: Backup = { id: 'old', status: 'SUCCEEDED', start: -24 };
const running = history({ id: 'new', status: 'RUNNING', start: 0 }, old);
const succeeded = history({ id: 'new', status: 'SUCCEEDED', start: 0 }, old);

describe('The memory of a monitor', () => {
  const memory = {
    appliance: appliance.host,
    since: timeAt(-100),
    backups: { old: 'succeeded', new: 'running' },
    reconciliation: { start: new Date(timeAt(1)).toISOString(), state: 'running' },
  };
  const seenWith = (stored: unknown, settings?: Partial<MonitorSettings>) => {
    const { see } = startWatching(settings, stored);
    return [...see(succeeded), ...see(reconciliation('SUCCEEDED'))].map(told);
  };
  const backupNews = 'backup new succeeded';
  const reconciliationNews = 'reconciliation 01:00 succeeded';
  const rows: [string, unknown, string[]][] = [
    ['is used', memory, [backupNews, reconciliationNews]],
    ['of another appliance is none', { ...memory, appliance: 'vc-b.lab.example' }, []],
    ['without a begin is none', { ...memory, since: 'yesterday' }, []],
    ['that is a text is none', 'running', []],
    ['that is null is none', null, []],
    ['that is a list is none', [memory], []],
    [
      'whose backups are a text: not of the backups',
      { ...memory, backups: 'running' },
      [reconciliationNews],
    ],
    [
      'whose backups are null: not of the backups',
      { ...memory, backups: null },
      [reconciliationNews],
    ],
    [
      'with states that there are not: not of these backups',
      { ...memory, backups: { old: 'succeeded', new: 7 } },
      [backupNews, reconciliationNews],
    ],
    [
      'whose reconciliation is a text: not of the reconciliation',
      { ...memory, reconciliation: 'RUNNING' },
      [backupNews],
    ],
    [
      'whose reconciliation has a word of JavaScript: not of the reconciliation',
      { ...memory, reconciliation: { start: '', state: 'constructor' } },
      [backupNews],
    ],
    [
      'with anything else broken is used all the same',
      { ...memory, judged: [], overdue: {}, lastSuccess: 'x' },
      [backupNews, reconciliationNews],
    ],
  ];
  for (const [title, stored, expected] of rows) {
    it(title, () => assert.deepEqual(seenWith(stored), expected));
  }

  it('is forgotten where backups are not watched any more, so that they are no news later', () => {
    const { monitor } = startWatching({ backup: false }, memory);
    assert.equal(monitor.memory.backups, undefined);
    assert.notEqual(monitor.memory.reconciliation, undefined);
    assert.deepEqual(seenWith(monitor.memory), [reconciliationNews]);
  });

  it('is forgotten where the reconciliation is not watched any more', () => {
    const { monitor } = startWatching({ reconciliation: false }, memory);
    assert.deepEqual(seenWith(monitor.memory), [backupNews]);
  });

  it('begins with the first look at backups, also where something else was watched before', () => {
    const { reconciliation: known, ...rest } = memory;
    assert.deepEqual(seenWith({ ...rest, backups: undefined, reconciliation: known }), [
      reconciliationNews,
    ]);
  });

  it('is data that outlives JSON', () => {
    const { monitor, see, seeSchedules } = startWatching({ overdueAfter: oneHour });
    see(running, 90);
    see(reconciliation('RUNNING'));
    seeSchedules(running, 90, {
      schedules: [{ name: 'default', hour: 2, minute: 0, days: [1] }],
      timeZone: 'UTC',
    });
    assert.deepEqual(JSON.parse(JSON.stringify(monitor.memory)), monitor.memory);
  });

  it('does not grow, however many backups and schedules come and go', () => {
    const { monitor, see, seeSchedules } = startWatching();
    const sizes: number[] = [];
    for (let day = 0; day < 400; day += 1) {
      const kept = Array.from({ length: 7 }, (_, index): Backup => {
        const start = (day - index) * 24;
        return { id: `backup ${1000 + day - index}`, status: 'SUCCEEDED', start };
      });
      const schedules = [{ name: `schedule ${100 + (day % 800)}`, hour: 2, minute: 0, days: [1] }];
      for (let looks = 0; looks < 3; looks += 1) {
        see(history(...kept), day * 24 + looks);
        seeSchedules(history(...kept), day * 24 + looks, { schedules, timeZone: 'UTC' });
      }
      sizes.push(JSON.stringify(monitor.memory).length);
    }
    assert.equal(Object.keys(monitor.memory.backups ?? {}).length, 7);
    assert.equal(Math.max(...sizes.slice(10)), Math.min(...sizes.slice(10)));
  });
});
