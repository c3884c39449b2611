import { type ApplianceIdentity, Fault } from '../appliance/faults/fault';
import type { Answer } from '../appliance/operations/answer';
import { isRecord } from '../messages/record';
import { redactText } from '../messages/redaction';
import { asSentence, errorText, messageTexts } from '../messages/text';

export type JobKind = 'reconciliation' | 'backup' | 'restore';

export type JobState = 'running' | 'succeeded' | 'failed' | 'none' | 'not-found' | 'lost';

/** A job in one shape for every kind: what a flow finds in `msg.job`. */
export interface Job {
  kind: JobKind;
  appliance: ApplianceIdentity;
  state: JobState;
  /** One sentence that a person can be sent. */
  text: string;
  /** What the appliance says of it, as plain text, in its order. */
  messages: string[];
  /** The HTTP status of the answer. */
  statusCode: number;
  /** The appliance's own word. */
  status?: string;
  /** 0 to 100. */
  progress?: number;
  /** ISO 8601. */
  startTime?: string;
  /** ISO 8601. */
  endTime?: string;
  /** Seconds. */
  duration?: number;
  /** Why it failed. */
  error?: string;
  /** What the appliance calls the job; only backups have ids. */
  id?: string;
  /** True once it has made no progress for as long as the flow bears. */
  stalled?: boolean;
  /** Why a monitor wants attention. */
  reason?: AttentionReason;
  /** Of a backup. */
  details?: BackupDetails;
}

export type AttentionReason = 'overdue' | 'missed' | 'lost';

/** What is known of a backup beyond its state. */
export interface BackupDetails {
  /** Bytes that were transferred. */
  size?: number;
  /** The URL of the folder it went to. */
  location?: string;
  type?: 'SCHEDULED' | 'MANUAL' | (string & {});
  build?: unknown;
  /** Who started it; none where the schedule did. */
  user?: string;
}

/** A job with the appliance's answer as it came. */
export interface Look {
  job: Job;
  payload: unknown;
}

/**
 * Three enumerations of the specification have one idea: the reconciliation's `RUNNING`, the backup
 * and restore job's `INPROGRESS`, the tasks' `PENDING`, `RUNNING`, `BLOCKED`.
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

/** The output (from 0) by which a job's state leaves a node. */
export const outputOfState: Readonly<Record<JobState, number>> = {
  running: 0,
  succeeded: 1,
  failed: 2,
  none: 3,
  'not-found': 3,
  lost: 3,
};

/** @returns whether there was no job to be seen. */
export function isNone({ state }: Pick<Job, 'state'>): boolean {
  return outputOfState[state] === outputOfState.none;
}

/** A percentage, or, of a task, how much of what there is to do is done. */
function progressOf(value: unknown): number | undefined {
  if (isRecord(value)) {
    const { completed, total } = value;
    if (typeof completed !== 'number' || typeof total !== 'number' || total <= 0) return undefined;
    return progressOf((completed / total) * 100);
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) return undefined;
  return Math.round(Math.min(100, Math.max(0, number)));
}

/** Times come with and without milliseconds; one without a zone is UTC, as all others are. */
export function timeOf(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const zoned = /([zZ]|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`;
  const time = new Date(zoned);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** 1006 → "16 min 46 s". */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const parts: [number, string][] = [
    [Math.floor(whole / 3600), 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ];
  const told = parts.filter(([count]) => count > 0).slice(0, 2);
  return told.length > 0 ? told.map(([count, unit]) => `${count} ${unit}`).join(' ') : '0 s';
}

/** @returns one sentence about a job that a person can be sent. */
export function textOf(job: Omit<Job, 'text'>): string {
  const subject = `The ${job.kind} of ${job.appliance.name}`;
  const latest = job.messages.at(-1);
  switch (job.state) {
    case 'running': {
      const progress = job.progress === undefined ? '' : `, ${job.progress} % done`;
      return `${subject} is running${progress}${latest ? `: ${asSentence(latest)}` : '.'}`;
    }
    case 'succeeded':
      return `${subject} succeeded${
        job.duration === undefined ? '' : ` after ${durationText(job.duration)}`
      }.`;
    case 'failed':
      return `${subject} failed${job.error ? `: ${asSentence(job.error)}` : ', for no reason given.'}`;
    case 'lost':
      return `${subject} is no longer there: how it ended is not known.`;
    default:
      // What an appliance that was never restored is reported to answer; it may also be in trouble.
      return job.statusCode === 500
        ? `${job.appliance.name} has no ${job.kind} job, or cannot tell: it answered with HTTP 500.`
        : `${job.appliance.name} has no ${job.kind} job.`;
  }
}

function statusOf(payload: Record<string, unknown>): string {
  const status = payload.status ?? payload.state;
  return typeof status === 'string' ? status : '';
}

/** The reason, where the answer has one: in `error`, or, legally absent there, in `messages`. */
function reasonOf(error: unknown, messages: string[]): string | undefined {
  return errorText(error) ?? (messages.length > 0 ? messages.join(' ') : undefined);
}

function withTimes(
  start: Date | undefined,
  end: Date | undefined,
): Pick<Job, 'startTime' | 'endTime' | 'duration'> {
  const duration = start && end ? (end.getTime() - start.getTime()) / 1000 : -1;
  return {
    ...(start ? { startTime: start.toISOString() } : {}),
    ...(end ? { endTime: end.toISOString() } : {}),
    ...(duration >= 0 ? { duration } : {}),
  };
}

/**
 * @param answer the appliance's answer to a question for one job.
 * @returns the job in one shape.
 * @throws Fault INVALID_RESPONSE where there is no status, UNKNOWN_STATUS for a word that nobody
 *   has documented (vAPI enumerations are open, so one may come).
 */
export function summarise(kind: JobKind, appliance: ApplianceIdentity, answer: Answer): Job {
  const { payload, statusCode, found, operation, requestId } = answer;
  const details = { appliance: { ...appliance }, statusCode };
  if (!found) {
    const none = { kind, ...details, state: 'not-found' as const, messages: [] };
    return { ...none, text: textOf(none) };
  }
  const body = isRecord(payload) ? payload : {};
  const status = statusOf(body);
  if (status === '') {
    const text = `${appliance.name} answered without a status: is this the appliance?`;
    throw new Fault({ code: 'INVALID_RESPONSE', text, operation, requestId, ...details });
  }
  const state = stateOfStatus.get(status);
  if (state === undefined) {
    const text = `${appliance.name} gave the job a status that is not known here: "${redactText(status).slice(0, 40)}".`;
    throw new Fault({ code: 'UNKNOWN_STATUS', text, operation, requestId, ...details });
  }
  const messages = messageTexts(body.messages).map(redactText);
  const progress = progressOf(body.progress);
  const reason = state === 'failed' ? reasonOf(body.error, messages) : undefined;
  const job: Omit<Job, 'text'> = {
    kind,
    ...details,
    state,
    messages,
    status,
    ...(progress === undefined ? {} : { progress }),
    ...withTimes(timeOf(body.start_time), timeOf(body.end_time)),
    ...(reason === undefined ? {} : { error: redactText(reason) }),
    ...(typeof body.id === 'string' ? { id: body.id } : {}),
  };
  return { ...job, text: textOf(job) };
}
