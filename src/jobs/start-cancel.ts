/** What changes a job: starting one, and cancelling one. */
import type { Answer, Appliance } from '../appliance/client';
import { Fault } from '../appliance/faults/fault';
import type { GivenParameters } from '../appliance/operations/check-parameters';
import { operations } from '../appliance/operations/recovery-operations';
import { isRecord } from '../messages/record';
import { redactText } from '../messages/redaction';
import { messageTexts } from '../messages/text';
import { type JobKind, type Look, summarise } from './job';
import { type Kind, kinds } from './kinds';
import { type JobTarget, lookAt } from './look';

/** What a flow wants started. */
export interface StartWish {
  kind: JobKind;
  /** Whether a backup is to be the one that the appliance's schedule describes. */
  bySchedule: boolean;
  /** For the operation that starts it. */
  parameters: GivenParameters;
}

/** What vCenter's own management interface calls the one schedule that it makes. */
const usualSchedule = 'default';

/** An appliance has one schedule at most; should it have more, only a usual name says which. */
async function scheduleOf(appliance: Appliance): Promise<string> {
  const { payload } = await appliance.call(operations['backup.schedules.list']);
  const names = isRecord(payload) ? Object.keys(payload) : [];
  const [first] = names;
  const { name } = appliance.identity;
  const wrong = { operation: 'backup.schedules.list', appliance: { ...appliance.identity } };
  if (first === undefined) {
    const text = `${name} has no backup schedule: make one, or start a backup by a specification.`;
    throw new Fault({ code: 'NOT_FOUND', text, ...wrong });
  }
  if (names.length === 1) return first;
  if (names.includes(usualSchedule)) return usualSchedule;
  const text = `${name} has several backup schedules: run one by the operation backup.schedules.run.`;
  throw new Fault({ code: 'INVALID_REQUEST', text, ...wrong });
}

async function sent(appliance: Appliance, wish: StartWish): Promise<Answer> {
  const { kind, bySchedule, parameters } = wish;
  if (kind !== 'backup' || !bySchedule) return appliance.call(kinds[kind].create, { parameters });
  const run = operations['backup.schedules.run'];
  appliance.allow(run);
  const schedule = await scheduleOf(appliance);
  return appliance.call(run, { parameters: { schedule } });
}

/**
 * Starts a job.
 *
 * @returns the job as the appliance answered it.
 * @throws Fault REFUSED where it may not start now, with the appliance's own word in `errorType`.
 */
export async function startJob(appliance: Appliance, wish: StartWish): Promise<Look> {
  const answer = await sent(appliance, wish);
  try {
    const job = summarise(wish.kind, appliance.identity, answer);
    return { job, payload: answer.payload };
  } catch (error) {
    // It was accepted, in words that nobody knows: it may well have begun.
    throw error instanceof Fault ? error.withUnknownOutcome() : error;
  }
}

/** The job that a target means now, or the look that says that there is none. */
async function idOf(
  appliance: Appliance,
  target: JobTarget,
): Promise<{ id?: string } | { none: Look }> {
  if (target.kind !== 'backup') return {};
  if ('id' in target) return { id: target.id };
  const latest = await lookAt(appliance, target);
  return latest.job.id === undefined ? { none: latest } : { id: latest.job.id };
}

/** What the appliance said of the cancelling comes before what it says of the job. */
function withMessages({ job, payload }: Look, result: unknown): Look {
  const said = messageTexts(isRecord(result) ? result.messages : undefined).map(redactText);
  return { job: { ...job, messages: [...said, ...job.messages] }, payload };
}

/**
 * Cancels a job and looks at it once.
 *
 * @param isGiven whether the flow named this very job: then it has to be there.
 * @throws Fault NOT_FOUND for a job that the flow named and that is not there; OPERATION_FAILED
 *   where the appliance answers that it could not.
 */
export async function cancelJob(
  appliance: Appliance,
  target: JobTarget,
  isGiven: boolean,
): Promise<Look> {
  const { cancel }: Kind = kinds[target.kind];
  if (cancel === undefined) {
    const text = `The API has no operation that cancels a ${target.kind}.`;
    throw new Fault({ code: 'INVALID_REQUEST', text });
  }
  appliance.allow(cancel);
  const which = await idOf(appliance, target);
  if ('none' in which) return which.none;
  const parameters = which.id === undefined ? {} : { id: which.id };
  const found: JobTarget = which.id === undefined ? target : { kind: 'backup', id: which.id };
  const answer = await appliance.call(cancel, { parameters, noneIsAnAnswer: !isGiven });
  const look = await lookAt(appliance, found).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    throw error.with({ text: `The cancelling was accepted, but then: ${error.message}` });
  });
  return withMessages(look, answer.found ? answer.payload : undefined);
}
