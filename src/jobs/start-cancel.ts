/** Starts and cancels jobs. */
import type { Answer, Appliance } from '../appliance/client';
import { Fault } from '../appliance/faults/fault';
import type { GivenParameters } from '../appliance/operations/parameter-checks/check-parameters';
import { operations } from '../appliance/operations/tables/recovery-operations';
import { isRecord } from '../messages/record';
import { redactText } from '../messages/redaction';
import { sentence } from '../messages/sentence';
import { messageTexts } from '../messages/text';
import { answerToJob } from './job/answer-to-job';
import type { JobKind, JobReading } from './job/job';
import { sentencesOf } from './job/job-text';
import { type Kind, kinds } from './job/kinds';
import { type JobTarget, readJob } from './read-job';

/** The job to start. */
export interface StartRequest {
  kind: JobKind;
  /** Whether the appliance's own schedule is run; for backups only. */
  bySchedule: boolean;
  /** For the operation that starts the job. */
  parameters: GivenParameters;
}

/** An appliance's answer to the start of a job. */
export interface StartedJob {
  reading: JobReading;
  /** When it was answered by the appliance's clock (epoch ms), if it has said so. */
  date?: number;
}

/** The name of the only schedule that vCenter's own management interface creates. */
const usualSchedule = 'default';

/** An appliance has one schedule at most. Should it have several, the usual name decides. */
async function readScheduleName(appliance: Appliance): Promise<string> {
  const { payload } = await appliance.call(operations['backup.schedules.list']);
  const names = isRecord(payload) ? Object.keys(payload) : [];
  const [first] = names;
  const { name } = appliance.identity;
  const details = { operation: 'backup.schedules.list', appliance: { ...appliance.identity } };
  if (first === undefined) {
    const sentences = [sentence('no-schedule', { appliance: name })];
    throw new Fault({ code: 'NOT_FOUND', sentences, ...details });
  }
  if (names.length === 1) return first;
  if (names.includes(usualSchedule)) return usualSchedule;
  const sentences = [sentence('several-schedules', { appliance: name })];
  throw new Fault({ code: 'INVALID_REQUEST', sentences, ...details });
}

async function callStart(appliance: Appliance, request: StartRequest): Promise<Answer> {
  const { kind, bySchedule, parameters } = request;
  if (kind !== 'backup' || !bySchedule) return appliance.call(kinds[kind].create, { parameters });
  const run = operations['backup.schedules.run'];
  appliance.allow(run);
  const schedule = await readScheduleName(appliance);
  return appliance.call(run, { parameters: { schedule } });
}

/**
 * Starts a job.
 *
 * @returns the job as in the appliance's answer.
 * @throws Fault REFUSED where it may not start now, with the appliance's own type in `errorType`.
 */
export async function startJob(appliance: Appliance, request: StartRequest): Promise<StartedJob> {
  const answer = await callStart(appliance, request);
  const { payload, date } = answer;
  try {
    const job = answerToJob(request.kind, appliance.identity, answer);
    return { reading: { job, payload }, ...(date === undefined ? {} : { date }) };
  } catch (error) {
    // The start was accepted, but the answer cannot be read: the job may be running.
    throw error instanceof Fault ? error.withUnknownOutcome() : error;
  }
}

/** @returns the id of the backup to cancel, or the reading that says that there is none. */
async function idToCancel(
  appliance: Appliance,
  target: JobTarget,
): Promise<{ id?: string } | { none: JobReading }> {
  if (target.kind !== 'backup') return {};
  if ('id' in target) return { id: target.id };
  const latest = await readJob(appliance, target);
  return latest.job.id === undefined ? { none: latest } : { id: latest.job.id };
}

/** Puts the messages of the cancellation before those of the job. */
function withMessages(reading: JobReading, result: unknown): JobReading {
  const { job, payload } = reading;
  const messages = messageTexts(isRecord(result) ? result.messages : undefined).map(redactText);
  const sentences = sentencesOf(reading);
  return { job: { ...job, messages: [...messages, ...job.messages] }, sentences, payload };
}

/**
 * Cancels a job and reads it once.
 *
 * @param isGiven whether the flow identified this very job, which then has to exist.
 * @throws Fault NOT_FOUND where a job that the flow identified does not exist; OPERATION_FAILED
 *   where the appliance answers that it could not cancel the job.
 */
export async function cancelJob(
  appliance: Appliance,
  target: JobTarget,
  isGiven: boolean,
): Promise<JobReading> {
  const { cancel }: Kind = kinds[target.kind];
  if (cancel === undefined) {
    throw new Fault({ code: 'INVALID_REQUEST', sentences: [sentence('not-cancelable')] });
  }
  appliance.allow(cancel);
  const found = await idToCancel(appliance, target);
  if ('none' in found) return found.none;
  const { id } = found;
  const parameters = id === undefined ? {} : { id };
  const cancelled: JobTarget = id === undefined ? target : { kind: 'backup', id };
  const answer = await appliance.call(cancel, { parameters, noneIsAnAnswer: !isGiven });
  const reading = await readJob(appliance, cancelled).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    throw error.precededBy(sentence('canceled-but'));
  });
  return withMessages(reading, answer.found ? answer.payload : undefined);
}
