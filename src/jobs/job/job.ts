/** A job in one shape for every kind. */
import type { ApplianceIdentity } from '../../appliance/faults/fault';
import type { Text } from '../../messages/sentence';
import { isMoment } from '../../messages/time-text';
import type { KnownCause } from './known-causes';

export type JobKind = 'reconciliation' | 'backup' | 'restore';

export type JobState = 'running' | 'succeeded' | 'failed' | 'none' | 'not-found' | 'lost';

/** What a flow finds in `msg.job`. */
export interface Job {
  kind: JobKind;
  appliance: ApplianceIdentity;
  state: JobState;
  /** One sentence for a person. */
  text: string;
  /** The appliance's messages as plain text, in order. */
  messages: string[];
  /** The HTTP status of the answer. */
  statusCode: number;
  /** The status as the appliance spells it. */
  status?: string;
  /** 0 to 100. */
  progress?: number;
  /** ISO 8601. */
  startTime?: string;
  /** ISO 8601. */
  endTime?: string;
  /** Seconds; of a backup that is running, so far. */
  duration?: number;
  /** Why it failed. */
  error?: string;
  /** The appliance's id of the job; only backups have one. */
  id?: string;
  /** True once it has made no progress for as long as the flow tolerates. */
  stalled?: boolean;
  /** Why a monitor sends it to the output for attention. */
  reason?: AttentionReason;
  /** For backups only. */
  details?: BackupDetails;
  /** The messages of a job that succeeded, as far as they are not known to be mere notices. */
  warnings?: string[];
  /** What to do, where the messages are signs of a known cause. */
  advice?: Advice;
}

/** What is known of a cause. */
export interface Advice {
  /** A word to check in a flow. Further ones may come. */
  cause: KnownCause;
  /** For a person. */
  text: string;
  /** An article on it. */
  link?: string;
}

export type AttentionReason = 'overdue' | 'missed' | 'lost';

/** What is known of a backup beyond its state. */
export interface BackupDetails {
  /** Bytes transferred; while it is running, so far. */
  size?: number;
  /** The URL of its folder. */
  location?: string;
  type?: 'SCHEDULED' | 'MANUAL' | (string & {});
  build?: unknown;
  /** Who started it; left out where the schedule did. */
  user?: string;
}

/** A job without its texts, which depend on who reads them. */
export type JobFacts = Omit<Job, 'text' | 'advice'> & { cause?: KnownCause };

/** A job as it was read, with the appliance's answer as it came. */
export interface JobReading {
  job: JobFacts;
  /** What its text says, where that is not in the facts. */
  sentences?: Text;
  payload: unknown;
}

/** The output (from 0) of a job node that a job is sent to, by its state. */
export const outputOfState: Readonly<Record<JobState, number>> = {
  running: 0,
  succeeded: 1,
  failed: 2,
  none: 3,
  'not-found': 3,
  lost: 3,
};

/** @returns whether the state means that there is no job. */
export function isNone({ state }: Pick<Job, 'state'>): boolean {
  return outputOfState[state] === outputOfState.none;
}

/** @param value a number of an answer; an integer of 64 bits may also come as text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && !Number.isNaN(number) ? number : undefined;
}

/** @param value a count of an answer, of bytes or seconds for example. */
export function wholeNumberOf(value: unknown): number | undefined {
  const number = numberOf(value);
  return number !== undefined && Number.isFinite(number) && number >= 0
    ? Math.round(number)
    : undefined;
}

/**
 * @param value a time of an answer, with or without milliseconds; UTC where it has no zone, as all
 *   other times of the API.
 */
export function timeOf(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const zoned = /([zZ]|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`;
  const time = new Date(zoned);
  return isMoment(time.getTime()) ? time : undefined;
}
