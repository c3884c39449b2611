import assert from 'node:assert/strict';
import type { Job } from '../../../../src/jobs/job/job';
import { jobOf } from '../../../../src/jobs/job/job-text';
import type { MonitorSettings, Seen } from '../../../../src/jobs/monitor/types';
import { at, type Backup, backups, monitor, oneHour, type Step, schedules } from './monitor-rows';

describe('A monitor reports a change', () => {
  const old: Backup = { id: 'old', status: 'SUCCEEDED', start: -5 };
  const failed = backups({ id: 'new', status: 'FAILED', start: 0 }, old);
  const running = backups({ id: 'new', status: 'RUNNING', start: 0 }, old);
  const odd = backups({ id: 'odd', status: 'PAUSED', start: 0 });
  const everyDay = [0, 1, 2, 3, 4, 5, 6];
  const schedule = { name: 'default', hour: 2, minute: 0, days: everyDay };
  const plan = { schedules: [schedule], timeZone: 'UTC' };
  const detailsIn = (seen: Seen): unknown =>
    seen.what === 'backups' ? seen.history.entries[0]?.details : undefined;

  interface Row {
    title: string;
    settings?: Partial<MonitorSettings>;
    /** The last of them brings the change. */
    steps: readonly Step[];
    job: { [Key in keyof Job]?: Job[Key] | undefined };
    payload: unknown;
  }
  const overdue = { overdueAfter: 25 * oneHour };
  const rows: Row[] = [
    {
      title: 'of a backup with its id, its details and the answer for it alone',
      steps: [at(0, backups(old)), at(1, failed)],
      job: { id: 'new', state: 'failed', details: { type: 'SCHEDULED' }, reason: undefined },
      payload: detailsIn(failed),
    },
    {
      title: 'of a lost one with its id, the reason and no answer',
      steps: [at(0, running), at(1, backups(old)), at(2, backups(old))],
      job: {
        id: 'new',
        state: 'lost',
        reason: 'lost',
        text: 'The backup of vc-a is no longer reported by the appliance. How it ended is not known.',
      },
      payload: null,
    },
    {
      title: 'of an overdue one with the latest, in words that say since when',
      settings: overdue,
      steps: [at(26.5, backups(old))],
      job: {
        id: 'old',
        state: 'succeeded',
        reason: 'overdue',
        text: 'No backup of vc-a has succeeded for 30 h 30 min. The last successful one ended at 2025-03-02 20:00 UTC.',
      },
      payload: detailsIn(backups(old)),
    },
    {
      title: 'of an overdue one in words that say that there is none',
      settings: overdue,
      steps: [at(25, backups())],
      job: {
        state: 'none',
        reason: 'overdue',
        text: 'No backup of vc-a has succeeded for 25 h. vc-a has no backup job. It has run none, or keeps no record of it.',
      },
      payload: {},
    },
    {
      title: 'of an overdue one in words that do not deny one that cannot be read',
      settings: overdue,
      steps: [at(26, odd)],
      job: {
        state: 'none',
        reason: 'overdue',
        text: 'No backup of vc-a has succeeded for 26 h.',
      },
      payload: detailsIn(odd),
    },
    {
      title: 'of a missed one with the latest, in words that name schedule and time',
      steps: [at(0, backups(old)), at(0, schedules(plan, old)), at(3, schedules(plan, old))],
      job: {
        id: 'old',
        state: 'succeeded',
        reason: 'missed',
        text: 'The backup of vc-a that was due at 2025-03-03 02:00 UTC according to the schedule "default" did not start.',
      },
      payload: detailsIn(backups(old)),
    },
  ];
  for (const { title, settings, steps, job, payload } of rows) {
    it(title, () => {
      const watching = monitor(settings);
      const changes = steps.flatMap(({ hours, seen }) =>
        seen.flatMap((one) => watching.see(one, hours).changes),
      );
      const [{ look } = assert.fail('nothing was reported'), ...more] = changes;
      assert.deepEqual(more, []);
      const told = Object.keys(job).map((key) => [key, Reflect.get(jobOf(look), key)]);
      assert.deepEqual(Object.fromEntries(told), job);
      assert.deepEqual(look.payload, payload);
    });
  }
});
