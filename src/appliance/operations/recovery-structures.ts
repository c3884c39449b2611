/**
 * The structures that the recovery API takes and answers, as the published specification has them
 * (vSphere Automation API 8.0.2, "appliance"; what came later says so). Types only: of what an
 * appliance really answers, nothing is certain until it has been looked at.
 */
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

/** The verdict of a validation or a cancelling: HTTP has 200 for a `FAIL` as well. */
export interface ReturnResult {
  status: OpenWord<'FAIL' | 'WARNING' | 'OK'>;
  messages: RecoveryMessage[];
}

export type LocationType = 'FTP' | 'HTTP' | 'FTPS' | 'HTTPS' | 'SCP' | 'SFTP' | 'NFS' | 'SMB';

/** Where backups are, and who may go there. */
export interface LocationSpec {
  /** A URL. */
  location: string;
  location_user?: string;
  location_password?: string;
}

export interface BackupRequest extends LocationSpec {
  /** Optional parts only; none of them where the list is empty. */
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
  /** Bytes that were transferred. */
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
  /** None where the appliance started it by itself. */
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
  /** Since 8.0.3: whether it can be restored by itself. */
  standalone?: boolean;
}

export type DayOfWeek =
  | 'MONDAY'
  | 'TUESDAY'
  | 'WEDNESDAY'
  | 'THURSDAY'
  | 'FRIDAY'
  | 'SATURDAY'
  | 'SUNDAY';

/** When a schedule is due, in the time zone of the appliance. */
export interface RecurrenceInfo {
  minute: number;
  /** Of 24. */
  hour: number;
  /** Every day without it. */
  days?: readonly DayOfWeek[];
}

export interface RetentionInfo {
  /** How many backups are kept. */
  max_count: number;
}

/** Of a schedule; what an update leaves out stays as it is. */
export interface ScheduleUpdateSpec extends Partial<LocationSpec> {
  parts?: readonly string[];
  backup_password?: string;
  /** True without it. */
  enable?: boolean;
  recurrence_info?: RecurrenceInfo;
  /** Every backup is kept without it. */
  retention_info?: RetentionInfo;
  /** Since 8.0.2. False without it, also in an update. */
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
  /** 128 without it. */
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
  /** Without it a warning of the validation makes the start fail. */
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
  /** May be missing where the job failed: then the reason is in `messages`. */
  error?: JobError;
  start_time?: DateTime;
  end_time?: DateTime;
}

export interface RestoreRequest extends LocationSpec {
  location_type: LocationType;
  backup_password?: string;
  sso_admin_user_name?: string;
  sso_admin_user_password?: string;
  /** Since 8.0.3: parts that can be restored by themselves. */
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
  /** Whether this appliance can be restored from there. */
  applicable: boolean;
  messages: RecoveryMessage[];
  sso_login_required?: boolean;
}
