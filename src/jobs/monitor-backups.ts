import { Fault } from '../appliance/faults';
import { createAbsences } from './absences';
import { type BackupEntry, type BackupHistory, detailsOf } from './backups';
import {
  type AttentionReason,
  durationText,
  type Job,
  type Look,
  summarise,
  textOf,
  timeOf,
} from './job';
import type { Change, Monitored } from './monitor';
import { lostLook } from './monitor-slots';
import { dueTimes, type Plan, type Schedule } from './schedule';

/** How far back (ms) due times are judged after a time in which nobody looked. */
const longestAbsence = 7 * 24 * 3600 * 1000;

/** A backup may start a little (ms) before the moment that its schedule names. */
const early = 5 * 60_000;

function timeIn(entry: BackupEntry | undefined): number | undefined {
  return timeOf(entry?.details.end_time ?? entry?.details.start_time)?.getTime();
}

/** Changes of the backups of one appliance: begun, ended, lost, overdue, missed. */
export function createBackupMonitor(monitored: Monitored): {
  see(history: BackupHistory, now: number): Change[];
  seeSchedules(history: BackupHistory, now: number, plan: Plan): Change[];
} {
  const { identity, settings, memory, isRemembered, onFault } = monitored;
  const absences = createAbsences();
  const unreadable = new Set<string>();
  let isFirst = true;

  function lookOf({ id, details }: BackupEntry, { statusCode }: BackupHistory): Look {
    const answer = {
      operation: 'backup.job.details.list',
      requestId: '',
      statusCode,
      payload: details,
      found: true,
    };
    const job = summarise('backup', identity, answer);
    return { job: { ...job, id, details: detailsOf(details) }, payload: details };
  }

  /** One backup that cannot be read must not hide the others. */
  function readable(entry: BackupEntry, history: BackupHistory): Look | undefined {
    try {
      return lookOf(entry, history);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (!unreadable.has(entry.id)) onFault(error);
      unreadable.add(entry.id);
      return undefined;
    }
  }

  function changed(history: BackupHistory): Change[] {
    const isStart = isFirst;
    isFirst = false;
    memory.backups ??= {};
    const known = memory.backups;
    const [latest] = history.entries;
    return history.entries.toReversed().flatMap((entry) => {
      const look = readable(entry, history);
      if (look === undefined) return [];
      const told = () => {
        known[entry.id] = look.job.state;
      };
      if (isStart && entry === latest && settings.reportAtStart) return [{ look, told }];
      if (known[entry.id] === look.job.state) return [];
      if (isStart && !isRemembered) {
        told();
        return [];
      }
      return [{ look, told }];
    });
  }

  function lost({ entries, statusCode }: BackupHistory): Change[] {
    const known = memory.backups ?? {};
    const there = new Set(entries.map(({ id }) => id));
    return Object.entries(known).flatMap(([id, state]) => {
      const forget = () => {
        delete known[id];
      };
      if (there.has(id)) absences.isThere(id);
      // What the appliance has forgotten need not be remembered either.
      else if (state !== 'running') forget();
      else if (absences.isGone(id)) {
        return [{ look: lostLook(monitored, 'backup', { id }, statusCode), told: forget }];
      }
      return [];
    });
  }

  /** What attention is called to: the latest backup, or that there is none. */
  function latestWith(history: BackupHistory, reason: AttentionReason, text: string): Look {
    const [latest] = history.entries;
    const look = latest && readable(latest, history);
    if (look) return { job: { ...look.job, reason, text }, payload: look.payload };
    const none: Omit<Job, 'text'> = {
      kind: 'backup',
      appliance: { ...identity },
      state: 'none',
      messages: [],
      statusCode: history.statusCode,
    };
    const job = { ...none, reason, text: `${text} ${textOf(none)}` };
    return { job, payload: history.payload };
  }

  function overdue(history: BackupHistory, now: number): Change[] {
    if (settings.overdueAfter === 0) return [];
    const good = history.entries.find(({ details }) => details.status === 'SUCCEEDED');
    const oldest = timeIn(history.entries.at(-1)) ?? memory.since;
    const lastGood = timeIn(good) ?? Math.min(memory.since, oldest);
    const key = good?.id ?? 'none';
    if (now - lastGood < settings.overdueAfter || memory.overdue === key) return [];
    const passed = durationText((now - lastGood) / 1000);
    const last = good ? ` The last one ended ${new Date(lastGood).toISOString()}.` : '';
    const text = `No backup of ${identity.name} has succeeded for ${passed}.${last}`;
    const told = () => {
      memory.overdue = key;
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
    const until = now - settings.grace;
    // A schedule that was not there before is judged from now on.
    const after = Math.max(memory.judged?.[key] ?? now, now - longestAbsence);
    const starts = history.entries
      .filter(({ details }) => details.type !== 'MANUAL')
      .flatMap(({ details }) => timeOf(details.start_time)?.getTime() ?? []);
    const isMissed = (due: number) =>
      !starts.some((start) => start >= due - early && start <= due + settings.grace);
    const missed = dueTimes(schedule, timeZone, after, until).filter(isMissed);
    if (missed.length === 0) judge(Math.max(after, until));
    return missed.map((due) => {
      const when = new Date(due).toISOString();
      const text = `The backup of ${identity.name} that was due ${when} by the schedule "${schedule.name}" did not start.`;
      return { look: latestWith(history, 'missed', text), told: () => judge(due) };
    });
  }

  function missed(history: BackupHistory, now: number, plan: Plan): Change[] {
    const keyed = plan.schedules.map((schedule) => ({
      schedule,
      key: JSON.stringify([schedule, plan.timeZone]),
    }));
    // One that was changed or switched off in between begins anew.
    const judged = keyed.flatMap(({ key }) => {
      const time = memory.judged?.[key];
      return time === undefined ? [] : [[key, time]];
    });
    memory.judged = Object.fromEntries(judged);
    return keyed.flatMap(({ schedule, key }) => missedBy(schedule, key, plan, history, now));
  }

  return {
    see: (history, now) => [...changed(history), ...lost(history), ...overdue(history, now)],
    seeSchedules: missed,
  };
}
