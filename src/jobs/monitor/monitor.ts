/**
 * What changed at an appliance since it was last told. Nothing here asks, sends or stores: who does
 * gives in what was seen, sends each change on, and stores the memory after that. So a change is
 * told at least once, and twice only where something ends in between.
 */
import type { ApplianceIdentity, Fault } from '../../appliance/faults/fault';
import type { BackupHistory } from '../backups';
import type { JobReading } from '../job/job';
import type { Plan } from '../schedule/plan';
import { createBackupMonitor } from './backup-changes';
import { type MonitorMemory, readMemory } from './memory';
import { createSlotMonitor } from './single-job-changes';

/** All times in milliseconds. */
export interface MonitorSettings {
  reconciliation: boolean;
  backup: boolean;
  /** Whether to tell of backups that a schedule had and that did not start. */
  missedSchedule: boolean;
  /** Without a backup that succeeded, until that wants attention; 0 where it never does. */
  overdueAfter: number;
  /** How late a scheduled backup may start. */
  grace: number;
  /** Whether what is found at the start is told as well: of the backups, the latest. */
  reportAtStart: boolean;
}

/** A change that has not been told. */
export interface Change {
  look: JobReading;
  /** To be called once it has been told: then it is remembered. */
  told(): void;
}

/** What the parts of a monitor share. */
export interface Monitored {
  identity: ApplianceIdentity;
  settings: MonitorSettings;
  memory: MonitorMemory;
  /** Told of jobs that cannot be read, each once. */
  onFault(fault: Fault): void;
}

export interface Monitor {
  readonly memory: MonitorMemory;
  /** The reconciliation or restore job, as it was seen. */
  seeJob(look: JobReading): Change[];
  /** @param now epoch milliseconds. */
  seeBackups(history: BackupHistory, now: number): Change[];
  /** Backups that a schedule had for a time that has passed, and that did not start. */
  seeSchedules(history: BackupHistory, now: number, plan: Plan): Change[];
  /** A look at these has failed. */
  missed(what: Watched): void;
  /** The last look of a job that runs, if one does. */
  running(): JobReading | undefined;
}

/** What a monitor looks at, each by itself. */
export type Watched = 'reconciliation' | 'restore' | 'backups';

/**
 * @param stored what was remembered, if anything.
 * @param now epoch milliseconds.
 */
export function createMonitor(
  context: Omit<Monitored, 'memory'>,
  stored: unknown,
  now: number,
): Monitor {
  const memory = readMemory(stored, context.identity, context.settings, now);
  const monitored: Monitored = { ...context, memory };
  const slots = createSlotMonitor(monitored);
  const backups = createBackupMonitor(monitored);
  return {
    memory,
    seeJob: slots.see,
    seeBackups: backups.see,
    seeSchedules: backups.seeSchedules,
    missed: (what) => (what === 'backups' ? backups.missed() : slots.missed(what)),
    running: () => slots.running() ?? backups.running(),
  };
}
