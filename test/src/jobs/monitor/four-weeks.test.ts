/**
 * A monitor that watches four weeks around each change of clocks, without a flow. `late.test.ts` beside
 * the tests of nodes has the flow, and fewer moments.
 */
import assert from 'node:assert/strict';
import { judge } from '../../../../src/jobs/monitor/judge';
import { startMemory } from '../../../../src/jobs/monitor/start-memory';
import type { Judgement, MonitorSettings } from '../../../../src/jobs/monitor/types';
import {
  goodStories,
  historyAt,
  hour,
  momentsIn,
  type SimulatedBackup,
  type Weeks,
  weeksOf,
} from '../schedule/simulated-weeks';
import { appliance } from './monitor-rows';

const settings: MonitorSettings = {
  reconciliation: false,
  backup: true,
  missedSchedule: true,
  overdueAfter: 'schedule',
  grace: hour,
  reportAtStart: false,
};

interface Attention {
  reason: string | undefined;
  at: number;
}

/** @returns what a monitor reports to attention in the weeks. */
function watch(
  weeks: Weeks,
  backups: readonly SimulatedBackup[],
  chosen: Partial<MonitorSettings> = {},
): Attention[] {
  const monitored = { identity: appliance, settings: { ...settings, ...chosen } };
  let memory = startMemory(monitored, undefined, weeks.from);
  const reported: Attention[] = [];
  for (const now of momentsIn(weeks, hour)) {
    const entries = historyAt(backups, now);
    const ids = entries.map(({ id }) => id);
    const history = { ids, entries, payload: ids, statusCode: 200 };
    const take = ({ memory: next, changes }: Judgement) => {
      memory = changes.at(-1)?.memory ?? next;
      for (const { look } of changes) {
        if (look.job.reason) reported.push({ reason: look.job.reason, at: now });
      }
    };
    take(judge(monitored, memory, { what: 'backups', history }, now));
    take(judge(monitored, memory, { what: 'schedules', history, plan: weeks.planAt(now) }, now));
  }
  return reported;
}

describe('A monitor of four weeks in which the clocks change', () => {
  for (const [title, story] of goodStories()) {
    it(`reports nothing that ran as missed or overdue: ${title}`, () => {
      const weeks = weeksOf(story);
      assert.deepEqual(watch(weeks, weeks.backups), []);
      if (story.duration > hour) {
        assert.deepEqual(watch(weeks, weeks.backups, { missedSchedule: false }), []);
      }
    });
  }

  for (const [title, story] of goodStories()) {
    if (story.manualAfter !== undefined || story.changed) continue;
    it(`reports a run that did not happen, as missed or overdue, in time: ${title}`, () => {
      const weeks = weeksOf(story);
      const middle = (weeks.from + weeks.until) / 2;
      const index = weeks.backups.findIndex(({ due, start }) => due && start > middle - 14 * hour);
      const due = weeks.backups[index]?.due ?? 0;
      const others = weeks.backups.toSpliced(index, 1);
      for (const missedSchedule of [true, false]) {
        const [first, ...more] = watch(weeks, others, { missedSchedule });
        assert.equal(first?.reason, missedSchedule ? 'missed' : 'overdue');
        assert.deepEqual(more, []);
        // The next moment at which this monitor looks.
        const latest = due + hour + 2 * story.duration;
        const [looked = 0] = momentsIn(weeks, hour).filter((time) => time > latest);
        assert.ok(first.at > due && first.at <= looked, new Date(first.at).toISOString());
      }
    });
  }
});
