import type { BackupEntry, BackupHistory } from '../backups';
import { type AttentionReason, type Job, type JobReading, timeOf } from '../job/job';
import { durationText, textOf } from '../job/job-text';
import { dueTimes, type Schedule } from '../schedule/due-times';
import type { Plan } from '../schedule/plan';
import { createAbsences } from './absences';
import type { Change, Monitored } from './monitor';

/** How far back (ms) due times are judged after a time in which nobody looked. */
const longestAbsence = 7 * 24 * 3600 * 1000;

/**
 * How much sooner (ms) than its schedule says a backup may start. The clocks of two machines differ
 * a little; and a time that the zone's clocks show twice, or jump over, may be taken for an hour
 * earlier than it is here.
 */
const early = 65 * 60_000;

function timeIn(entry: BackupEntry | undefined): number | undefined {
  return timeOf(entry?.details.end_time ?? entry?.details.start_time)?.getTime();
}

/** Backups that should have been there: the appliance itself keeps no record of that. */
export function createBackupAlarms(
  { identity, settings, memory }: Monitored,
  lookOf: (id: string) => JobReading | undefined,
): {
  overdue(history: BackupHistory, now: number): Change[];
  missed(history: BackupHistory, now: number, plan: Plan): Change[];
  /** A look has failed in between. */
  forget(): void;
} {
  const absences = createAbsences();
  let judged: { history: BackupHistory; isBlank: boolean } | undefined;

  /** What attention is called to: the latest backup, or that there is none. */
  function latestWith(history: BackupHistory, reason: AttentionReason, text: string): JobReading {
    const [latest] = history.entries;
    const look = latest && lookOf(latest.id);
    if (look) return { job: { ...look.job, reason, text }, payload: look.payload };
    const none: Omit<Job, 'text'> = {
      kind: 'backup',
      appliance: { ...identity },
      state: 'none',
      messages: [],
      statusCode: history.statusCode,
    };
    // One that cannot be read is none to speak of.
    const what = latest ? text : `${text} ${textOf(none)}`;
    return { job: { ...none, reason, text: what }, payload: latest?.details ?? history.payload };
  }

  function overdue(history: BackupHistory, now: number): Change[] {
    const good = timeIn(history.entries.find(({ details }) => details.status === 'SUCCEEDED'));
    // Remembered, because an appliance may forget it: that is no reason to raise an alarm.
    if (good !== undefined)
      memory.lastSuccess = Math.max(memory.lastSuccess ?? 0, Math.min(good, now));
    if (settings.overdueAfter === 0) return [];
    const last = memory.lastSuccess ?? 0;
    const oldest = timeIn(history.entries.at(-1)) ?? memory.since;
    const since = last || Math.min(memory.since, oldest);
    if (now - since < settings.overdueAfter || memory.overdue === last) return [];
    const passed = durationText((now - since) / 1000);
    const ended = last ? ` The last one ended ${new Date(last).toISOString()}.` : '';
    const text = `No backup of ${identity.name} has succeeded for ${passed}.${ended}`;
    const told = () => {
      memory.overdue = last;
    };
    return [{ look: latestWith(history, 'overdue', text), told }];
  }

  function missedBy(
    schedule: Schedule,
    key: string,
    { timeZone }: Plan,
    history: BackupHistory,
    now: number,
  ): Change[] {
    const judge = (time: number) => {
      memory.judged = { ...memory.judged, [key]: time };
    };
    // A schedule that was not there before is judged from now on.
    const before = memory.judged?.[key];
    if (before === undefined) judge(now);
    const after = Math.max(before ?? now, now - longestAbsence);
    const starts = history.entries
      .filter(({ details }) => details.type !== 'MANUAL')
      .flatMap(({ details }) => timeOf(details.start_time)?.getTime() ?? []);
    const isMissed = (due: number) =>
      !starts.some((start) => start >= due - early && start <= due + settings.grace);
    const dues = dueTimes(schedule, timeZone, after, now - settings.grace);
    const missed = dues.filter(isMissed);
    const last = dues.at(-1);
    if (last !== undefined && missed.length === 0) judge(last);
    return missed.map((due) => {
      const when = new Date(due).toISOString();
      const text = `The backup of ${identity.name} that was due ${when} by the schedule "${schedule.name}" did not start.`;
      return { look: latestWith(history, 'missed', text), told: () => judge(due) };
    });
  }

  /**
   * Services that come back may know of no backup for a moment, where there were some. A look that
   * is judged twice, by older and by newer schedules, counts once.
   */
  function isBlank(history: BackupHistory): boolean {
    if (history === judged?.history) return judged.isBlank;
    const isEmpty = history.entries.length === 0;
    if (!isEmpty) absences.isThere('backups');
    const areKnown = Object.keys(memory.backups ?? {}).length > 0;
    judged = { history, isBlank: isEmpty && areKnown && !absences.isGone('backups') };
    return judged.isBlank;
  }

  return {
    overdue,
    forget: absences.forget,
    missed(history, now, plan) {
      if (isBlank(history)) return [];
      const keyed = plan.schedules.map((schedule) => ({
        schedule,
        key: JSON.stringify([schedule, plan.timeZone]),
      }));
      // One that was changed or switched off in between begins anew.
      const known = keyed.flatMap(({ key }) => {
        const time = memory.judged?.[key];
        return time === undefined ? [] : [[key, time] as const];
      });
      memory.judged = Object.fromEntries(known);
      return keyed.flatMap(({ schedule, key }) => missedBy(schedule, key, plan, history, now));
    },
  };
}
