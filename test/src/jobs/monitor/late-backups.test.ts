import assert from 'node:assert/strict';
import { jobOf } from '../../../../src/jobs/job/job-text';
import type { Seen } from '../../../../src/jobs/monitor/types';
import type { Plan } from '../../../../src/jobs/schedule/plan';
import {
  at,
  type Backup,
  backups,
  failedLooks,
  monitor,
  oneHour,
  type Row,
  schedules,
  specify,
  words,
} from './monitor-rows';

describe('A monitor calls a backup overdue', () => {
  const good: Backup = { id: 'good', status: 'SUCCEEDED', start: -5 };
  const next: Backup = { id: 'next', status: 'SUCCEEDED', start: 38 };
  const bad = (start: number): Backup => ({ id: `bad ${start}`, status: 'FAILED', start });
  const only = backups(good);
  const both = backups(next, good);
  const neverGood = backups(bad(-10), bad(-15), bad(-20));
  const later = backups(bad(20));
  const rows: Row[] = [
    {
      title: 'so long after the end of the last that succeeded',
      steps: [at(0, only), at(20.9, only), at(21, only, 'backup good overdue')],
    },
    {
      title: 'once, also after restarts',
      steps: [at(30, only, 'backup good overdue'), at(31, only), 'restart', at(300, only)],
    },
    {
      title: 'again only after one has succeeded',
      steps: [
        at(30, only, 'backup good overdue'),
        at(40, both),
        at(63, both),
        at(64, both, 'backup next overdue'),
        at(99, both),
      ],
    },
    {
      title: 'whatever has failed since',
      steps: [
        at(30, backups(bad(29), good), 'backup bad 29 overdue'),
        at(54, backups(bad(53), bad(29), good)),
      ],
    },
    {
      title: 'since the monitor began, where there was none at all',
      steps: [at(24.9, backups()), at(25, backups(), 'backup overdue'), at(99, backups())],
    },
    {
      title: 'since the oldest that failed, where none has ever succeeded',
      steps: [at(0, neverGood), at(6, neverGood, 'backup bad -10 overdue'), at(7, neverGood)],
    },
    { title: 'not if it is never to', settings: { overdueAfter: 0 }, steps: [at(9000, only)] },
    {
      title: 'not because the appliance has forgotten the last that succeeded',
      steps: [
        at(0, only),
        at(20, backups()),
        at(20.5, later),
        at(21, later, 'backup bad 20 overdue'),
        at(60, later),
        at(61, only),
      ],
    },
    {
      title: 'by the last that succeeded, where the appliance knows only of an older one',
      steps: [at(40, both), at(63, only), at(64, only, 'backup good overdue')],
    },
    {
      title: 'by a time that is not in the future of this machine',
      steps: [
        at(0, backups({ ...good, start: 1000 })),
        at(24, later),
        at(25, later, 'backup bad 20 overdue'),
      ],
    },
  ];
  const settings = { overdueAfter: 25 * oneHour };
  for (const row of rows) specify({ settings, ...row }, 'overdue');

  it('and keeps the stored object while none is overdue: another one would be written', () => {
    const watching = monitor(settings);
    watching.see(only, 0);
    const { stored } = watching.memory;
    for (const hours of [1, 20.9]) {
      watching.see(only, hours);
      assert.equal(watching.memory.stored, stored);
    }
  });
});

