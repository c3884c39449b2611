/**
 * The structures in requests and answers of the recovery API, from the published specification
 * (vSphere Automation API 8.0.2, "appliance"; later additions are marked). Types only: the answer of
 * a real appliance has to be checked before it is used.
 */
import type { daysOfWeek } from './days-of-week';
import type { locationTypes } from './location-types';
import type {
  DateTime,
  DynamicId,
  JobError,
  LocalizableMessage,
  OpenWord,
  RecoveryMessage,
} from './vapi-structures';

export interface RecoveryInfo {
  supported: boolean;
}

/** The result of a validation or cancellation. A `FAIL` has HTTP status 200 as well. */
export interface ReturnResult {
  status: OpenWord<'FAIL' | 'WARNING' | 'OK'>;
  messages: RecoveryMessage[];
}

export type LocationType = (typeof locationTypes)[number];

/** A backup location with its credentials. */
export interface LocationSpec {
  /** A URL. */
  location: string;
  location_user?: string;
  location_password?: string;
}

export interface BackupRequest extends LocationSpec {
  /** Optional parts only; the list may be empty. */
  parts: readonly string[];
  location_type: LocationType;
  /** Without one the backup is not encrypted. */
  backup_password?: string;
  comment?: string;
  fast_backup?: boolean;
}

/** The state of a backup or restore job. */
export type ProcessState = OpenWord<'FAILED' | 'INPROGRESS' | 'NONE' | 'SUCCEEDED'>;

export interface BackupJobStatus {
  id: string;
  state: ProcessState;
  messages: RecoveryMessage[];
  /** Percent. */
  progress: number;
  start_time: DateTime;
  end_time?: DateTime;
}

export interface BackupJobDetailsInfo {
  /** The URL of its folder. */
  location: string;
  location_user: string;
  type: OpenWord<'SCHEDULED' | 'MANUAL'>;
  messages: LocalizableMessage[];
  description: LocalizableMessage;
  service: string;
  operation: string;
  status: OpenWord<'PENDING' | 'RUNNING' | 'BLOCKED' | 'SUCCEEDED' | 'FAILED'>;
  cancelable: boolean;
  /** Seconds. */
  duration?: number;
  /** Bytes transferred. */
  size?: number;
  progress?: TaskProgress;
  build?: BuildInfo;
  /** Since 8.0.2. */
  fast_backup?: boolean;
  parent?: string;
  target?: DynamicId;
  error?: JobError;
  start_time?: DateTime;
  end_time?: DateTime;
  /** Left out where the appliance started it itself. */
  user?: string;
}

export interface TaskProgress {
  total: number;
  completed: number;
  message: LocalizableMessage;
}

export interface BuildInfo {
  version_name: string;
  version: string;
  build_number: string;
}

export interface Part {
  id: string;
  name: RecoveryMessage;
  description: RecoveryMessage;
  selected_by_default: boolean;
  optional: boolean;
  /** Since 8.0.3: whether it can be restored on its own. */
  standalone?: boolean;
}

export type DayOfWeek = (typeof daysOfWeek)[number];

/** When a schedule is due, in the time zone of the appliance. */
export interface RecurrenceInfo {
  minute: number;
  /** On a 24-hour clock. */
  hour: number;
  /** Every day if left out. */
  days?: readonly DayOfWeek[];
}

export interface RetentionInfo {
  /** How many backups are kept. */
  max_count: number;
}

/** A schedule; an update does not change what it leaves out. */
export interface ScheduleUpdateSpec extends Partial<LocationSpec> {
  parts?: readonly string[];
  backup_password?: string;
  /** True if left out. */
  enable?: boolean;
  recurrence_info?: RecurrenceInfo;
  /** All backups are kept if left out. */
  retention_info?: RetentionInfo;
  /** Since 8.0.2. False if left out, in an update as well. */
  fast_backup?: boolean;
}

export interface ScheduleCreateSpec extends ScheduleUpdateSpec {
  location: string;
}

export interface ScheduleInfo {
  parts: string[];
  location: string;
  enable: boolean;
  location_user?: string;
  recurrence_info?: RecurrenceInfo;
  retention_info?: RetentionInfo;
  /** Since 8.0.2. */
  fast_backup?: boolean;
}

export interface ArchiveFilterSpec {
  start_timestamp?: DateTime;
  end_timestamp?: DateTime;
  comment_substring?: string;
  /** 128 if left out. */
  max_results?: number;
}

export interface ArchiveSummary {
  archive: string;
  /** When the backup began. */
  timestamp: DateTime;
  version: string;
  comment: string;
}

export interface ArchiveInfo {
  /** When the backup was complete. */
  timestamp: DateTime;
  location: string;
  parts: string[];
  version: string;
  system_name: string;
  comment: string;
}

export interface ReconciliationCreateSpec {
  sso_admin_user_name?: string;
  sso_admin_user_password?: string;
  /** If left out, the start fails where the validation has a warning. */
  ignore_warnings?: boolean;
}

export interface ReconciliationJobInfo {
  description: LocalizableMessage;
  service: string;
  operation: string;
  status: OpenWord<'NONE' | 'RUNNING' | 'SUCCEEDED' | 'FAILED'>;
  messages: LocalizableMessage[];
  /** Percent. */
  progress: number;
  parent?: string;
  target?: DynamicId;
  cancelable?: boolean;
  /** May be missing although the job failed: the reason is then in `messages`. */
  error?: JobError;
  start_time?: DateTime;
  end_time?: DateTime;
}

export interface RestoreRequest extends LocationSpec {
  location_type: LocationType;
  backup_password?: string;
  sso_admin_user_name?: string;
  sso_admin_user_password?: string;
  /** Since 8.0.3: parts that can be restored on their own. */
  parts?: readonly string[];
}

export interface RestoreJobRequest extends RestoreRequest {
  ignore_warnings?: boolean;
}

export interface RestoreJobStatus {
  state: ProcessState;
  messages: RecoveryMessage[];
  /** Percent. */
  progress: number;
  /** Since 8.0.3. */
  parts?: string[];
}

export interface RestoreMetadata {
  timestamp: DateTime;
  parts: string[];
  version: string;
  boxname: string;
  comment: string;
  /** Whether this appliance can be restored from the backup. */
  applicable: boolean;
  messages: RecoveryMessage[];
  sso_login_required?: boolean;
}
