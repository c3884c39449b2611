/** The only place where an appliance's answer becomes a job. */
import { type ApplianceIdentity, Fault } from '../../appliance/faults/fault';
import type { Answer } from '../../appliance/operations/answer';
import { isRecord } from '../../messages/record';
import { redactText } from '../../messages/redaction';
import { sentence } from '../../messages/sentence';
import { errorMessages, errorText, messageTexts } from '../../messages/text';
import { type JobFacts, type JobKind, type JobState, numberOf, timeOf, wholeNumberOf } from './job';
import { causeOf } from './known-causes';
import { warningsIn } from './warnings';

/**
 * Three enumerations of the specification express the same: the reconciliation's `RUNNING`, the
 * backup and restore job's `INPROGRESS`, and the `PENDING`, `RUNNING`, `BLOCKED` of tasks.
 */
const stateOfStatus: ReadonlyMap<string, JobState> = new Map([
  ['RUNNING', 'running'],
  ['INPROGRESS', 'running'],
  ['PENDING', 'running'],
  ['BLOCKED', 'running'],
  ['SUCCEEDED', 'succeeded'],
  ['FAILED', 'failed'],
  ['NONE', 'none'],
]);

/** A percentage; a task has `completed` and `total` instead. */
function progressOf(value: unknown): number | undefined {
  if (isRecord(value)) {
    const { completed, total } = value;
    if (typeof completed !== 'number' || typeof total !== 'number' || total <= 0) return undefined;
    return progressOf((completed / total) * 100);
  }
  const number = numberOf(value);
  return number === undefined ? undefined : Math.round(Math.min(100, Math.max(0, number)));
}

function statusOf(payload: Record<string, unknown>): string {
  const status = payload.status ?? payload.state;
  return typeof status === 'string' ? status : '';
}

/** Why a job failed. It is valid for `error` to be missing: the reason is then in `messages`. */
function reasonOf(error: unknown, messages: string[]): string | undefined {
  return errorText(error) ?? (messages.length > 0 ? messages.join(' ') : undefined);
}

/** All that may say why a job failed: messages as they came, or texts. */
export function failureMessages({ error, messages }: Record<string, unknown>): unknown[] {
  return [...errorMessages(error), ...(Array.isArray(messages) ? messages : [])];
}

/** The details of a backup have a duration, also while it is running; of others the times tell it. */
function withTimes(
  body: Record<string, unknown>,
): Pick<JobFacts, 'startTime' | 'endTime' | 'duration'> {
  const start = timeOf(body.start_time);
  const end = timeOf(body.end_time);
  const between = start && end ? (end.getTime() - start.getTime()) / 1000 : -1;
  const duration = wholeNumberOf(body.duration) ?? between;
  return {
    ...(start ? { startTime: start.toISOString() } : {}),
    ...(end ? { endTime: end.toISOString() } : {}),
    ...(duration >= 0 ? { duration } : {}),
  };
}

/**
 * @returns the state in the body of a job, and its progress in percent; undefined for a status that
 *   is missing or not known.
 */
export function stateIn(
  payload: Record<string, unknown>,
): Pick<JobFacts, 'state' | 'progress'> | undefined {
  const state = stateOfStatus.get(statusOf(payload));
  if (state === undefined) return undefined;
  const progress = progressOf(payload.progress);
  return progress === undefined ? { state } : { state, progress };
}

/**
 * @param answer to an operation that returns a single job.
 * @returns the job in the common shape, without its text.
 * @throws Fault INVALID_RESPONSE where there is no status; UNKNOWN_STATUS for an undocumented status
 *   (vAPI may add values to its enumerations).
 */
export function answerToJob(kind: JobKind, appliance: ApplianceIdentity, answer: Answer): JobFacts {
  const { payload, statusCode, found, operation, requestId } = answer;
  const details = { appliance: { ...appliance }, statusCode };
  if (!found) {
    return { kind, ...details, state: 'not-found', messages: [] };
  }
  const body = isRecord(payload) ? payload : {};
  const status = statusOf(body);
  if (status === '') {
    const sentences = [
      sentence('unexpected-answer', { appliance: appliance.name }),
      sentence('answer-without-status'),
    ];
    throw new Fault({ code: 'INVALID_RESPONSE', sentences, operation, requestId, ...details });
  }
  const state = stateOfStatus.get(status);
  if (state === undefined) {
    const shown = redactText(status).slice(0, 40);
    const sentences = [sentence('unknown-status', { appliance: appliance.name, status: shown })];
    throw new Fault({ code: 'UNKNOWN_STATUS', sentences, operation, requestId, ...details });
  }
  const messages = messageTexts(body.messages).map(redactText);
  const given = state === 'succeeded' ? warningsIn(body.messages) : [];
  const warnings = messageTexts(given).map(redactText);
  // What is known are causes of failed backups.
  const signs = state === 'failed' ? failureMessages(body) : given;
  const cause = kind === 'backup' ? causeOf(signs) : undefined;
  const progress = progressOf(body.progress);
  const reason = state === 'failed' ? reasonOf(body.error, messages) : undefined;
  return {
    kind,
    ...details,
    state,
    messages,
    status,
    ...(progress === undefined ? {} : { progress }),
    ...withTimes(body),
    ...(reason === undefined ? {} : { error: redactText(reason) }),
    ...(typeof body.id === 'string' ? { id: body.id } : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
    ...(cause === undefined ? {} : { cause }),
  };
}
