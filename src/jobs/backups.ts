import type { Answer, Appliance } from '../appliance/client';
import type { ApplianceIdentity } from '../appliance/faults/fault';
import { operations } from '../appliance/operations/recovery-operations';
import { isRecord } from '../messages/record';
import { answerToJob } from './job/answer-to-job';
import { type BackupDetails, type JobReading, timeOf, wholeNumberOf } from './job/job';

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
  requestId: string;
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
    ...(ids ? { parameters: { jobs: ids }, noneIsAnAnswer: true } : {}),
  });
  const map = answer.found && isRecord(answer.payload) ? answer.payload : {};
  const entries = Object.entries(map).flatMap(([id, details]) =>
    isRecord(details) ? [{ id, details }] : [],
  );
  const { payload, statusCode, requestId } = answer;
  return { entries: entries.sort(latestFirst), payload, statusCode, requestId };
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
 * @param answer the one that the entry came with.
 * @returns the backup as a job; the payload is what the answer says of it alone.
 * @throws Fault as {@link answerToJob}
 */
export function entryToReading(
  identity: ApplianceIdentity,
  { id, details }: BackupEntry,
  { statusCode, requestId }: Pick<Answer, 'statusCode' | 'requestId'>,
): JobReading {
  const { name: operation } = operations['backup.job.details.list'];
  const answer = { operation, requestId, statusCode, payload: details, found: true };
  const job = answerToJob('backup', identity, answer);
  return { job: { ...job, id, details: detailsOf(details) }, payload: details };
}
