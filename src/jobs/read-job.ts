import type { Answer, Appliance } from '../appliance/client';
import type { ApplianceIdentity } from '../appliance/faults/fault';
import type { GivenParameters } from '../appliance/operations/check-parameters';
import { type BackupHistory, detailsOf, readBackups } from './backups';
import { answerToJob } from './job/answer-to-job';
import type { Job, JobKind, JobReading } from './job/job';
import { textOf } from './job/job-text';
import { kinds } from './job/kinds';

/** Identifies a job. An appliance has one reconciliation and one restore job, but many backups. */
export type JobTarget =
  | { kind: 'reconciliation' | 'restore' }
  | { kind: 'backup'; id: string }
  | { kind: 'backup'; which: LatestBackup };

export type LatestBackup = 'latest' | 'latest-succeeded';

export interface ReadJobOptions {
  /** Whether a failed read is repeated; not where the job is polled anyway. */
  retry?: boolean;
  /** The previous reading: the details of a running backup are read only once. */
  previous?: JobReading | undefined;
}

/** @returns what a flow gets that asks for the latest backup of an appliance without backups. */
export function noBackup(
  identity: ApplianceIdentity,
  { payload, statusCode }: BackupHistory,
): JobReading {
  const job: Omit<Job, 'text'> = {
    kind: 'backup',
    appliance: { ...identity },
    state: 'none',
    messages: [],
    statusCode,
  };
  return { job: { ...job, text: textOf(job) }, payload };
}

function callGet(
  appliance: Appliance,
  kind: JobKind,
  { retry = true }: ReadJobOptions,
  parameters?: GivenParameters,
): Promise<Answer> {
  return appliance.call(kinds[kind].get, {
    retry,
    noneIsAnAnswer: true,
    ...(parameters ? { parameters } : {}),
  });
}

/** Adds the details of a backup, which another operation returns. */
async function withDetails(
  appliance: Appliance,
  answer: Answer,
  { retry = true, previous }: ReadJobOptions,
): Promise<JobReading> {
  const job = answerToJob('backup', appliance.identity, answer);
  const { payload } = answer;
  const { id } = job;
  if (id === undefined || !answer.found) return { job, payload };
  // The latest backup may be another one than in the previous reading.
  const isKnown = job.state === 'running' && previous?.job.id === id;
  const known = isKnown ? previous.job.details : undefined;
  if (known !== undefined) return { job: { ...job, details: known }, payload };
  const { entries } = await readBackups(appliance, { ids: [id], retry });
  const entry = entries.find((candidate) => candidate.id === id);
  return entry ? { job: { ...job, details: detailsOf(entry.details) }, payload } : { job, payload };
}

async function readBackup(
  appliance: Appliance,
  target: Extract<JobTarget, { kind: 'backup' }>,
  options: ReadJobOptions,
): Promise<JobReading> {
  let id: string | undefined;
  if ('id' in target) {
    id = target.id;
  } else {
    const history = await readBackups(appliance, options);
    const entry =
      target.which === 'latest'
        ? history.entries[0]
        : history.entries.find(({ details }) => details.status === 'SUCCEEDED');
    if (entry === undefined) return noBackup(appliance.identity, history);
    id = entry.id;
  }
  const answer = await callGet(appliance, 'backup', options, { id });
  const { job, payload } = await withDetails(appliance, answer, options);
  return { job: { ...job, id }, payload };
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
