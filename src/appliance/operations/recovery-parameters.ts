/**
 * What the operations of the recovery API take, as far as several take the same or it is long, and
 * how a parameter is written. From the published specification, like the rows in operations.ts.
 */
import type { Parameter, ParameterType } from './operation';

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

/** @returns the row of a parameter that stands in the path, and so is always needed. */
export const inPath = <Name extends string>(name: Name) =>
  ({ name, in: 'path', type: 'text', required: true, rule: 'id' }) as const;
/** @returns the row of a parameter that stands in the body. */
export const inBody = <Name extends string, Type extends ParameterType>(name: Name, type: Type) =>
  ({ name, in: 'body', type }) as const;

/** A schedule that there is. */
export const schedule = { ...inPath('schedule'), of: 'schedules' } as const;
/** A backup job that there is. */
export const backupJobId = { ...inPath('id'), of: 'backups' } as const;

const locationUser = { ...inBody('location_user', 'text'), rule: 'argument' } as const;
const locationPassword = {
  ...inBody('location_password', 'text'),
  secret: true,
  credential: 'locationPassword',
} as const;
export const location = {
  ...inBody('location', 'text'),
  required: true,
  rule: 'argument',
} as const;
/** Where backups are, and who may go there. */
export const locationSpec = [location, locationUser, locationPassword] as const;

const backupPassword = {
  ...inBody('backup_password', 'text'),
  secret: true,
  credential: 'backupPassword',
} as const;
/** Only where a backup is made: one that exists may be older than the rule. */
const newBackupPassword = { ...backupPassword, rule: 'backup-password' } as const;

const parts = { ...inBody('parts', 'list'), of: 'parts' } as const;
export const comment = inBody('comment', 'text');
const fastBackup = inBody('fast_backup', 'flag');
const locationType = {
  ...inBody('location_type', 'text'),
  required: true,
  choices: locationTypes,
} as const;

/** With what a backup is made. */
export const backupRequest = [
  locationType,
  ...locationSpec,
  // The specification wants the list, and allows it to be empty: no optional part.
  { ...parts, required: true, fallback: [] },
  newBackupPassword,
  comment,
  fastBackup,
] as const;

/** An administrator of single sign-on, whom reconciliations and restores want. */
export const singleSignOn = [
  {
    ...inBody('sso_admin_user_name', 'text'),
    credential: 'ssoUsername',
    rule: 'argument',
  },
  { ...inBody('sso_admin_user_password', 'text'), secret: true, credential: 'ssoPassword' },
] as const;
export const ignoreWarnings = inBody('ignore_warnings', 'flag');

/** Of which backup an appliance is restored. */
export const restoreRequest = [
  locationType,
  ...locationSpec,
  backupPassword,
  ...singleSignOn,
  { ...parts, since: '8.0.3' },
] as const;

/** A schedule, but for its location. */
export const scheduleSpec = [
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

/** @returns the rows of parameters that stand in a structure of the body. */
export const within = <Structure extends string, Row extends Parameter>(
  structure: Structure,
  list: readonly Row[],
) => list.map((parameter) => ({ ...parameter, within: structure }));
