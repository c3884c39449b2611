/** Request and answer of each of the 24 operations of the recovery API. */
import type {
  ArchiveFilterSpec,
  ArchiveInfo,
  ArchiveSummary,
  BackupJobDetailsInfo,
  BackupJobStatus,
  BackupRequest,
  LocationSpec,
  Part,
  ReconciliationCreateSpec,
  ReconciliationJobInfo,
  RecoveryInfo,
  RestoreJobRequest,
  RestoreJobStatus,
  RestoreMetadata,
  RestoreRequest,
  ReturnResult,
  ScheduleCreateSpec,
  ScheduleInfo,
  ScheduleUpdateSpec,
} from './recovery-structures';

/** The request of an operation without parameters. */
export type NoRequest = Record<never, never>;

/**
 * Each operation with its request and its answer. The request contains the parameters of path, query
 * and body side by side, as a `vcenter-recovery` node takes them.
 */
export interface RecoveryApi {
  'recovery.get': { request: NoRequest; answer: RecoveryInfo };
  'backup.job.create': { request: BackupRequest; answer: BackupJobStatus };
  'backup.job.list': { request: NoRequest; answer: string[] };
  'backup.job.get': { request: { id: string }; answer: BackupJobStatus };
  'backup.job.cancel': { request: { id: string }; answer: ReturnResult };
  'backup.job.details.list': {
    /** All jobs if left out. */
    request: { jobs?: readonly string[] };
    /** By the id of the job. */
    answer: Record<string, BackupJobDetailsInfo>;
  };
  'backup.parts.list': { request: NoRequest; answer: Part[] };
  /** Megabytes. */
  'backup.parts.get': { request: { id: string }; answer: number };
  /** By the name of the schedule. */
  'backup.schedules.list': { request: NoRequest; answer: Record<string, ScheduleInfo> };
  'backup.schedules.get': { request: { schedule: string }; answer: ScheduleInfo };
  'backup.schedules.create': { request: { schedule: string } & ScheduleCreateSpec; answer: null };
  'backup.schedules.update': { request: { schedule: string } & ScheduleUpdateSpec; answer: null };
  'backup.schedules.delete': { request: { schedule: string }; answer: null };
  'backup.schedules.run': {
    request: { schedule: string; comment?: string };
    answer: BackupJobStatus;
  };
  'backup.system-name.list': { request: LocationSpec; answer: string[] };
  'backup.system-name.archives.list': {
    request: { system_name: string } & LocationSpec & ArchiveFilterSpec;
    answer: ArchiveSummary[];
  };
  'backup.system-name.archives.get': {
    request: { system_name: string; archive: string } & LocationSpec;
    answer: ArchiveInfo;
  };
  'backup.validate': { request: BackupRequest; answer: ReturnResult };
  'reconciliation.job.get': { request: NoRequest; answer: ReconciliationJobInfo };
  'reconciliation.job.create': {
    request: ReconciliationCreateSpec;
    answer: ReconciliationJobInfo;
  };
  'restore.job.get': { request: NoRequest; answer: RestoreJobStatus };
  'restore.job.create': { request: RestoreJobRequest; answer: RestoreJobStatus };
  'restore.job.cancel': { request: NoRequest; answer: ReturnResult };
  'restore.validate': { request: RestoreRequest; answer: RestoreMetadata };
}
