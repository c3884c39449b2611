/** Backups that should have been there: the appliance itself keeps no record of that. */
import { sentence } from '../../messages/sentence';
import { dateText, durationText } from '../../messages/time-text';
import { type BackupEntry, type BackupHistory, hasSucceeded, isEmpty } from '../backups/entries';
import { timeOf } from '../job/job';
import { dueTimes, early, firstShown, type Schedule } from '../schedule/due-times';
import type { Plan } from '../schedule/plan';
import { lateLook } from './looks';
import type { Findings, FoundChange, Monitored, MonitorMemory } from './types';
import { withStored } from './with-stored';

/** How far back (ms) due times are judged after a time in which nobody looked. */
export const longestAbsence = 7 * 24 * 3600 * 1000;

function endOf(entry: BackupEntry | undefined): number | undefined {
  return timeOf(entry?.details.end_time ?? entry?.details.start_time)?.getTime();
}

/** Remembers the last success, because an appliance may forget it: that makes no backup overdue. */
function withLastSuccess(
  memory: MonitorMemory,
  { entries }: BackupHistory,
  now: number,
): MonitorMemory {
  const end = endOf(entries.find(hasSucceeded));
  if (end === undefined) return memory;
  const lastSuccess = Math.max(memory.stored.lastSuccess ?? 0, Math.min(end, now));
  return withStored(memory, { lastSuccess });
}

/** Remembers that the backup was reported as overdue: once, until another one succeeds. */
export function withOverdue(memory: MonitorMemory, lastSuccess: number): MonitorMemory {
  return withStored(memory, { overdue: lastSuccess });
}

/** Forgets that: it is not overdue any more, and will be reported when it is again. */
function withoutOverdue(memory: MonitorMemory): MonitorMemory {
  const { overdue, ...stored } = memory.stored;
  return overdue === undefined ? memory : { ...memory, stored };
}

/**
 * Finds out whether it is too long since a backup has succeeded, by a number of hours.
 *
 * @param now epoch milliseconds.
 */
export function findOverdue(
  { identity, settings }: Monitored,
  before: MonitorMemory,
  history: BackupHistory,
  now: number,
): Findings {
  const memory = withLastSuccess(before, history, now);
  const { lastSuccess: last = 0, since, overdue } = memory.stored;
  const oldest = endOf(history.entries.at(-1)) ?? since;
  const elapsed = now - (last || Math.min(since, oldest));
  const { overdueAfter } = settings;
  if (overdueAfter === 'schedule' || overdueAfter === 0) return { memory, changes: [] };
  // A clock was ahead when it was reported, or the number of hours was smaller.
  if (elapsed < overdueAfter) return { memory: withoutOverdue(memory), changes: [] };
  if (overdue === last) return { memory, changes: [] };
  const time = durationText(elapsed / 1000);
  const sentences = [
    sentence('overdue', { appliance: identity.name, time }),
    ...(last ? [sentence('last-success', { date: dateText(last) })] : []),
  ];
  const look = lateLook(identity, history, 'overdue', sentences);
  return { memory, changes: [{ look, remember: (then) => withOverdue(then, last) }] };
}

/** How much (ms) the clocks of an appliance and of this machine may differ. */
const clockDifference = 5 * 60_000;

/**
 * Where the clocks show a due time twice, an appliance may start at the second. The grace is counted
 * from the first nevertheless, so that a backup that is missing then is not reported an hour later.
 *
 * @returns until when (epoch milliseconds) a backup may start that is due at a time.
 */
function latestStart(due: number, timeZone: string, grace: number): number {
  return Math.max(firstShown(due, timeZone) + grace, due + Math.min(grace, clockDifference));
}

/**
 * @returns when (epoch milliseconds) a schedule was due, of what can be judged now, and when no backup
 *   started for it.
 */
function missedTimes(
  schedule: Schedule,
  timeZone: string,
  { entries }: BackupHistory,
  { grace, judged, now }: { grace: number; judged: number; now: number },
): { due: readonly number[]; missed: readonly number[] } {
  const starts = entries
    .filter(({ details }) => details.type !== 'MANUAL')
    .flatMap(({ details }) => timeOf(details.start_time)?.getTime() ?? []);
  const expected = dueTimes(schedule, timeZone, Math.max(judged, now - longestAbsence), now)
    .map((time) => ({ time, latest: latestStart(time, timeZone, grace) }))
    .filter(({ latest }) => latest <= now);
  const missed = expected.filter(
    ({ time, latest }) => !starts.some((start) => start >= time - early && start <= latest),
  );
  const timesIn = (due: typeof expected) => due.map(({ time }) => time);
  return { due: timesIn(expected), missed: timesIn(missed) };
}

function withJudged(memory: MonitorMemory, key: string, time: number): MonitorMemory {
  return withStored(memory, { judged: { ...memory.stored.judged, [key]: time } });
}

/**
 * @returns whether there is no backup, and that is new: services that come back may know of none for a
 *   moment.
 */
export function isFirstWithout({ live }: MonitorMemory, history: BackupHistory): boolean {
  return isEmpty(history) && !live.backups.areAllMissing;
}

/**
 * Finds scheduled backups that did not start.
 *
 * @param now epoch milliseconds.
 */
export function findMissed(
  { identity, settings: { grace, missedSchedule } }: Monitored,
  before: MonitorMemory,
  { history, plan }: { history: BackupHistory; plan: Plan | undefined },
  now: number,
): Findings {
  const { stored } = before;
  if (!missedSchedule || !plan) return { memory: before, changes: [] };
  const areKnown = Object.keys(stored.backups ?? {}).length > 0;
  if (areKnown && isFirstWithout(before, history)) return { memory: before, changes: [] };
  const { schedules, timeZone } = plan;
  // Built anew, so that a schedule that was changed or switched off in between begins anew.
  const upTo: Record<string, number> = {};
  const changes: FoundChange[] = [];
  for (const schedule of schedules) {
    const key = JSON.stringify([schedule, timeZone]);
    // A schedule that was not there before is judged from now on.
    const judged = stored.judged?.[key] ?? now;
    const { due, missed } = missedTimes(schedule, timeZone, history, { grace, judged, now });
    upTo[key] = (missed.length === 0 ? due.at(-1) : undefined) ?? judged;
    for (const time of missed) {
      const values = { appliance: identity.name, date: dateText(time), schedule: schedule.name };
      const look = lateLook(identity, history, 'missed', [sentence('missed', values)]);
      changes.push({ look, remember: (then) => withJudged(then, key, time) });
    }
  }
  return { memory: withStored(before, { judged: upTo }), changes };
}
