/**
 * What can be asked of an appliance. Each row is taken from the published specification (vSphere
 * Automation API 8.0.2, "appliance"; what came with another version says so). Requests, the rule
 * for read-only appliances, redaction, the dialog of `vcenter-recovery` and the table of the README
 * follow from these rows: a new operation is a new row.
 */

/** The ways to an appliance: `api` speaks the newer dialect, the others the older `/rest`. */
export const connections = ['api', 'rest', 'management'] as const;

export type Connection = (typeof connections)[number];

export type ParameterType = 'text' | 'number' | 'flag' | 'time' | 'list' | 'structure';

/** The fields of the nodes' credentials that hold a parameter. */
export type CredentialField = 'ssoUsername' | 'ssoPassword' | 'locationPassword' | 'backupPassword';

export interface Parameter {
  /** As the appliance calls it. */
  name: string;
  in: 'path' | 'query' | 'body';
  /** The structure of the body in which it stands, where that is not the body itself. */
  within?: string;
  type: ParameterType;
  /** What a text, or each text of a list, can be. */
  choices?: readonly string[];
  /** Of what a structure consists. */
  fields?: readonly Parameter[];
  required?: boolean;
  /** What is sent where it is not given, though the appliance wants it. */
  fallback?: unknown;
  /** A secret never goes back to a flow, a log or an export. */
  secret?: boolean;
  credential?: CredentialField;
  /** What its text has to be like, beyond its type. */
  rule?: Rule;
  /** The version that brought it, where that is later than 7.0.3. */
  since?: string;
}

/**
 * `argument`: becomes an argument of a program on the appliance, so it must not begin like an
 * option (CVE-2024-22274); `backup-password`: what the specification asks of one; `id`: stands in a
 * path, at least in one of the dialects.
 */
export type Rule = 'argument' | 'backup-password' | 'id';