describe('A monitor calls a backup overdue by the schedule', () => {
  const good: Backup = { id: 'good', status: 'SUCCEEDED', start: -22 };
  const failed: Backup = { id: 'failed', status: 'FAILED', start: 2 };
  const running: Backup = { id: 'new', status: 'RUNNING', start: 2 };
  const manual: Backup = { id: 'by hand', status: 'SUCCEEDED', start: 1.5, type: 'MANUAL' };
  const everyDay = { name: 'default', hour: 2, minute: 0, days: [0, 1, 2, 3, 4, 5, 6] };
  const plan = { schedules: [everyDay], timeZone: 'UTC' };
  const noPlan = { schedules: [], timeZone: 'UTC' };

  const judged =
    (by: Plan | undefined) =>
    (...seen: Backup[]) => [backups(...seen), schedules(by, ...seen)];
  const daily = judged(plan);
  const none = judged(noPlan);
  const unreadable = judged(undefined);

  const rows: Row[] = [
    {
      title: 'after the due time, the grace and twice its usual duration',
      steps: [at(0, daily(good)), at(5, daily(good)), at(5.1, daily(good), 'backup good overdue')],
    },
    {
      title: 'by a grace of its own',
      settings: { grace: 3 * oneHour },
      steps: [at(7, daily(good)), at(7.1, daily(good), 'backup good overdue')],
    },
    {
      title: 'once, also after restarts, until another has succeeded',
      steps: [
        at(6, daily(good), 'backup good overdue'),
        'restart',
        at(90, daily(good)),
        at(100, daily({ ...good, id: 'next', start: 98 }, good), 'backup next succeeded'),
        at(126, daily({ ...good, id: 'next', start: 98 }, good), 'backup next overdue'),
      ],
    },
    { title: 'not while it is running', steps: [at(6, daily(running, good))] },
    {
      title: 'although it has failed',
      steps: [at(6, daily(failed, good), 'backup failed overdue')],
    },
    { title: 'not where somebody made one by hand', steps: [at(24, daily(manual, good))] },
    {
      title: 'not where it is reported as missed: that one only',
      settings: { missedSchedule: true },
      steps: [at(0, daily(good)), at(9, daily(good), 'due 2'), at(25, daily(good))],
    },
    {
      title: 'where no schedule runs, even if it would be reported as missed',
      settings: { missedSchedule: true },
      steps: [at(3, none(good)), at(3.1, none(good), 'backup good overdue')],
    },
    {
      title: 'after 25 hours where the schedules cannot be read',
      settings: { missedSchedule: true },
      steps: [at(3, unreadable(good)), at(3.1, unreadable(good), 'backup good overdue')],
    },
    {
      title: 'not where nobody asks whether it is overdue',
      settings: { overdueAfter: 0, missedSchedule: true },
      steps: [at(3, unreadable(good)), at(9, unreadable(good))],
    },
    {
      title: 'by the last that succeeded, where the appliance has forgotten it',
      steps: [
        at(0, daily(good)),
        at(1, daily(failed), 'backup failed failed'),
        at(5, daily(failed), 'backup failed overdue'),
      ],
    },
    {
      title: 'at once where none has ever succeeded',
      steps: [at(3, daily(failed), 'backup failed overdue'), at(99, daily(failed))],
    },
    {
      title: 'not where none has ever succeeded and a schedule runs, if missed ones are reported',
      settings: { missedSchedule: true },
      steps: [at(3, daily(failed)), at(20, daily(failed))],
    },
    {
      title: 'where there is none at all, but not because of a single look without any',
      restarts: false,
      steps: [at(0, daily()), at(0.1, daily(good)), at(0.2, daily()), at(0.3, daily())],
    },
    {
      title: 'where two looks in a row find none at all and none is remembered',
      restarts: false,
      steps: [at(0, daily()), at(0.1, daily(), 'backup overdue'), at(99, daily())],
    },
  ];
  const settings = { overdueAfter: 'schedule', missedSchedule: false } as const;
  for (const row of rows) specify({ ...row, settings: { ...settings, ...row.settings } });

  const texts: [string, Seen[], string][] = [
    [
      'by the schedule',
      daily(good),
      'The backup of vc-a that was due at 2025-03-03 02:00 UTC according to its schedule has not ' +
        'succeeded. The last successful one ended at 2025-03-02 03:00 UTC.',
    ],
    [
      'without a schedule',
      none(good),
      'No backup of vc-a has succeeded for 28 h. The appliance has no backup schedule, so one backup ' +
        'a day is expected. The last successful one ended at 2025-03-02 03:00 UTC.',
    ],
    [
      'with a schedule that is disabled',
      judged({ ...noPlan, idle: [{ name: 'default', reason: 'disabled' }] })(good),
      'No backup of vc-a has succeeded for 28 h. The backup schedule is disabled, so one backup a day ' +
        'is expected. The last successful one ended at 2025-03-02 03:00 UTC.',
    ],
    [
      'with a schedule that never runs',
      judged({ ...noPlan, idle: [{ name: 'default', reason: 'without-recurrence' }] })(good),
      'No backup of vc-a has succeeded for 28 h. The backup schedule has no recurrence and never ' +
        'runs, so one backup a day is expected. The last successful one ended at 2025-03-02 03:00 UTC.',
    ],
    [
      'with schedules that cannot be read',
      unreadable(good),
      'No backup of vc-a has succeeded for 28 h. The backup schedule cannot be read, so one backup a ' +
        'day is expected. The last successful one ended at 2025-03-02 03:00 UTC.',
    ],
    ['without a success', daily(failed), 'No backup of vc-a has ever succeeded.'],
    [
      'without details of any backup',
      daily().map((seen) =>
        'history' in seen ? { ...seen, history: { ...seen.history, ids: ['bare'] } } : seen,
      ),
      'No backup of vc-a has ever succeeded.',
    ],
  ];
  for (const [title, seen, text] of texts) {
    it(`says why: ${title}`, () => {
      const watching = monitor(settings);
      const [change] = seen.flatMap((each) =>
        watching.see(each, 6).changes.filter(({ look }) => look.job.reason === 'overdue'),
      );
      assert.ok(change);
      assert.equal(jobOf(change.look).text, text);
    });
  }
});

