import type { Answer, Appliance } from '../appliance/client';
import { type ApplianceIdentity, Fault } from '../appliance/faults/fault';
import type { FaultCode } from '../appliance/faults/fault-codes';
import type { GivenParameters } from '../appliance/operations/parameter-checks/check-parameters';
import { entryToReading } from './backups/entries';
import {
  type LatestBackup,
  type ReadBackupsOptions,
  readDetails,
  readLatest,
} from './backups/read-backups';
import { answerToJob } from './job/answer-to-job';
import type { JobFacts, JobKind, JobReading } from './job/job';
import { kinds } from './job/kinds';

/** Identifies a job. An appliance has one reconciliation and one restore job, but many backups. */
export type JobTarget =
  | { kind: 'reconciliation' | 'restore' }
  | { kind: 'backup'; id: string }
  | { kind: 'backup'; which: LatestBackup };

/** A failed read is not repeated where the job is polled anyway. */
export type ReadJobOptions = ReadBackupsOptions;

/** @returns what a flow gets that asks for the latest backup of an appliance without backups. */
export function noBackup(
  identity: ApplianceIdentity,
  { payload, statusCode }: Pick<Answer, 'payload' | 'statusCode'>,
): JobReading {
  const job: JobFacts = {
    kind: 'backup',
    appliance: { ...identity },
    state: 'none',
    messages: [],
    statusCode,
  };
  return { job, payload };
}

function callGet(
  appliance: Appliance,
  kind: JobKind,
  { retry = true, timeout }: ReadJobOptions,
  parameters?: GivenParameters,
): Promise<Answer> {
  return appliance.call(kinds[kind].get, {
    retry,
    timeout,
    noneIsAnAnswer: true,
    ...(parameters ? { parameters } : {}),
  });
}

/** Faults that may mean no more than that the id has no details: its answer is not specified. */
const mayLackDetails: ReadonlySet<FaultCode> = new Set(['INVALID_REQUEST', 'APPLIANCE_ERROR']);

/** @returns the details of a backup, which are all that there is to know; undefined without any. */
async function readOne(
  appliance: Appliance,
  id: string,
  options: ReadJobOptions,
): Promise<JobReading | undefined> {
  try {
    const entries = await readDetails(appliance, [id], { ...options, needsAll: () => true });
    const entry = entries.find((candidate) => candidate.id === id);
    return entry && entryToReading(appliance.identity, entry);
  } catch (error) {
    if (error instanceof Fault && mayLackDetails.has(error.code)) return undefined;
    throw error;
  }
}

async function readBackup(
  appliance: Appliance,
  target: Extract<JobTarget, { kind: 'backup' }>,
  options: ReadJobOptions,
): Promise<JobReading> {
  if (!('id' in target)) {
    const { entry, list } = await readLatest(appliance, target.which, options);
    return entry ? entryToReading(appliance.identity, entry) : noBackup(appliance.identity, list);
  }
  const { id } = target;
  const reading = await readOne(appliance, id, options);
  if (reading) return reading;
  // The job itself may be there all the same.
  const answer = await callGet(appliance, 'backup', options, { id });
  const job = answerToJob('backup', appliance.identity, answer);
  return { job: { ...job, id }, payload: answer.payload };
}

/**
 * Reads a job. "No such job" is a normal result.
 *
 * @throws Fault
 */
export async function readJob(
  appliance: Appliance,
  target: JobTarget,
  options: ReadJobOptions = {},
): Promise<JobReading> {
  if (target.kind === 'backup') return readBackup(appliance, target, options);
  const answer = await callGet(appliance, target.kind, options);
  return { job: answerToJob(target.kind, appliance.identity, answer), payload: answer.payload };
}
