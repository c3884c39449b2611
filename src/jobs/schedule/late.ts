/**
 * Whether a backup is late by the appliance's own schedule. One rule for the monitor's `overdue` and
 * for the check's `age`. Nothing here asks or keeps anything. All times are epoch milliseconds, all
 * durations milliseconds.
 */
import { type BackupEntry, hasEnded, hasSucceeded } from '../backups/entries';
import { timeOf, wholeNumberOf } from '../job/job';
import { early, nextDue, shortestDistance } from './due-times';
import type { Plan } from './plan';

export type Lateness = 'in-time' | 'late' | 'critical';

/** By what it was judged. */
export type LateReason =
  | 'by-schedule'
  /** There are jobs, and none of those that are known has succeeded. */
  | 'no-success'
  /** There is no job, or only a first one, which is running. */
  | 'no-jobs'
  /** No schedule runs: judged by the age of the last success alone, as the next three. */
  | 'no-schedule'
  | 'schedule-disabled'
  | 'schedule-without-recurrence'
  | 'schedule-unreadable';

export interface LateQuestion {
  /** The backups whose details are known, the latest first. */
  history: readonly BackupEntry[];
  /** Undefined if the schedules or the time zone could not be read, or the zone is unknown here. */
  plan: Plan | undefined;
  /** Whether the appliance lists any backup, also one whose details are not in the history. */
  areThereJobs: boolean;
  /** On the appliance's own clock, as all times of the history. */
  now: number;
  /** How late a scheduled backup may be. */
  grace: number;
  /** When a success ended that the appliance may have forgotten. */
  rememberedSuccess?: number | undefined;
}

export interface LateAnswer {
  lateness: Lateness;
  reason: LateReason;
  /** When the last success started (or ended, for one that the appliance has forgotten). */
  lastSuccess?: number;
  /** The due time that a backup is awaited for, since the last success: N. It may be in the past. */
  awaited?: number;
  /** The first due time after now. */
  nextDue?: number;
  /** It is late after this moment; absent if there is no success to count from. */
  lateFrom?: number;
  /** It is critical after this moment. */
  criticalFrom?: number;
  /** The median duration of the last ten successes; absent if none is known. */
  medianDuration?: number;
}

const minute = 60_000;
const hour = 60 * minute;

/** How old the last success may be if no schedule runs: one a day is assumed. */
const unscheduled = { late: 25 * hour, critical: 49 * hour };

/** How far in the future an entry may be: one that is further was written by a clock that was wrong. */
const future = 5 * minute;

/** A restored appliance may list the job that made its own backup as running for ever. */
const longestRun = 24 * hour;

const successesForMedian = 10;

export interface Times {
  start: number;
  end: number;
  duration: number | undefined;
}

/** @returns when a backup began and ended (epoch ms), and how long it took (ms). */
export function timesOf({ details }: BackupEntry): Times | undefined {
  const start = timeOf(details.start_time ?? details.end_time)?.getTime();
  if (start === undefined) return undefined;
  const end = timeOf(details.end_time)?.getTime() ?? start;
  const seconds = wholeNumberOf(details.duration);
  const between = end > start ? end - start : undefined;
  return { start, end, duration: seconds === undefined ? between : seconds * 1000 };
}

/** @returns the median; the mean of the middle two of an even count; undefined of none. */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

/** @returns whether an entry begins in the future, which cannot be. */
export function isInFuture(entry: BackupEntry, now: number): boolean {
  return (timesOf(entry)?.start ?? now) > now + future;
}

/** @returns the entries without those from the future, and without what only seems to be running. */
export function credible(history: readonly BackupEntry[], now: number): BackupEntry[] {
  const past = history.filter((entry) => !isInFuture(entry, now));
  return past.filter(
    (entry, index) =>
      index === 0 || hasEnded(entry) || now - (timesOf(entry)?.start ?? now) <= longestRun,
  );
}

function successesIn(history: readonly BackupEntry[]): Times[] {
  return history.filter(hasSucceeded).flatMap((entry) => timesOf(entry) ?? []);
}

