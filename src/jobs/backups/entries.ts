/** Backups as the appliance's list of details has them. */
import type { ApplianceIdentity } from '../../appliance/faults/fault';
import { operations } from '../../appliance/operations/tables/recovery-operations';
import { isRecord } from '../../messages/record';
import { answerToJob } from '../job/answer-to-job';
import { type BackupDetails, type JobReading, timeOf, wholeNumberOf } from '../job/job';

/** A backup with its details. */
export interface BackupEntry {
  id: string;
  /** The details as they came; of a summary, those by which backups are compared. */
  details: Readonly<Record<string, unknown>>;
  isSummary?: true;
  /** The `X-Request-ID` of the request for them. */
  requestId?: string;
}

export interface BackupHistory {
  /**
   * The ids of all backups of the appliance, in no order; left out where the list is the same as at the
   * look before. Then it is not empty, and some of the details are known.
   */
  ids?: readonly string[];
  /** Those whose details are known, the latest first. Summaries of those that an earlier look had whole. */
  entries: readonly BackupEntry[];
  /** The list of ids as it came; null where it is left out. */
  payload: unknown;
  statusCode: number;
  /** When that was answered by the appliance's clock (epoch ms), if it has said so. */
  date?: number;
}

/** Backups whose details are known and do not change any more, by id. */
export type EndedBackups = Map<string, BackupEntry>;

/** A backup without a start time counts as older than all others. */
function startOf({ details }: BackupEntry): number {
  return timeOf(details.start_time)?.getTime() ?? Number.NEGATIVE_INFINITY;
}

/**
 * The specification promises no order of the list, and ids are opaque. So start times determine the
 * latest backup; the id decides only between equal ones.
 *
 * @returns the same backups, the latest first.
 */
export function latestFirst(entries: readonly BackupEntry[]): BackupEntry[] {
  return entries
    .map((entry) => ({ entry, start: startOf(entry) }))
    .sort((one, other) => {
      const difference = other.start - one.start;
      if (difference !== 0 && !Number.isNaN(difference)) return difference;
      return one.entry.id < other.entry.id ? 1 : -1;
    })
    .map(({ entry }) => entry);
}

/** @returns whether the appliance has no backup. */
export function isEmpty({ ids }: BackupHistory): boolean {
  return ids?.length === 0;
}

export function hasSucceeded({ details }: BackupEntry): boolean {
  return details.status === 'SUCCEEDED';
}

/** @returns whether the details will not change any more. */
export function hasEnded(entry: BackupEntry): boolean {
  return hasSucceeded(entry) || entry.details.status === 'FAILED';
}

/** The details of a backup as `msg.job` contains them. */
function detailsOf(details: Readonly<Record<string, unknown>>): BackupDetails {
  const { location, type, build, user } = details;
  const size = wholeNumberOf(details.size);
  return {
    ...(size === undefined ? {} : { size }),
    ...(typeof location === 'string' ? { location } : {}),
    ...(typeof type === 'string' ? { type } : {}),
    ...(isRecord(build) ? { build } : {}),
    ...(typeof user === 'string' ? { user } : {}),
  };
}

/**
 * @returns the backup as a job; the payload is what the answer says of it alone.
 * @throws Fault as {@link answerToJob}
 */
export function entryToReading(
  identity: ApplianceIdentity,
  { id, details, requestId = '' }: BackupEntry,
): JobReading {
  const { name: operation, success: statusCode } = operations['backup.job.details.list'];
  const answer = { operation, requestId, statusCode, payload: details, found: true };
  const job = answerToJob('backup', identity, answer);
  return { job: { ...job, id, details: detailsOf(details) }, payload: details };
}
