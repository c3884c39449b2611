/**
 * What changed at an appliance since it was last told. Nothing here asks, sends or stores: who does
 * gives in what was seen, sends each change on, and stores the memory after that. So a change is
 * told at least once, and twice only where something ends in between.
 */
import type { ApplianceIdentity, Fault } from '../appliance/faults';
import { isRecord } from '../messages/record';
import type { BackupHistory } from './backups';
import type { JobState, Look } from './job';
import { createBackupMonitor } from './monitor-backups';
import { createSlotMonitor } from './monitor-slots';
import type { Plan } from './schedule';

/** All times in milliseconds. */
export interface MonitorSettings {
  /** Without a backup that succeeded, until that wants attention; 0 where it never does. */
  overdueAfter: number;
  /** How late a scheduled backup may start. */
  grace: number;
  /** Whether what is found at the start is told as well. */
  reportAtStart: boolean;
}

/** What has been told already: plain data, for a context store. Times in epoch milliseconds. */
export interface MonitorMemory {
  /** The host that it is about. */
  appliance: string;
  /** When the appliance was first asked. */
  since: number;
  /** The state that was told of each backup, by its id. */
  backups?: Record<string, JobState>;
  /** The reconciliation that was told last, by its start. */
  reconciliation?: { start: string; state: JobState };
  /** The last backup that had succeeded when "overdue" was told. */
  overdue?: string;
  /** Up to when the due times of each schedule have been judged. */
  judged?: Record<string, number>;
}

/** A change that has not been told. */
export interface Change {
  look: Look;
  /** To be called once it has been told: then it is remembered. */
  told(): void;
}

/** What the parts of a monitor share. */
export interface Monitored {
  identity: ApplianceIdentity;
  settings: MonitorSettings;
  memory: MonitorMemory;
  /** Whether anything was remembered: without that, what is there at first is no change. */
  isRemembered: boolean;
  /** Told of jobs that cannot be read, each once. */
  onFault(fault: Fault): void;
}

export interface Monitor {
  readonly memory: MonitorMemory;
  /** The reconciliation or restore job, as it was seen. */
  seeJob(look: Look): Change[];
  /** @param now epoch milliseconds. */
  seeBackups(history: BackupHistory, now: number): Change[];
  /** Backups that a schedule had for a time that has passed, and that did not start. */
  seeSchedules(history: BackupHistory, now: number, plan: Plan): Change[];
}

/** Whether what came out of a store is a memory of this appliance. */
function isMemory(value: unknown, { host }: ApplianceIdentity): value is MonitorMemory {
  return isRecord(value) && typeof value.since === 'number' && value.appliance === host;
}

/**
 * @param stored what was remembered, if anything.
 * @param now epoch milliseconds.
 */
export function createMonitor(
  context: Pick<Monitored, 'identity' | 'settings' | 'onFault'>,
  stored: unknown,
  now: number,
): Monitor {
  const isRemembered = isMemory(stored, context.identity);
  const memory: MonitorMemory = isRemembered
    ? structuredClone(stored)
    : { appliance: context.identity.host, since: now };
  const monitored: Monitored = { ...context, memory, isRemembered };
  const slots = createSlotMonitor(monitored);
  const backups = createBackupMonitor(monitored);
  return {
    memory,
    seeJob: slots.see,
    seeBackups: backups.see,
    seeSchedules: backups.seeSchedules,
  };
}
