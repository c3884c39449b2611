/** What a monitor takes and returns. All of it is plain data. */
import type { ApplianceIdentity, Fault } from '../../appliance/faults/fault';
import type { BackupHistory } from '../backups/entries';
import type { Absence } from '../job/absence';
import type { JobFacts, JobReading, JobState } from '../job/job';
import type { Plan } from '../schedule/plan';

/** All times in milliseconds. */
export interface MonitorSettings {
  reconciliation: boolean;
  backup: boolean;
  /** Whether to report scheduled backups that did not start. */
  missedSchedule: boolean;
  /**
   * How long there may be no successful backup before it is overdue; 0 where it never is. Or by the
   * schedule of the appliance.
   */
  overdueAfter: number | 'schedule';
  /** How late a scheduled backup may be. */
  grace: number;
  /**
   * Whether what is found at the first look of a monitor that remembers nothing is reported as well:
   * of the backups, the latest.
   */
  reportAtStart: boolean;
}

/** The appliance that is monitored, and how. */
export interface Monitored {
  identity: ApplianceIdentity;
  settings: MonitorSettings;
}

/**
 * What has been reported, as it is kept in a context store. Stores hold memories of earlier versions,
 * so this shape is fixed. Times in epoch milliseconds.
 */
export interface StoredMemory {
  /** The host that it is about. */
  readonly appliance: string;
  /** When the monitor began. */
  readonly since: number;
  /**
   * The state reported for each backup, by its id, except for past ones. Absent before the first look at
   * backups.
   */
  readonly backups?: Readonly<Record<string, JobState>>;
  /**
   * Backups whose ids begin with an earlier time are past: they have been reported, or need no report.
   * Absent as long as there are none.
   */
  readonly reportedBefore?: number;
  /** The reconciliation reported last, by its start. Absent before the first look at it. */
  readonly reconciliation?: { readonly start: string; readonly state: JobState };
  /** When the last successful backup ended. */
  readonly lastSuccess?: number;
  /** The last success when "overdue" was reported; 0 for never. */
  readonly overdue?: number;
  /** Up to when the due times of each schedule have been judged. */
  readonly judged?: Readonly<Record<string, number>>;
}

/**
 * What is known only while Node-RED runs. `lookedAt` is the time of the latest look that succeeded
 * (epoch ms; undefined before the first), and an absence is of what that look did not find.
 */
export interface LiveMemory {
  /** Whether the store had nothing for this monitor and this appliance when the monitor started. */
  readonly isNew: boolean;
  readonly reconciliation: {
    readonly lookedAt: number | undefined;
    readonly absence: Absence | undefined;
    /** The job as last seen, while it runs. */
    readonly running: JobFacts | undefined;
  };
  readonly restore: {
    /** As it was reported last. Not stored: a restore has neither an id nor times to know it by. */
    readonly reported: { readonly state: JobState; readonly job?: JobFacts } | undefined;
    readonly lookedAt: number | undefined;
    readonly absence: Absence | undefined;
    readonly running: JobFacts | undefined;
  };
  readonly backups: {
    readonly lookedAt: number | undefined;
    /** By id. */
    readonly absences: Readonly<Record<string, Absence>>;
    /** Whether the latest look judged by the schedules found no backup at all. */
    readonly areAllMissing: boolean;
    /** Ids of those with a status that is not known here. */
    readonly unreadable: readonly string[];
    readonly running: JobFacts | undefined;
  };
}

export interface MonitorMemory {
  readonly stored: StoredMemory;
  readonly live: LiveMemory;
}

/** What a monitor looks at, each by itself. */
export type Watched = 'reconciliation' | 'restore' | 'backups';

/** What was seen of an appliance. */
export type Seen =
  | { what: 'reconciliation' | 'restore'; look: JobReading }
  | { what: 'backups'; history: BackupHistory }
  /** Without a plan where the schedules or the time zone cannot be read. */
  | { what: 'schedules'; history: BackupHistory; plan: Plan | undefined }
  | { what: 'failed look'; at: Watched };

/** A change to report. */
export interface Change {
  look: JobReading;
  /** Valid once this change, and those before it, have been delivered. */
  memory: MonitorMemory;
}

export interface Judgement {
  /** What follows from the look itself, before any of the changes has been delivered. */
  memory: MonitorMemory;
  /** In the order in which they are to be reported. */
  changes: readonly Change[];
  /** Of jobs that cannot be read, each once. */
  faults: readonly Fault[];
}

/** A change that was found, and how to remember that it has been delivered. */
export interface FoundChange {
  look: JobReading;
  remember(memory: MonitorMemory): MonitorMemory;
}

/** What one part of the judgement found. */
export interface Findings {
  /** What follows from the look itself. */
  memory: MonitorMemory;
  changes: readonly FoundChange[];
}
