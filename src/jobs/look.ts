import type { Answer, Appliance } from '../appliance/client';
import type { ApplianceIdentity } from '../appliance/faults/fault';
import type { GivenParameters } from '../appliance/operations/check-parameters';
import { type BackupHistory, detailsOf, readBackups } from './backups';
import { type Job, type JobKind, type Look, summarise, textOf } from './job';
import { kinds } from './kinds';

/** Which job is meant. An appliance has one reconciliation and one restore job, but many backups. */
export type JobTarget =
  | { kind: 'reconciliation' | 'restore' }
  | { kind: 'backup'; id: string }
  | { kind: 'backup'; which: LatestBackup };

export type LatestBackup = 'latest' | 'latest-succeeded';

export interface LookOptions {
  /** False where the next look is the retry. */
  retry?: boolean;
  /** The look before this one: while a backup runs, its details are read once. */
  previous?: Look | undefined;
}

/** @returns the look at the latest backup of an appliance that has none. */
export function noBackup(
  identity: ApplianceIdentity,
  { payload, statusCode }: BackupHistory,
): Look {
  const job: Omit<Job, 'text'> = {
    kind: 'backup',
    appliance: { ...identity },
    state: 'none',
    messages: [],
    statusCode,
  };
  return { job: { ...job, text: textOf(job) }, payload };
}

function answerFor(
  appliance: Appliance,
  kind: JobKind,
  { retry = true }: LookOptions,
  parameters?: GivenParameters,
): Promise<Answer> {
  return appliance.call(kinds[kind].get, {
    retry,
    noneIsAnAnswer: true,
    ...(parameters ? { parameters } : {}),
  });
}

/** @returns a job that was asked for by id, or just started, with what is known of it besides. */
export async function lookOfBackup(
  appliance: Appliance,
  answer: Answer,
  { retry = true, previous }: LookOptions = {},
): Promise<Look> {
  const job = summarise('backup', appliance.identity, answer);
  const { payload } = answer;
  const { id } = job;
  if (id === undefined || !answer.found) return { job, payload };
  // The latest may be another one than at the look before.
  const isKnown = job.state === 'running' && previous?.job.id === id;
  const known = isKnown ? previous.job.details : undefined;
  if (known !== undefined) return { job: { ...job, details: known }, payload };
  const { entries } = await readBackups(appliance, { ids: [id], retry });
  const entry = entries.find((candidate) => candidate.id === id);
  return entry ? { job: { ...job, details: detailsOf(entry.details) }, payload } : { job, payload };
}

async function lookAtBackup(
  appliance: Appliance,
  target: Extract<JobTarget, { kind: 'backup' }>,
  options: LookOptions,
): Promise<Look> {
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
  const answer = await answerFor(appliance, 'backup', options, { id });
  const { job, payload } = await lookOfBackup(appliance, answer, options);
  return { job: { ...job, id }, payload };
}

/**
 * Asks an appliance for a job. That there is none is an answer.
 *
 * @throws Fault
 */
export async function lookAt(
  appliance: Appliance,
  target: JobTarget,
  options: LookOptions = {},
): Promise<Look> {
  if (target.kind === 'backup') return lookAtBackup(appliance, target, options);
  const answer = await answerFor(appliance, target.kind, options);
  return { job: summarise(target.kind, appliance.identity, answer), payload: answer.payload };
}
