/** What a monitor reports where its own clock is wrong, or was. */
import assert from 'node:assert/strict';
import { withoutFuture } from '../../../../src/jobs/monitor/clocks';
import {
  at,
  type Backup,
  backups,
  dated,
  monitor,
  oneHour,
  type Row,
  schedules,
  specify,
} from './monitor-rows';

describe('A monitor whose clock is wrong', () => {
  const old: Backup = { id: 'old', status: 'SUCCEEDED', start: -30 };
  const next: Backup = { id: 'next', status: 'FAILED', start: -24 };
  const last: Backup = { id: 'last', status: 'SUCCEEDED', start: -22 };
  const plan = {
    schedules: [{ name: 'default', hour: 2, minute: 0, days: [0, 1, 2, 3, 4, 5, 6] }],
    timeZone: 'UTC',
  };
  const overdueAfter = 25 * oneHour;

  // The monitor begins at hour 0 by its clock; by that of the appliance it is a day earlier.
  const rows: Row[] = [
    {
      title: 'reports all that ends, as long as it is a day fast',
      steps: [
        at(0, dated(-24, backups(old))),
        at(1.5, dated(-22.5, backups(next, old)), 'backup next failed'),
        at(3.5, dated(-20.5, backups(last, next, old)), 'backup last succeeded'),
      ],
    },
    {
      title: 'also after restarts',
      restarts: true,
      steps: [
        at(0, dated(-24, backups(old))),
        at(1.5, dated(-22.5, backups(next, old)), 'backup next failed'),
      ],
    },
    {
      title: 'reports all that ends once it was set right, although the answers have no date',
      steps: [
        at(0, backups(old)),
        at(-24, backups(old)),
        at(-22.5, backups(next, old), 'backup next failed'),
      ],
    },
    {
      title: 'reports nothing as overdue that is not by the clock of the appliance',
      settings: { overdueAfter },
      steps: [
        at(0, dated(0, backups({ ...old, start: -2 }))),
        at(72, dated(1, backups({ ...old, start: -2 }))),
        at(2, dated(2, backups({ ...old, start: -2 }))),
        at(24, dated(24, backups({ ...old, start: -2 })), 'backup old overdue'),
        at(25, dated(25, backups({ ...old, start: -2 }))),
      ],
    },
    {
      title: 'reports as overdue what is, although it was reported before it was',
      settings: { overdueAfter },
      steps: [
        at(0, backups({ ...old, start: -2 })),
        at(72, backups({ ...old, start: -2 }), 'backup old overdue'),
        at(2, backups({ ...old, start: -2 })),
        at(24, backups({ ...old, start: -2 }), 'backup old overdue'),
        at(25, backups({ ...old, start: -2 })),
      ],
    },
    {
      title: 'reports nothing as missed that is not due by the clock of the appliance',
      steps: [
        at(0, dated(0, schedules(plan, old))),
        at(72, dated(1, schedules(plan, old))),
        at(2.9, dated(2.9, schedules(plan, old))),
        at(3.1, dated(3.1, schedules(plan, old)), 'due 2'),
      ],
    },
    {
      title: 'reports as missed what is, although it has judged later times before',
      settings: { grace: 0 },
      steps: [
        at(0, schedules(plan, old)),
        at(27, schedules(plan, old), 'due 2', 'due 26'),
        at(1, schedules(plan, old)),
        at(3, schedules(plan, old), 'due 2'),
      ],
    },
    {
      title: 'reports as overdue by the schedule what is by the clock of the appliance',
      settings: { overdueAfter: 'schedule', missedSchedule: false },
      steps: [
        at(0, dated(0, backups({ ...old, start: -22 }))),
        at(72, dated(1, schedules(plan, { ...old, start: -22 }))),
        at(5, dated(5, schedules(plan, { ...old, start: -22 }))),
        at(5.1, dated(5.1, schedules(plan, { ...old, start: -22 })), 'backup old overdue'),
      ],
    },
  ];
  for (const row of rows) specify({ settings: { missedSchedule: true }, ...row });
});

describe('The memory of a monitor whose clock was ahead', () => {
  const { memory } = monitor();
  const times = (since: number, others: object) => ({
    ...memory,
    stored: { appliance: 'vc-a', since, ...others },
  });
  const rows: [title: string, before: typeof memory, after: typeof memory][] = [
    ['begins now at the latest', times(101, {}), times(100, {})],
    ['has no later success', times(1, { lastSuccess: 101 }), times(1, { lastSuccess: 100 })],
    [
      'was reported as overdue now at the latest',
      times(1, { lastSuccess: 101, overdue: 101 }),
      times(1, { lastSuccess: 100, overdue: 100 }),
    ],
    [
      'has judged nothing later, and each schedule by itself',
      times(1, { lastSuccess: 2, judged: { a: 3, b: 101 } }),
      times(1, { lastSuccess: 2, judged: { a: 3, b: 100 } }),
    ],
  ];
  for (const [title, before, after] of rows) {
    it(title, () => assert.deepEqual(withoutFuture(before, 100), after));
  }

  it('stays as it is where all of it is past', () => {
    const before = times(100, { lastSuccess: 99, overdue: 0, judged: { a: 1 } });
    assert.equal(withoutFuture(before, 100), before);
    assert.equal(withoutFuture(memory, memory.stored.since), memory);
  });
});