export interface RestTwin {
  method?: Method;
  path?: string;
  /** Null where `/api` tells the action in the query and `/rest` in the path. */
  action?: null;
  /** The structure in which the body stands. */
  within?: string;
  /** What its query parameters are called. */
  names?: Readonly<Record<string, string>>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** `result` is a verdict of its own, OK, WARNING or FAIL, in an answer with success. */
export type AnswerKind =
  | 'structure'
  | 'list'
  | 'map'
  | 'number'
  | 'flag'
  | 'text'
  | 'nothing'
  | 'result';

export interface Operation {
  name: string;
  method: Method;
  /** Below `/api`, with `{name}` for what a parameter says. */
  path: string;
  /** What `?action=` says. */
  action?: string;
  parameters?: readonly Parameter[];
  answer: AnswerKind;
  /** The HTTP status that the specification gives success. */
  success: number;
  /** Whether it changes something on the appliance. Such a request is sent once. */
  changes: boolean;
  /** Whether it may cost data. */
  dangerous?: boolean;
  /**
   * An appliance that has nothing to show may answer with HTTP 500 in its own words, as reported of
   * the restore job of a vCenter that was never restored.
   */
  errorMayMeanNone?: boolean;
  /** What differs below `/rest`; without it there is no such twin. */
  rest?: RestTwin;
}

const recovery = '/appliance/recovery';
const backupJob = `${recovery}/backup/job`;
const schedules = `${recovery}/backup/schedules`;
const systemName = `${recovery}/backup/system-name`;
const reconciliationJob = `${recovery}/reconciliation/job`;
const restoreJob = `${recovery}/restore/job`;

const locationTypes = ['FTP', 'HTTP', 'FTPS', 'HTTPS', 'SCP', 'SFTP', 'NFS', 'SMB'] as const;
const days = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;

const inPath = <Name extends string>(name: Name) =>
  ({ name, in: 'path', type: 'text', required: true, rule: 'id' }) as const;
const inBody = <Name extends string, Type extends ParameterType>(name: Name, type: Type) =>
  ({ name, in: 'body', type }) as const;

const locationUser = { ...inBody('location_user', 'text'), rule: 'argument' } as const;
const locationPassword = {
  ...inBody('location_password', 'text'),
  secret: true,
  credential: 'locationPassword',
} as const;
const location = { ...inBody('location', 'text'), required: true, rule: 'argument' } as const;
const locationSpec = [location, locationUser, locationPassword] as const;

const backupPassword = {
  ...inBody('backup_password', 'text'),
  secret: true,
  credential: 'backupPassword',
} as const;
/** Only where a backup is made: one that exists may be older than the rule. */
const newBackupPassword = { ...backupPassword, rule: 'backup-password' } as const;

const parts = inBody('parts', 'list');
const comment = inBody('comment', 'text');
const fastBackup = inBody('fast_backup', 'flag');
const locationType = {
  ...inBody('location_type', 'text'),
  required: true,
  choices: locationTypes,
} as const;

const backupRequest = [
  locationType,
  ...locationSpec,
  // The specification wants the list, and allows it to be empty: no optional part.
  { ...parts, required: true, fallback: [] },
  newBackupPassword,
  comment,
  fastBackup,
] as const;

const singleSignOn = [
  {
    ...inBody('sso_admin_user_name', 'text'),
    credential: 'ssoUsername',
    rule: 'argument',
  },
  { ...inBody('sso_admin_user_password', 'text'), secret: true, credential: 'ssoPassword' },
] as const;
const ignoreWarnings = inBody('ignore_warnings', 'flag');

const restoreRequest = [
  locationType,
  ...locationSpec,
  backupPassword,
  ...singleSignOn,
  { ...parts, since: '8.0.3' },
] as const;

const scheduleSpec = [
  locationUser,
  locationPassword,
  newBackupPassword,
  parts,
  inBody('enable', 'flag'),
  {
    ...inBody('recurrence_info', 'structure'),
    fields: [
      { ...inBody('hour', 'number'), required: true },
      { ...inBody('minute', 'number'), required: true },
      { ...inBody('days', 'list'), choices: days },
    ],
  },
  {
    ...inBody('retention_info', 'structure'),
    fields: [{ ...inBody('max_count', 'number'), required: true }],
  },
  { ...fastBackup, since: '8.0.2' },
] as const;

const within = <Structure extends string, Row extends Parameter>(
  structure: Structure,
  list: readonly Row[],
) => list.map((parameter) => ({ ...parameter, within: structure }));

/** The 24 operations of the recovery API, in its groups. */
export const operations = {
  'recovery.get': {
    name: 'recovery.get',
    method: 'GET',
    path: recovery,
    answer: 'structure',
    success: 200,
    changes: false,
  },
  'backup.job.create': {
    name: 'backup.job.create',
    method: 'POST',
    path: backupJob,
    parameters: backupRequest,
    answer: 'structure',
    success: 201,
    changes: true,
    rest: { within: 'piece' },
  },
  'backup.job.list': {
    name: 'backup.job.list',
    method: 'GET',
    path: backupJob,
    answer: 'list',
    success: 200,
    changes: false,
    rest: {},
  },
  'backup.job.get': {
    name: 'backup.job.get',
    method: 'GET',
    path: `${backupJob}/{id}`,
    parameters: [inPath('id')],
    answer: 'structure',
    success: 200,
    changes: false,
    rest: {},
  },
  'backup.job.cancel': {
    name: 'backup.job.cancel',
    method: 'POST',
    path: `${backupJob}/{id}`,
    action: 'cancel',
    parameters: [inPath('id')],
    answer: 'result',
    success: 200,
    changes: true,
    rest: { path: `${backupJob}/{id}/cancel`, action: null },
  },
  'backup.job.details.list': {
    name: 'backup.job.details.list',
    method: 'GET',
    path: `${backupJob}/details`,
    parameters: [{ name: 'jobs', in: 'query', type: 'list' }],
    answer: 'map',
    success: 200,
    changes: false,
    rest: { names: { jobs: 'filter.jobs' } },
  },
  'backup.parts.list': {
    name: 'backup.parts.list',
    method: 'GET',
    path: `${recovery}/backup/parts`,
    answer: 'list',
    success: 200,
    changes: false,
    rest: {},
  },
  'backup.parts.get': {
    name: 'backup.parts.get',
    method: 'GET',
    path: `${recovery}/backup/parts/{id}`,
    parameters: [inPath('id')],
    answer: 'number',
    success: 200,
    changes: false,
    rest: {},
  },
  'backup.schedules.list': {
    name: 'backup.schedules.list',
    method: 'GET',
    path: schedules,
    answer: 'map',
    success: 200,
    changes: false,
    rest: {},
  },
  'backup.schedules.get': {
    name: 'backup.schedules.get',
    method: 'GET',
    path: `${schedules}/{schedule}`,
    parameters: [inPath('schedule')],
    answer: 'structure',
    success: 200,
    changes: false,
    rest: {},
  },
  'backup.schedules.create': {
    name: 'backup.schedules.create',
    method: 'POST',
    path: schedules,
    parameters: [
      { ...inBody('schedule', 'text'), required: true, rule: 'id' },
      ...within('spec', [location, ...scheduleSpec]),
    ],
    answer: 'nothing',
    success: 204,
    changes: true,
    rest: { path: `${schedules}/{schedule}` },
  },
  'backup.schedules.update': {
    name: 'backup.schedules.update',
    method: 'PATCH',
    path: `${schedules}/{schedule}`,
    parameters: [inPath('schedule'), { ...location, required: false }, ...scheduleSpec],
    answer: 'nothing',
    success: 204,
    changes: true,
    rest: { method: 'PUT', path: `${schedules}/update/{schedule}`, within: 'spec' },
  },
  'backup.schedules.delete': {
    name: 'backup.schedules.delete',
    method: 'DELETE',
    path: `${schedules}/{schedule}`,
    parameters: [inPath('schedule')],
    answer: 'nothing',
    success: 204,
    changes: true,
    rest: {},
  },
  'backup.schedules.run': {
    name: 'backup.schedules.run',
    method: 'POST',
    path: `${schedules}/{schedule}`,
    action: 'run',
    parameters: [inPath('schedule'), comment],
    answer: 'structure',
    success: 200,
    changes: true,
    rest: {},
  },
  'backup.system-name.list': {
    name: 'backup.system-name.list',
    method: 'POST',
    path: systemName,
    action: 'list',
    parameters: locationSpec,
    answer: 'list',
    success: 200,
    changes: false,
  },
  'backup.system-name.archives.list': {
    name: 'backup.system-name.archives.list',
    method: 'POST',
    path: `${systemName}/{system_name}/archives`,
    action: 'list',
    parameters: [
      inPath('system_name'),
      ...within('loc_spec', locationSpec),
      ...within('filter_spec', [
        inBody('start_timestamp', 'time'),
        inBody('end_timestamp', 'time'),
        inBody('comment_substring', 'text'),
        inBody('max_results', 'number'),
      ]),
    ],
    answer: 'list',
    success: 200,
    changes: false,
  },
  'backup.system-name.archives.get': {
    name: 'backup.system-name.archives.get',
    method: 'POST',
    path: `${systemName}/{system_name}/archives/{archive}`,
    action: 'get',
    parameters: [inPath('system_name'), inPath('archive'), ...locationSpec],
    answer: 'structure',
    success: 200,
    changes: false,
  },
  'backup.validate': {
    name: 'backup.validate',
    method: 'POST',
    path: `${recovery}/backup`,
    action: 'validate',
    parameters: backupRequest,
    answer: 'result',
    success: 200,
    changes: false,
  },
  'reconciliation.job.get': {
    name: 'reconciliation.job.get',
    method: 'GET',
    path: reconciliationJob,
    answer: 'structure',
    success: 200,
    changes: false,
    rest: {},
  },
  'reconciliation.job.create': {
    name: 'reconciliation.job.create',
    method: 'POST',
    path: reconciliationJob,
    parameters: [...singleSignOn, ignoreWarnings],
    answer: 'structure',
    success: 201,
    changes: true,
    dangerous: true,
    rest: { within: 'spec' },
  },
  'restore.job.get': {
    name: 'restore.job.get',
    method: 'GET',
    path: restoreJob,
    answer: 'structure',
    success: 200,
    changes: false,
    errorMayMeanNone: true,
    rest: {},
  },
  'restore.job.create': {
    name: 'restore.job.create',
    method: 'POST',
    path: restoreJob,
    parameters: [...restoreRequest, ignoreWarnings],
    answer: 'structure',
    success: 201,
    changes: true,
    dangerous: true,
    rest: { within: 'piece' },
  },
  'restore.job.cancel': {
    name: 'restore.job.cancel',
    method: 'POST',
    path: restoreJob,
    action: 'cancel',
    answer: 'result',
    success: 200,
    changes: true,
    rest: { path: `${restoreJob}/cancel`, action: null },
  },
  'restore.validate': {
    name: 'restore.validate',
    method: 'POST',
    path: `${recovery}/restore`,
    action: 'validate',
    parameters: restoreRequest,
    answer: 'structure',
    success: 200,
    changes: false,
  },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

/** @returns the row of an operation of the recovery API, or undefined where there is none. */
export function operationNamed(name: string): Operation | undefined {
  return Object.values<Operation>(operations).find((operation) => operation.name === name);
}

/**
 * What else is asked of an appliance. The session has another place below `/rest`. Opening one
 * changes nothing of the appliance: an appliance that is read only has to be signed in to as well.
 */
export const sessionOperations = {
  /** Whose session it is. */
  get: {
    name: 'session.get',
    method: 'GET',
    path: '/session',
    answer: 'structure',
    success: 200,
    changes: false,
    rest: { method: 'POST', path: '/com/vmware/cis/session?~action=get' },
  },
  create: {
    name: 'session.create',
    method: 'POST',
    path: '/session',
    answer: 'text',
    success: 201,
    changes: false,
    rest: { path: '/com/vmware/cis/session' },
  },
  delete: {
    name: 'session.delete',
    method: 'DELETE',
    path: '/session',
    answer: 'nothing',
    success: 204,
    changes: false,
    rest: { path: '/com/vmware/cis/session' },
  },
} as const satisfies Record<string, Operation>;

export const systemOperations = {
  version: {
    name: 'system.version.get',
    method: 'GET',
    path: '/appliance/system/version',
    answer: 'structure',
    success: 200,
    changes: false,
    rest: {},
  },
  /** The time zone in which the schedules of the appliance count. */
  timeZone: {
    name: 'system.timezone.get',
    method: 'GET',
    path: '/appliance/system/time/timezone',
    answer: 'text',
    success: 200,
    changes: false,
    rest: {},
  },
} as const satisfies Record<string, Operation>;

/** @returns whether the connection's dialect has the operation. */
export function isOffered({ rest }: Operation, connection: Connection): boolean {
  return connection === 'api' || rest !== undefined;
}