/** What the last success is judged by. */
interface Known {
  /** When the last success started. */
  last: number;
  /** When the backups started that are running. */
  running: readonly number[];
  now: number;
  /** How long after it was due a backup may take to succeed. */
  allowed: number;
}

/**
 * @param due when a backup was due, and when the next one is.
 * @returns from when on it is late if no further backup succeeds.
 */
function lateAfter(
  [due, next]: readonly [number, number],
  { last, running, now, allowed }: Known,
  distance: number,
): number {
  const from = Math.max(due + allowed, last + distance);
  const isRunning = now <= next && running.some((start) => start > due - early);
  return isRunning ? Math.max(from, next) : from;
}

type BySchedule = Required<Pick<LateAnswer, 'awaited' | 'lateFrom' | 'criticalFrom'>>;

/** @returns undefined if the schedules are never due. */
function judgeBySchedule(
  { schedules, timeZone, changedAt = Number.NEGATIVE_INFINITY }: Plan,
  known: Known,
): BySchedule | undefined {
  const after = (time: number | undefined) =>
    time === undefined ? undefined : nextDue(schedules, timeZone, time);
  const distance = shortestDistance(schedules);
  const first = after(Math.max(known.last + early, changedAt));
  const second = after(first);
  const third = after(second);
  if (distance === undefined || first === undefined) return undefined;
  if (second === undefined || third === undefined) return undefined;
  const lateFrom = lateAfter([first, second], known, distance);
  const criticalFrom = Math.max(lateFrom, lateAfter([second, third], known, distance));
  return { awaited: first, lateFrom, criticalFrom };
}

function latenessAt(now: number, lateFrom: number, criticalFrom: number): Lateness {
  if (now > criticalFrom) return 'critical';
  return now > lateFrom ? 'late' : 'in-time';
}

function withoutSchedule(
  plan: Plan | undefined,
  last: number,
  now: number,
): Pick<LateAnswer, 'lateness' | 'reason' | 'lateFrom' | 'criticalFrom'> {
  const lateFrom = last + unscheduled.late;
  const criticalFrom = last + unscheduled.critical;
  const [idle] = plan?.idle ?? [];
  const reason = idle ? (`schedule-${idle.reason}` as const) : 'no-schedule';
  return {
    lateness: latenessAt(now, lateFrom, criticalFrom),
    reason: plan ? reason : 'schedule-unreadable',
    lateFrom,
    criticalFrom,
  };
}

/** @returns whether a backup is late, by what it was judged, and from when on it is. */
export function judgeLateness({
  history,
  plan,
  areThereJobs,
  now,
  grace,
  rememberedSuccess,
}: LateQuestion): LateAnswer {
  const entries = credible(history, now);
  const successes = successesIn(entries);
  const medianDuration = medianOf(
    successes.slice(0, successesForMedian).flatMap(({ duration }) => duration ?? []),
  );
  const next = plan && nextDue(plan.schedules, plan.timeZone, now);
  const facts = {
    ...(next === undefined ? {} : { nextDue: next }),
    ...(medianDuration === undefined ? {} : { medianDuration }),
  };
  const [latest] = successes;
  const isForgotten =
    rememberedSuccess !== undefined && !(latest && latest.end >= rememberedSuccess);
  const last = isForgotten ? rememberedSuccess : latest?.start;
  if (last === undefined) {
    const hasOneEnded = areThereJobs && (entries.length === 0 || entries.some(hasEnded));
    if (hasOneEnded) return { lateness: 'critical', reason: 'no-success', ...facts };
    return { lateness: next === undefined ? 'critical' : 'late', reason: 'no-jobs', ...facts };
  }
  const known: Known = {
    last,
    running: entries.flatMap((entry) => (hasEnded(entry) ? [] : (timesOf(entry)?.start ?? []))),
    now,
    allowed: grace + 2 * (medianDuration ?? 0),
  };
  const bySchedule = plan && judgeBySchedule(plan, known);
  if (!bySchedule) return { ...withoutSchedule(plan, last, now), lastSuccess: last, ...facts };
  const { lateFrom, criticalFrom } = bySchedule;
  const lateness = latenessAt(now, lateFrom, criticalFrom);
  return { lateness, reason: 'by-schedule', lastSuccess: last, ...bySchedule, ...facts };
}
