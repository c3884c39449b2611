/**
 * Parameters that several operations of the recovery API have in common, long lists of parameters,
 * and functions that create a parameter's row. From the published specification, like the rows in
 * recovery-operations.ts.
 */

import type { Parameter, ParameterType } from '../operation';
import { daysOfWeek } from '../structures/days-of-week';
import { locationTypes } from '../structures/location-types';

/** @returns the row of a parameter in the path, which is always required. */
export const inPath = <Name extends string>(name: Name) =>
  ({ name, in: 'path', type: 'text', required: true, rule: 'id' }) as const;
/** @returns the row of a parameter in the body. */
export const inBody = <Name extends string, Type extends ParameterType>(name: Name, type: Type) =>
  ({ name, in: 'body', type }) as const;

/** An existing schedule. */
export const schedule = { ...inPath('schedule'), of: 'schedules' } as const;
/** An existing backup job. */
export const backupJobId = { ...inPath('id'), of: 'backups' } as const;

const locationUser = { ...inBody('location_user', 'text'), rule: 'argument' } as const;
const locationPassword = {
  ...inBody('location_password', 'text'),
  secret: true,
  credential: 'locationPassword',
} as const;
/** The location of a schedule, or of archives: without a type beside it, it has to be a URI. */
export const locationUri = {
  ...inBody('location', 'text'),
  required: true,
  rule: 'location-uri',
} as const;
/** A location of archives with its credentials. */
export const locationSpec = [locationUri, locationUser, locationPassword] as const;

const backupPassword = {
  ...inBody('backup_password', 'text'),
  secret: true,
  refusedIfEmpty: true,
  credential: 'backupPassword',
} as const;
/** For a new backup only: an existing one may be older than the rule. */
const newBackupPassword = { ...backupPassword, rule: 'backup-password' } as const;

const parts = { ...inBody('parts', 'list'), of: 'parts' } as const;
export const comment = inBody('comment', 'text');
const fastBackup = inBody('fast_backup', 'flag');
const locationType = {
  ...inBody('location_type', 'text'),
  required: true,
  choices: locationTypes,
} as const;

/** The location of a backup with its type and credentials. */
const backupLocation = [
  locationType,
  { ...locationUri, rule: 'location', schemeIn: locationType.name },
  locationUser,
  locationPassword,
] as const;

/** The parameters of a new backup. */
export const backupRequest = [
  ...backupLocation,
  // The specification requires the list but allows it to be empty: no optional part.
  { ...parts, required: true, fallback: [] },
  newBackupPassword,
  comment,
  fastBackup,
] as const;

/** An administrator of single sign-on, required by reconciliations and restores. */
export const singleSignOn = [
  {
    ...inBody('sso_admin_user_name', 'text'),
    credential: 'ssoUsername',
    rule: 'argument',
  },
  { ...inBody('sso_admin_user_password', 'text'), secret: true, credential: 'ssoPassword' },
] as const;
export const ignoreWarnings = inBody('ignore_warnings', 'flag');

/** The backup from which an appliance is restored. */
export const restoreRequest = [
  ...backupLocation,
  backupPassword,
  ...singleSignOn,
  { ...parts, since: '8.0.3' },
] as const;

/** A schedule, except its location. */
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
      { ...inBody('days', 'list'), choices: daysOfWeek },
    ],
  },
  {
    ...inBody('retention_info', 'structure'),
    fields: [{ ...inBody('max_count', 'number'), required: true }],
  },
  { ...fastBackup, since: '8.0.2' },
] as const;

/** @returns the rows of parameters in a structure of the body. */
export const within = <Structure extends string, Row extends Parameter>(
  structure: Structure,
  list: readonly Row[],
) => list.map((parameter) => ({ ...parameter, within: structure }));
