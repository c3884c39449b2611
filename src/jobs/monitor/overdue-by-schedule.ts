/** Backups that are overdue by the appliance's own schedule. */

import { sentence } from '../../messages/sentence';
import { dateText } from '../../messages/time-text';
import { type BackupHistory, isEmpty } from '../backups/entries';
import { judgeLateness } from '../schedule/late';
import { lateSentences } from '../schedule/late-text';
import type { Plan } from '../schedule/plan';
import { isFirstWithout, withOverdue } from './late-backups';
import { lateLook } from './looks';
import type { Findings, Monitored, MonitorMemory } from './types';

/** Whether a schedule runs: what it misses is reported as missed, if that is to be reported. */
function isReportedAsMissed({ settings }: Monitored, plan: Plan | undefined): boolean {
  return settings.missedSchedule && plan !== undefined && plan.schedules.length > 0;
}

function withEmptiness(memory: MonitorMemory, history: BackupHistory): MonitorMemory {
  const { live } = memory;
  const backups = { ...live.backups, areAllMissing: isEmpty(history) };
  return { ...memory, live: { ...live, backups } };
}

/**
 * Finds out whether a backup is overdue by the schedule.
 *
 * @param before with the last success of this history.
 * @param now epoch milliseconds.
 */
export function findOverdueBySchedule(
  monitored: Monitored,
  before: MonitorMemory,
  { history, plan }: { history: BackupHistory; plan: Plan | undefined },
  now: number,
): Findings {
  const { identity, settings } = monitored;
  const memory = withEmptiness(before, history);
  const nothing = { memory, changes: [] };
  if (settings.overdueAfter !== 'schedule' || isReportedAsMissed(monitored, plan)) return nothing;
  const { lastSuccess, overdue } = memory.stored;
  const last = lastSuccess ?? 0;
  if (overdue === last || isFirstWithout(before, history)) return nothing;
  const answer = judgeLateness({
    history: history.entries,
    plan,
    areThereJobs: !isEmpty(history),
    now,
    grace: settings.grace,
    rememberedSuccess: lastSuccess,
  });
  if (answer.lateness === 'in-time') return nothing;
  const sentences = [
    ...lateSentences(identity.name, answer, now),
    ...(last ? [sentence('last-success', { date: dateText(last) })] : []),
  ];
  const look = lateLook(identity, history, 'overdue', sentences);
  return { memory, changes: [{ look, remember: (then) => withOverdue(then, last) }] };
}
