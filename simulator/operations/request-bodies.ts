import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { type Fault, invalidBody, unexpectedField } from '../protocol/faults';
import { daysOfWeek, type Recurrence } from '../time/recurrence';

// What the operations take; the field names are the API's. The appliance looks at types, at unknown
// fields and at the rule for backup passwords, and at nothing else: a client that sends a location
// which begins with a hyphen (CVE-2024-22274) must find out by itself.

export interface SignOn {
  readonly sso_admin_user_name?: string;
  readonly sso_admin_user_password?: string;
}

export interface ReconciliationSpec extends SignOn {
  readonly ignore_warnings?: boolean;
}

export interface Place {
  readonly location: string;
  readonly location_user?: string;
  readonly location_password?: string;
}

export interface BackupRequest extends Place {
  readonly parts: readonly string[];
  readonly location_type: string;
  readonly backup_password?: string;
  readonly comment?: string;
  readonly fast_backup?: boolean;
}

export interface RestoreRequest extends Place, SignOn {
  readonly location_type: string;
  readonly backup_password?: string;
}

export interface RestoreJobRequest extends RestoreRequest {
  readonly ignore_warnings?: boolean;
}

export interface ScheduleSpec extends Place {
  readonly parts?: readonly string[];
  readonly backup_password?: string;
  readonly enable?: boolean;
  readonly recurrence_info?: Recurrence;
  readonly retention_info?: { readonly max_count: number };
  readonly fast_backup?: boolean;
}

export interface ScheduleCreation {
  readonly schedule: string;
  readonly spec: ScheduleSpec;
}

export interface ScheduleRun {
  readonly comment?: string;
}

export interface ArchiveFilter {
  readonly start_timestamp?: string;
  readonly end_timestamp?: string;
  readonly comment_substring?: string;
  readonly max_results?: number;
}

export interface ArchiveSearch {
  readonly loc_spec: Place;
  readonly filter_spec: ArchiveFilter;
}

const text = { type: 'string' };
const flag = { type: 'boolean' };
const name = { type: 'string', minLength: 1 };
const time = { type: 'string', format: 'date-time' };
const names = { type: 'array', items: text };
const signOn = { sso_admin_user_name: text, sso_admin_user_password: text };
const place = { location: name, location_user: text, location_password: text };
const locationType = {
  enum: ['FTP', 'HTTP', 'FTPS', 'HTTPS', 'SCP', 'SFTP', 'NFS', 'SMB'],
};
/** 8 to 20 visible ASCII characters of all four classes, says the specification. */
const backupPassword = {
  type: 'string',
  pattern: '^(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])(?=.*[^A-Za-z0-9])[!-~]{8,20}$',
};

const recurrence = structure(['hour', 'minute'], {
  hour: { type: 'integer', minimum: 0, maximum: 23 },
  minute: { type: 'integer', minimum: 0, maximum: 59 },
  days: { type: 'array', items: { enum: daysOfWeek } },
});
const schedule = {
  ...place,
  parts: names,
  backup_password: backupPassword,
  enable: flag,
  recurrence_info: recurrence,
  retention_info: structure(['max_count'], { max_count: { type: 'integer', minimum: 1 } }),
  fast_backup: flag,
};
const restore = {
  ...place,
  ...signOn,
  location_type: locationType,
  backup_password: backupPassword,
};
const filter = {
  start_timestamp: time,
  end_timestamp: time,
  comment_substring: text,
  max_results: { type: 'integer', minimum: 1 },
};

const placeSpec = structure(['location'], place);
const scheduleSpec = structure(['location'], schedule);

/** Reads what came in a body, out of its wrapping, or says why it is not taken. */
export type BodyReader<T> = (input: unknown) => { readonly value: T } | { readonly fault: Fault };

export const readReconciliationSpec = reader<ReconciliationSpec>(
  structure([], { ...signOn, ignore_warnings: flag }),
);
export const readBackupRequest = reader<BackupRequest>(
  structure(['parts', 'location_type', 'location'], {
    ...place,
    parts: names,
    location_type: locationType,
    backup_password: backupPassword,
    comment: text,
    fast_backup: flag,
  }),
);
export const readRestoreRequest = reader<RestoreRequest>(
  structure(['location_type', 'location'], restore),
);
export const readRestoreJobRequest = reader<RestoreJobRequest>(
  structure(['location_type', 'location'], { ...restore, ignore_warnings: flag }),
);
export const readScheduleSpec = reader<ScheduleSpec>(scheduleSpec);
export const readScheduleUpdate = reader<Partial<ScheduleSpec>>(structure([], schedule));
export const readScheduleCreation = reader<ScheduleCreation>(
  structure(['schedule', 'spec'], { schedule: name, spec: scheduleSpec }),
);
export const readScheduleRun = reader<ScheduleRun>(structure([], { comment: text }));
export const readPlace = reader<Place>(placeSpec);
export const readArchiveSearch = reader<ArchiveSearch>(
  structure(['loc_spec', 'filter_spec'], {
    loc_spec: placeSpec,
    filter_spec: structure([], filter),
  }),
);

function structure(required: readonly string[], properties: Readonly<Record<string, unknown>>) {
  return { type: 'object', required, properties, additionalProperties: false };
}

function reader<T>(schema: object): BodyReader<T> {
  let fits: ValidateFunction<T> | undefined;
  return (input) => {
    // Not before the first body: most simulators never see one of this kind.
    fits ??= makeAjv().compile<T>(schema);
    if (fits(input)) return { value: input };
    const [problem] = fits.errors ?? [];
    return { fault: problem === undefined ? invalidBody('it does not fit') : faultOf(problem) };
  };
}

function makeAjv(): Ajv {
  const ajv = new Ajv();
  addFormats(ajv);
  return ajv;
}

/** In words that name the field and never its value, which may be a password. */
function faultOf({ keyword, instancePath, message, params }: ErrorObject): Fault {
  const at = instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'additionalProperties') {
    return unexpectedField([at, params.additionalProperty].filter((part) => part !== '').join('.'));
  }
  if (keyword === 'pattern') return invalidBody(`${at} does not keep the rule for passwords`);
  return invalidBody(`${at === '' ? 'it' : at} ${message}`);
}
