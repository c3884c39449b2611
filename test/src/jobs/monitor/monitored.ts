/** What a monitor is given to see, written down as tables have it. */
import type { Fault } from '../../../../src/appliance/faults/fault';
import type { BackupHistory } from '../../../../src/jobs/backups';
import { answerToJob } from '../../../../src/jobs/job/answer-to-job';
import type { JobReading } from '../../../../src/jobs/job/job';
import {
  type Change,
  createMonitor,
  type Monitor,
  type MonitorSettings,
} from '../../../../src/jobs/monitor/monitor';
import type { Plan } from '../../../../src/jobs/schedule/plan';

export const appliance = { id: '1a2b', name: 'vc-a', host: 'vc-a.lab.example' };

export const oneHour = 3_600_000;

const settings: MonitorSettings = {
  reconciliation: true,
  backup: true,
  missedSchedule: true,
  overdueAfter: 0,
  grace: oneHour,
  reportAtStart: false,
};

/** A backup; times in hours since the tests begin. */
export interface Backup {
  id: string;
  status: string;
  start: number;
  /** An hour after the start. */
  end?: number;
  type?: 'MANUAL' | 'SCHEDULED';
}

/** All of it begins on a Monday at midnight. */
const begin = Date.parse('2025-03-03T00:00Z');

export function timeAt(hours: number): number {
  return begin + hours * oneHour;
}

function isoAt(hours: number): string {
  return new Date(timeAt(hours)).toISOString();
}

/** @param backups the latest first, as they are read. */
export function history(...backups: Backup[]): BackupHistory {
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
  return { entries, payload, statusCode: 200 };
}

/** @param status the appliance's word, or the HTTP status with which it says that there is none. */
function look(
  kind: 'reconciliation' | 'restore',
  status: string | 404 | 500,
  start?: number,
): JobReading {
  const payload =
    typeof status === 'string'
      ? { status, messages: [], ...(start === undefined ? {} : { start_time: isoAt(start) }) }
      : { messages: [] };
  const statusCode = typeof status === 'string' ? 200 : status;
  const found = typeof status === 'string';
  const answer = { operation: `${kind}.job.get`, requestId: 'r-1', payload, statusCode, found };
  return { job: answerToJob(kind, appliance, answer), payload };
}

export function reconciliation(status: string | 404 | 500, start = 1): JobReading {
  return look('reconciliation', status, typeof status === 'string' ? start : undefined);
}

export function restore(status: string | 404 | 500): JobReading {
  return look('restore', status);
}

/** @returns a change as a table has it: what happened to which job. */
export function told({ look: { job } }: Change): string {
  const which = job.id ?? job.startTime?.slice(11, 16);
  return [job.kind, which, job.reason ?? job.state].filter(Boolean).join(' ');
}

/** A monitor whose news are passed on and stored, and that can be started anew. */
export interface Watching {
  readonly monitor: Monitor;
  readonly faults: readonly Fault[];
  see(seen: BackupHistory | JobReading, hours?: number): Change[];
  /** A look at anything ends with a fault. */
  missAll(): void;
  seeSchedules(seen: BackupHistory, hours: number, plan: Plan): Change[];
  /** Node-RED starts anew; the store outlives that, or does not. */
  restart(memory?: 'kept' | 'gone', hours?: number): void;
}

/** @param stored what is in the store at first. */
export function startWatching(wanted: Partial<MonitorSettings> = {}, stored?: unknown): Watching {
  const faults: Fault[] = [];
  const context = {
    identity: appliance,
    settings: { ...settings, ...wanted },
    onFault: (fault: Fault) => void faults.push(fault),
  };
  let monitor = createMonitor(context, stored, timeAt(0));

  function passed(changes: Change[]): Change[] {
    for (const change of changes) change.told();
    return changes;
  }

  return {
    get monitor() {
      return monitor;
    },
    faults,
    see(seen, hours = 0) {
      return passed(
        'entries' in seen ? monitor.seeBackups(seen, timeAt(hours)) : monitor.seeJob(seen),
      );
    },
    missAll() {
      for (const what of ['reconciliation', 'restore', 'backups'] as const) monitor.missed(what);
    },
    seeSchedules: (seen, hours, plan) => passed(monitor.seeSchedules(seen, timeAt(hours), plan)),
    restart(memory = 'kept', hours = 0) {
      const kept: unknown = JSON.parse(JSON.stringify(monitor.memory));
      monitor = createMonitor(context, memory === 'kept' ? kept : undefined, timeAt(hours));
    },
  };
}