describe('A monitor misses a scheduled backup', () => {
  const everyDay = [0, 1, 2, 3, 4, 5, 6];
  const planOf = (hour: number, days = everyDay, timeZone = 'UTC') => ({
    schedules: [{ name: 'default', hour, minute: 0, days }],
    timeZone,
  });
  const before: Backup = { id: 'before', status: 'SUCCEEDED', start: -22 };
  const backup = (start: number): Backup => ({ id: `at ${start}`, status: 'SUCCEEDED', start });

  /** Backups that are seen, and then judged by a plan. */
  const judged = (plan: ReturnType<typeof planOf>, ...seen: Backup[]) => [
    backups(...seen),
    schedules(plan, ...seen),
  ];
  const by2 = (...seen: Backup[]) => judged(planOf(2), ...seen);
  const same = by2(before);
  const by1 = judged(planOf(1), before);
  const byBerlin = judged(planOf(2, everyDay, 'Europe/Berlin'), before);
  const onWednesday = judged(planOf(2, [3]), before);
  /**
   * Half past two in Berlin, which 30 March 2025 does not have; the days before it are at 1.5. On 26
   * October it comes twice, at 5688.5 and at 5689.5.
   */
  const halfPast = { name: 'default', hour: 2, minute: 30, days: everyDay };
  const berlin = (...seen: Backup[]) =>
    judged({ schedules: [halfPast], timeZone: 'Europe/Berlin' }, ...seen);
  const byNone = judged({ schedules: [], timeZone: 'UTC' }, before);

  const rows: Row[] = [
    {
      title: 'that has not begun by the end of the grace',
      steps: [at(0, same), at(2.9, same), at(3, same, 'due 2'), at(3.1, same)],
    },
    {
      title: 'not where it began in time',
      steps: [at(0, same), at(3, by2(backup(2.01), before)), at(26, by2(backup(2.01), before))],
    },
    {
      title: 'not where it began in time and was forgotten since',
      steps: [at(0, same), at(3, by2(backup(2.01), before)), at(26, same)],
    },
    {
      title: 'not where it began late, within the grace',
      steps: [at(0, same), at(3, by2(backup(2.99), before))],
    },
    {
      title: 'not where it failed: that is reported otherwise',
      steps: [at(0, same), at(3, by2({ ...backup(2), status: 'FAILED' }, before))],
    },
    {
      title: 'never at a time that the clocks skip, but the next day',
      steps: [
        at(620, berlin(before)),
        at(670, berlin(backup(625.5), before)),
        at(674, berlin(backup(625.5), before), 'due 672.5'),
      ],
    },
    {
      title: 'nor where one began later on the day on which the clocks skip the time',
      steps: [at(620, berlin(before)), at(670, berlin(backup(649.5), backup(625.5), before))],
    },
    {
      title:
        'by the grace from the first of two times, and shortly after the second at the earliest',
      steps: [
        at(5680, berlin(before)),
        at(5689.58, berlin(before)),
        at(5689.59, berlin(before), 'due 5689.5'),
        at(5691, berlin(before)),
      ],
    },
    {
      title: 'by a longer grace from the first of two times',
      settings: { grace: 3 * oneHour },
      steps: [
        at(5680, berlin(before)),
        at(5691.4, berlin(before)),
        at(5691.5, berlin(before), 'due 5689.5'),
      ],
    },
    {
      title: 'not where one began at the first of two times',
      steps: [at(5680, berlin(before)), at(5704, berlin(backup(5688.5), before))],
    },
    {
      title: 'not where one began at the second of two times, or shortly later',
      steps: [at(5680, berlin(before)), at(5704, berlin(backup(5689.58), before))],
    },
    {
      title: 'by a grace of its own',
      settings: { grace: 3 * oneHour },
      steps: [at(0, same), at(4.9, same), at(5, same, 'due 2')],
    },
    {
      title: 'where only somebody started one by hand',
      steps: [at(0, same), at(3, by2({ ...backup(2), type: 'MANUAL' }, before), 'due 2')],
    },
    {
      title: 'not of the time before it first looked',
      steps: [at(2.5, same), at(25, same), at(27, same, 'due 26')],
    },
    {
      title: 'of each of several days in which nobody looked',
      steps: [
        at(0, same),
        at(76, by2(backup(26), before), 'due 2', 'due 50', 'due 74'),
        at(76.1, by2(backup(26), before)),
      ],
    },
    {
      title: 'of no more than a week in which nobody looked',
      steps: [
        at(0, same),
        at(20 * 24 + 4, same, ...[14, 15, 16, 17, 18, 19, 20].map((day) => `due ${day * 24 + 2}`)),
      ],
    },
    {
      title: 'not of a schedule that was changed in between, by either time',
      steps: [at(0, same), at(2.5, by1), at(24, by1), at(26, by1, 'due 25')],
    },
    {
      title: 'not of a schedule whose time zone was changed in between',
      steps: [at(0, same), at(2.5, byBerlin), at(26, byBerlin, 'due 25')],
    },
    {
      title: 'not of a schedule that was switched off',
      steps: [at(0, same), at(2.5, byNone), at(10, same), at(25, same), at(27, same, 'due 26')],
    },
    {
      title: 'on its days only',
      steps: [at(0, onWednesday), at(27, onWednesday), at(51, onWednesday, 'due 50')],
    },
    {
      title: 'not while the appliance knows of no backup for a moment',
      steps: [at(0, same), at(3, by2()), at(3.1, by2(backup(2), before))],
    },
    {
      title: 'where the appliance has really forgotten all of them',
      restarts: false,
      steps: [at(0, same), at(3, by2()), at(3.1, by2(), 'due 2')],
    },
    {
      title: 'not while there is no backup for a moment before a failed look and for one after it',
      restarts: false,
      steps: [at(0, same), at(3, by2()), at(3, failedLooks), at(3.1, by2())],
    },
    { title: 'where there never was one', steps: [at(0, by2()), at(3, by2(), 'due 2')] },
  ];
  for (const row of rows) specify({ restarts: true, ...row }, 'missed');

  it('of two that are due, and after a restart goes on from the one that was delivered', () => {
    const watching = monitor();
    for (const seen of same) watching.see(seen);
    const later = schedules(planOf(2), before);
    watching.memory = watching.judge(later, 28).memory;
    const { changes } = watching.judge(later, 28);
    assert.deepEqual(changes.map(words), ['due 2', 'due 26']);
    watching.restart(28, changes[0]?.memory.stored);
    assert.deepEqual(watching.see(later, 28).changes.map(words), ['due 26']);
    assert.deepEqual(watching.see(later, 28).changes, []);
  });
});
