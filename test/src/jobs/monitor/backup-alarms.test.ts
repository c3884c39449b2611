import assert from 'node:assert/strict';
import type { BackupHistory } from '../../../../src/jobs/backups';
import { type Backup, history, oneHour, startWatching, timeAt, told } from './monitored';

describe('A monitor calls a backup overdue', () => {
  interface OverdueRow {
    title: string;
    /** Hours. */
    after?: number;
    /** The hour, what is seen then, and what is told. */
    looks: readonly (readonly [number | 'restart', BackupHistory?, string?])[];
  }
  const good = (start: number, id = 'good'): Backup => ({ id, status: 'SUCCEEDED', start });
  const bad = (start: number): Backup => ({ id: `bad ${start}`, status: 'FAILED', start });
  const rows: OverdueRow[] = [
    {
      title: 'so long after the end of the last that succeeded',
      looks: [
        [0, history(good(-5))],
        [20.9, history(good(-5))],
        [21, history(good(-5)), 'backup good overdue'],
      ],
    },
    {
      title: 'once, also after restarts',
      looks: [
        [30, history(good(-5)), 'backup good overdue'],
        [31, history(good(-5))],
        ['restart'],
        [300, history(good(-5))],
      ],
    },
    {
      title: 'again only after one has succeeded',
      looks: [
        [30, history(good(-5)), 'backup good overdue'],
        [40, history(good(38, 'next'), good(-5))],
        [63, history(good(38, 'next'), good(-5))],
        [64, history(good(38, 'next'), good(-5)), 'backup next overdue'],
        [99, history(good(38, 'next'), good(-5))],
      ],
    },
    {
      title: 'whatever has failed since',
      looks: [
        [30, history(bad(29), good(-5)), 'backup bad 29 overdue'],
        [54, history(bad(53), bad(29), good(-5))],
      ],
    },
    {
      title: 'since the monitor began, where there was none at all',
      looks: [
        [24.9, history()],
        [25, history(), 'backup overdue'],
        [99, history()],
      ],
    },
    {
      title: 'since the oldest that failed, where none has ever succeeded',
      looks: [
        [0, history(bad(-10), bad(-20))],
        [6, history(bad(-10), bad(-20)), 'backup bad -10 overdue'],
        [7, history(bad(-10), bad(-20))],
      ],
    },
    {
      title: 'not where it is never to be',
      after: 0,
      looks: [[9000, history(good(-5))]],
    },
    {
      title: 'not because the appliance has forgotten the last that succeeded',
      looks: [
        [0, history(good(-5))],
        [20, history()],
        [20.5, history(bad(20))],
        [21, history(bad(20)), 'backup bad 20 overdue'],
        [60, history(bad(20))],
        [61, history(good(-5))],
      ],
    },
    {
      title: 'by a time that is not in the future of this machine',
      looks: [
        [0, history(good(1000))],
        [24, history(bad(20))],
        [25, history(bad(20)), 'backup bad 20 overdue'],
      ],
    },
  ];
  for (const { title, after = 25, looks } of rows) {
    it(title, () => {
      const watching = startWatching({ overdueAfter: after * oneHour });
      // What is there already is not what this is about.
      const overdue = (seen: BackupHistory, hours: number) =>
        watching
          .see(seen, hours)
          .filter(({ look }) => look.job.reason !== undefined)
          .map(told);
      for (const [hours, seen, expected] of looks) {
        if (hours === 'restart') watching.restart();
        else if (seen) {
          assert.deepEqual(overdue(seen, hours), expected ? [expected] : [], `${hours} h`);
        }
      }
    });
  }

  it('in words that say since when', () => {
    const { see } = startWatching({ overdueAfter: 25 * oneHour });
    const [{ look } = assert.fail('nothing was told')] = see(history(good(-5)), 26.5);
    assert.equal(
      look.job.text,
      'No backup of vc-a has succeeded for 30 h 30 min. The last one ended 2025-03-02T20:00:00.000Z.',
    );
    assert.equal(look.job.state, 'succeeded', 'the latest, as it is');
  });

  it('in words that say that there is none', () => {
    const { see } = startWatching({ overdueAfter: 25 * oneHour });
    const [{ look } = assert.fail('nothing was told')] = see(history(), 25);
    assert.equal(
      look.job.text,
      'No backup of vc-a has succeeded for 25 h. vc-a has no backup job.',
    );
    assert.equal(look.job.state, 'none');
    assert.deepEqual(look.payload, {});
  });
});

