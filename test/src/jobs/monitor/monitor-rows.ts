/** What a monitor is given to see, what it reports then, and how tables say so. */
import assert from 'node:assert/strict';
import type { BackupHistory } from '../../../../src/jobs/backups/entries';
import { answerToJob } from '../../../../src/jobs/job/answer-to-job';
import type { AttentionReason, JobReading } from '../../../../src/jobs/job/job';
import { jobOf } from '../../../../src/jobs/job/job-text';
import { judge } from '../../../../src/jobs/monitor/judge';
import { startMemory } from '../../../../src/jobs/monitor/start-memory';
import type {
  Change,
  Judgement,
  MonitorMemory,
  MonitorSettings,
  Seen,
} from '../../../../src/jobs/monitor/types';
import type { Plan } from '../../../../src/jobs/schedule/plan';

export const appliance = { id: '1a2b', name: 'vc-a', host: 'vc-a.lab.example' };

export const oneHour = 3_600_000;

const defaults: MonitorSettings = {
  reconciliation: true,
  backup: true,
  missedSchedule: true,
  overdueAfter: 0,
  grace: oneHour,
  reportAtStart: false,
};

/** All of it begins on a Monday at midnight. */
const begin = Date.parse('2025-03-03T00:00Z');

export function timeAt(hours: number): number {
  return begin + hours * oneHour;
}

export function isoAt(hours: number): string {
  return new Date(timeAt(hours)).toISOString();
}

/** Times in hours. It ends an hour after its start where nothing else is said. */
export interface Backup {
  id: string;
  status: string;
  start: number;
  end?: number;
  type?: 'MANUAL' | 'SCHEDULED';
}

function historyOf(backups: readonly Backup[]): BackupHistory {
  const entries = backups.map(({ id, status, start, end = start + 1, type = 'SCHEDULED' }) => ({
    id,
    details: {
      status,
      type,
      messages: [],
      start_time: isoAt(start),
      ...(status === 'RUNNING' ? {} : { end_time: isoAt(end) }),
    },
  }));
  const payload = Object.fromEntries(entries.map(({ id, details }) => [id, details]));
  const ids = entries.map(({ id }) => id);
  const history = { ids, entries, payload, statusCode: 200, requestId: 'r-1' };
  return history;
}

/** @param backups the latest first, as they are read. */
export function backups(...backups: readonly Backup[]): Seen {
  return { what: 'backups', history: historyOf(backups) };
}

/** The same look judged by a plan, or without one where it cannot be read. */
export function schedules(plan: Plan | undefined, ...backups: readonly Backup[]): Seen {
  return { what: 'schedules', history: historyOf(backups), plan };
}

/** A look at backups that the appliance answered at this hour by its own clock. */
export function dated(hours: number, seen: Seen): Seen {
  if (!('history' in seen)) return seen;
  return { ...seen, history: { ...seen.history, date: timeAt(hours) } };
}

/** @param status the appliance's word, or the HTTP status with which it says that there is none. */
function jobLook(
  what: 'reconciliation' | 'restore',
  status: string | number,
  times: object,
): JobReading {
  const found = typeof status === 'string';
  const payload = { messages: [], ...(found ? { status, ...times } : {}) };
  const statusCode = found ? 200 : status;
  const answer = { operation: `${what}.job.get`, requestId: 'r-1', payload, statusCode, found };
  return { job: answerToJob(what, appliance, answer), payload };
}

export function reconciliation(status: string | 404, start = 1): Seen {
  const what = 'reconciliation';
  return { what, look: jobLook(what, status, { start_time: isoAt(start) }) };
}

export function restore(status: string | 404 | 500): Seen {
  return { what: 'restore', look: jobLook('restore', status, {}) };
}

/** @returns a change as tables have it: which job, and what happened; or when it was due (hours). */
export function words({ look }: Change): string {
  const { job } = look;
  const due = / due at (\S+ \S+ UTC) /.exec(jobOf(look).text)?.[1];
  if (job.reason === 'missed' && due) return `due ${(Date.parse(due) - begin) / oneHour}`;
  const which = job.id ?? job.startTime?.slice(11, 16);
  return [job.kind, which, job.reason ?? job.state].filter(Boolean).join(' ');
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** A monitor whose changes are delivered and stored, and that can be started anew. */
export interface Monitor {
  memory: MonitorMemory;
  /** Judges a look, and nothing more. */
  judge(seen: Seen, hours?: number): Judgement;
  /** Judges a look and delivers all changes. */
  see(seen: Seen, hours?: number): Judgement;
  restart(hours?: number, stored?: unknown): void;
}

/** @param stored what is in the store at first. */
export function monitor(chosen: Partial<MonitorSettings> = {}, stored?: unknown): Monitor {
  const monitored = { identity: appliance, settings: { ...defaults, ...chosen } };
  const start = (from: unknown, hours: number) =>
    frozen(startMemory(monitored, from, timeAt(hours)));
  const started: Monitor = {
    memory: start(stored, 0),
    judge(seen, hours = 0) {
      // Frozen, so that a judgement that changes what it was given throws.
      const judgement = frozen(judge(monitored, started.memory, frozen(seen), timeAt(hours)));
      assert.deepEqual(judge(monitored, started.memory, seen, timeAt(hours)), judgement);
      return judgement;
    },
    see(seen, hours) {
      const judgement = started.judge(seen, hours);
      started.memory = (judgement.changes.at(-1) ?? judgement).memory;
      return judgement;
    },
    restart(hours = 0, from = started.memory.stored) {
      const json: unknown = JSON.parse(JSON.stringify(from));
      assert.deepEqual(json, from, 'a store may write JSON');
      started.memory = start(json, hours);
    },
  };
  return started;
}

/** Looks at anything that ended with a fault. */
export const failedLooks: readonly Seen[] = (['reconciliation', 'restore', 'backups'] as const).map(
  (what) => ({ what: 'failed look', at: what }),
);

export interface Step {
  /** Left out for a minute after the step before. */
  hours?: number;
  seen: readonly Seen[];
  reports: readonly string[];
}

/** After so many hours this is seen, and exactly these are reported: changes and codes of faults. */
export function at(hours: number, seen: Seen | readonly Seen[], ...reports: string[]): Step {
  return { hours, seen: [seen].flat(), reports };
}

/** The same where the hour does not matter: a minute after the step before. */
export function look(seen: Seen | readonly Seen[], ...reports: string[]): Step {
  return { seen: [seen].flat(), reports };
}

export interface Row {
  title: string;
  settings?: Partial<MonitorSettings>;
  /** Whether Node-RED restarts after each step. */
  restarts?: boolean;
  steps: readonly ('restart' | 'restart without memory' | Step)[];
}

/**
 * Specifies a monitor by a row.
 *
 * @param only the reason of the changes that it is about; all, where there is none.
 */
export function specify(row: Row, only?: AttentionReason): void {
  const isMeant = ({ look }: Change) => only === undefined || look.job.reason === only;
  it(row.title, () => {
    const watching = monitor(row.settings);
    for (const [index, step] of row.steps.entries()) {
      if (step === 'restart') watching.restart(index / 60);
      else if (step === 'restart without memory') watching.restart(index / 60, null);
      else {
        const { hours = index / 60 } = step;
        const reported = step.seen.flatMap((seen) => {
          const { faults, changes } = watching.see(seen, hours);
          return [...faults.map(({ code }) => code), ...changes.filter(isMeant).map(words)];
        });
        assert.deepEqual(reported, step.reports, `step ${index + 1}`);
        if (row.restarts) watching.restart(hours);
      }
    }
  });
}
