import type { Appliance } from '../appliance/client';
import { operations } from '../appliance/operations/recovery-operations';
import { isRecord } from '../messages/record';
import { type BackupDetails, timeOf } from './job/job';

/** A backup in the list of details that an appliance keeps. */
export interface BackupEntry {
  id: string;
  /** The details as they came. */
  details: Readonly<Record<string, unknown>>;
}

export interface BackupHistory {
  /** The latest first. */
  entries: readonly BackupEntry[];
  /** The answer as it came. */
  payload: unknown;
  statusCode: number;
}

/** A backup without a start time counts as older than all others. */
function startOf({ details }: BackupEntry): number {
  return timeOf(details.start_time)?.getTime() ?? Number.NEGATIVE_INFINITY;
}

/**
 * The specification promises no order of the list, and ids are opaque. So start times determine the
 * latest backup; the id decides only between equal ones.
 */
function latestFirst(one: BackupEntry, other: BackupEntry): number {
  const difference = startOf(other) - startOf(one);
  if (difference !== 0 && !Number.isNaN(difference)) return difference;
  return one.id < other.id ? 1 : -1;
}

/**
 * @param ids of the backups to read; all backups if left out.
 * @throws Fault
 */
export async function readBackups(
  appliance: Appliance,
  { ids, retry = true }: { ids?: readonly string[]; retry?: boolean } = {},
): Promise<BackupHistory> {
  const answer = await appliance.call(operations['backup.job.details.list'], {
    retry,
    // The answer for an id without details is not specified; the job itself may exist.
    ...(ids ? { parameters: { jobs: ids }, noneIsAnAnswer: true } : {}),
  });
  const map = answer.found && isRecord(answer.payload) ? answer.payload : {};
  const entries = Object.entries(map).flatMap(([id, details]) =>
    isRecord(details) ? [{ id, details }] : [],
  );
  const { payload, statusCode } = answer;
  return { entries: entries.sort(latestFirst), payload, statusCode };
}

/** @returns the details of a backup as `msg.job` contains them. */
export function detailsOf(details: Readonly<Record<string, unknown>>): BackupDetails {
  const { size, location, type, build, user } = details;
  return {
    // The specification does not define the size of a running backup: 0 means unknown.
    ...(typeof size === 'number' && size > 0 ? { size } : {}),
    ...(typeof location === 'string' ? { location } : {}),
    ...(typeof type === 'string' ? { type } : {}),
    ...(isRecord(build) ? { build } : {}),
    ...(typeof user === 'string' ? { user } : {}),
  };
}
