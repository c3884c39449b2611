import type { Appliance } from '../appliance/client';
import { operations } from '../appliance/operations/recovery-operations';
import { isRecord } from '../messages/record';
import { type BackupDetails, timeOf } from './job';

/** One entry of the details that an appliance keeps of its backups. */
export interface BackupEntry {
  id: string;
  /** The entry as it came. */
  details: Readonly<Record<string, unknown>>;
}

export interface BackupHistory {
  /** The latest first. */
  entries: readonly BackupEntry[];
  /** The answer as it came. */
  payload: unknown;
  statusCode: number;
}

/** When a backup started; one that does not say so counts as older than all others. */
function startOf({ details }: BackupEntry): number {
  return timeOf(details.start_time)?.getTime() ?? Number.NEGATIVE_INFINITY;
}

/**
 * Neither the order of the list nor the id says which is the latest: the specification promises no
 * order, and ids are opaque. So the start times decide; the id only between equal ones.
 */
function latestFirst(one: BackupEntry, other: BackupEntry): number {
  const difference = startOf(other) - startOf(one);
  if (difference !== 0 && !Number.isNaN(difference)) return difference;
  return one.id < other.id ? 1 : -1;
}

/**
 * @param ids of the backups to ask for; all, where there are none.
 * @throws Fault
 */
export async function readBackups(
  appliance: Appliance,
  { ids, retry = true }: { ids?: readonly string[]; retry?: boolean } = {},
): Promise<BackupHistory> {
  const answer = await appliance.call(operations['backup.job.details.list'], {
    retry,
    // What becomes of an id without details is not specified; the job itself may be there.
    ...(ids ? { parameters: { jobs: ids }, noneIsAnAnswer: true } : {}),
  });
  const map = answer.found && isRecord(answer.payload) ? answer.payload : {};
  const entries = Object.entries(map).flatMap(([id, details]) =>
    isRecord(details) ? [{ id, details }] : [],
  );
  const { payload, statusCode } = answer;
  return { entries: entries.sort(latestFirst), payload, statusCode };
}

/** @returns what a flow is told of a backup beyond its state. */
export function detailsOf(details: Readonly<Record<string, unknown>>): BackupDetails {
  const { size, location, type, build, user } = details;
  return {
    // The specification leaves the size open while a backup runs: 0 is as good as unknown.
    ...(typeof size === 'number' && size > 0 ? { size } : {}),
    ...(typeof location === 'string' ? { location } : {}),
    ...(typeof type === 'string' ? { type } : {}),
    ...(isRecord(build) ? { build } : {}),
    ...(typeof user === 'string' ? { user } : {}),
  };
}