describe('A monitor misses a scheduled backup', () => {
  const plan = (hour: number, days = [0, 1, 2, 3, 4, 5, 6], timeZone = 'UTC') => ({
    schedules: [{ name: 'default', hour, minute: 0, days }],
    timeZone,
  });
  const off = { schedules: [], timeZone: 'UTC' };
  const at = (start: number, type: Backup['type'] = 'SCHEDULED'): Backup => ({
    id: `at ${start}`,
    status: 'SUCCEEDED',
    start,
    type,
  });
  const before = at(-22);

  interface MissedRow {
    title: string;
    grace?: number;
    /** Whether Node-RED starts anew after each look. */
    restarts?: false;
    /** The hour, what is seen then, the schedules, and the hours of which it is told. */
    looks: readonly (readonly [number, BackupHistory, ReturnType<typeof plan>, ...number[]])[];
  }
  const rows: MissedRow[] = [
    {
      title: 'that has not begun by the end of the grace',
      looks: [
        [0, history(before), plan(2)],
        [2.9, history(before), plan(2)],
        [3, history(before), plan(2), 2],
        [3.1, history(before), plan(2)],
      ],
    },
    {
      title: 'not where it began in time',
      looks: [
        [0, history(before), plan(2)],
        [3, history(at(2.01), before), plan(2)],
        [26, history(at(2.01), before), plan(2)],
      ],
    },
    {
      title: 'not where it began late, within the grace',
      looks: [
        [0, history(before), plan(2)],
        [3, history(at(2.99), before), plan(2)],
      ],
    },
    {
      title: 'not where it failed: that is told otherwise',
      looks: [
        [0, history(before), plan(2)],
        [3, history({ ...at(2), status: 'FAILED' }, before), plan(2)],
      ],
    },
    {
      title: 'by a grace of its own',
      grace: 3,
      looks: [
        [0, history(before), plan(2)],
        [4.9, history(before), plan(2)],
        [5, history(before), plan(2), 2],
      ],
    },
    {
      title: 'where only somebody started one by hand',
      looks: [
        [0, history(before), plan(2)],
        [3, history(at(2, 'MANUAL'), before), plan(2), 2],
      ],
    },
    {
      title: 'not of the time before it first looked',
      looks: [
        [2.5, history(before), plan(2)],
        [25, history(before), plan(2)],
        [27, history(before), plan(2), 26],
      ],
    },
    {
      title: 'of each of several days in which nobody looked',
      looks: [
        [0, history(before), plan(2)],
        [76, history(at(26), before), plan(2), 2, 50, 74],
        [76.1, history(at(26), before), plan(2)],
      ],
    },
    {
      title: 'of no more than a week in which nobody looked',
      looks: [
        [0, history(before), plan(2)],
        [
          24 * 20 + 4,
          history(before),
          plan(2),
          ...[14, 15, 16, 17, 18, 19, 20].map((day) => day * 24 + 2),
        ],
      ],
    },
    {
      title: 'not of a schedule that was changed in between, by either time',
      looks: [
        [0, history(before), plan(2)],
        [2.5, history(before), plan(1)],
        [24, history(before), plan(1)],
        [26, history(before), plan(1), 25],
      ],
    },
    {
      title: 'not of a schedule whose time zone was changed in between',
      looks: [
        [0, history(before), plan(2)],
        [2.5, history(before), plan(2, undefined, 'Europe/Berlin')],
        [26, history(before), plan(2, undefined, 'Europe/Berlin'), 25],
      ],
    },
    {
      title: 'not of a schedule that was switched off',
      looks: [
        [0, history(before), plan(2)],
        [2.5, history(before), off],
        [10, history(before), plan(2)],
        [25, history(before), plan(2)],
        [27, history(before), plan(2), 26],
      ],
    },
    {
      title: 'on its days only',
      looks: [
        [0, history(before), plan(2, [3])],
        [27, history(before), plan(2, [3])],
        [51, history(before), plan(2, [3]), 50],
      ],
    },
    {
      title: 'not while the appliance knows of no backup for a moment',
      looks: [
        [0, history(before), plan(2)],
        [3, history(), plan(2)],
        [3.1, history(at(2), before), plan(2)],
      ],
    },
    {
      title: 'where the appliance has really forgotten all of them',
      restarts: false,
      looks: [
        [0, history(before), plan(2)],
        [3, history(), plan(2)],
        [3.1, history(), plan(2), 2],
      ],
    },
    {
      title: 'where there never was one',
      looks: [
        [0, history(), plan(2)],
        [3, history(), plan(2), 2],
      ],
    },
  ];
  for (const { title, grace = 1, restarts = true, looks } of rows) {
    it(title, () => {
      const watching = startWatching({ grace: grace * oneHour });
      for (const [hours, seen, schedules, ...expected] of looks) {
        watching.see(seen, hours);
        const texts = watching
          .seeSchedules(seen, hours, schedules)
          .map(({ look }) => / due (\S+) /.exec(look.job.text)?.[1]);
        const times = expected.map((hour) => new Date(timeAt(hour)).toISOString());
        assert.deepEqual(texts, times, `${hours} h`);
        if (restarts) watching.restart('kept', hours);
      }
    });
  }

  it('not while there is no backup for a moment, though one look is judged by two plans', () => {
    const { see, seeSchedules } = startWatching();
    see(history(before));
    seeSchedules(history(before), 0, plan(2));
    for (const [hours, missed] of [
      [3, 0],
      [3.1, 1],
    ] as const) {
      const nothing = history();
      see(nothing, hours);
      const older = seeSchedules(nothing, hours, plan(2));
      const newer = seeSchedules(nothing, hours, plan(2));
      assert.equal(older.length + newer.length, missed, `${hours} h`);
    }
  });

  it('not while there is no backup for a moment before an outage and for one after it', () => {
    const { see, seeSchedules, missAll } = startWatching();
    see(history(before));
    seeSchedules(history(before), 0, plan(2));
    for (const hours of [3, 3.1]) {
      see(history(), hours);
      assert.deepEqual(seeSchedules(history(), hours, plan(2)), []);
      missAll();
    }
  });

  it('of two that are due together, and goes on from the one that was told', () => {
    const { monitor, see, seeSchedules } = startWatching();
    see(history(before));
    seeSchedules(history(before), 0, plan(2));
    const changes = monitor.seeSchedules(history(before), timeAt(28), plan(2));
    assert.equal(changes.length, 2);
    changes[0]?.told();
    assert.equal(seeSchedules(history(before), 28, plan(2)).length, 1, 'the other');
    assert.equal(seeSchedules(history(before), 28, plan(2)).length, 0);
  });

  it('in words that name schedule and time, with the latest backup', () => {
    const { see, seeSchedules } = startWatching();
    see(history(before));
    seeSchedules(history(before), 0, plan(2));
    const [{ look } = assert.fail('nothing was told')] = seeSchedules(history(before), 3, plan(2));
    const { reason, id, text } = look.job;
    assert.deepEqual({ reason, id }, { reason: 'missed', id: 'at -22' });
    assert.equal(
      text,
      'The backup of vc-a that was due 2025-03-03T02:00:00.000Z by the schedule "default" did not start.',
    );
  });
});
