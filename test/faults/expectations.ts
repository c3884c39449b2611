/** What a flow has to see of a fault: the tables of the design, and what follows from them. */
import type { FaultCode } from '../../src/appliance/faults/fault-codes';

/** How an appliance is asked: for the first time, or over a connection and in a session it has. */
export type Connection = 'kept' | 'fresh';

export const connections: readonly Connection[] = ['kept', 'fresh'];

/** What a row of the matrix says of its fault. What is not given follows from the code. */
export interface Expected {
  code: FaultCode;
  retryable?: boolean;
  /** Whether it passes by itself, so that waits and monitors go on. */
  isOutage?: boolean;
  /** Whether a change may have been made, as its answer is lost. */
  isLost?: boolean;
  /** Seconds that a request takes until it fails; 0 if not given. */
  seconds?: number;
  /** How often a read is sent. */
  tries?: number;
  /** How often a sign-in is sent, if more than once. */
  signInTries?: number;
  /** The shortest pause between tries, in seconds. */
  pause?: number;
  /** Seconds, as the appliance has said. */
  retryAfter?: number;
}

/** What the flow has to see of one cell. Without a code, what it sees of an appliance without fault. */
export interface ExpectedSight {
  /** The output by which a message leaves, `catch`, or `nothing`. */
  port: string;
  code?: FaultCode | undefined;
  retryable?: boolean | undefined;
  outcome?: 'unknown' | undefined;
  /** Where it has to be a certain one. */
  retryAfter?: number;
  /** The last badge. */
  badge: string;
  /** A badge that has to be shown before. */
  badgeBefore?: string;
  /** How many warnings and errors are logged, from and to. */
  logLines: number | readonly [number, number];
  /** The most requests. */
  requests: number;
  /** The most requests that change something. */
  changes: number;
  /** The most seconds from the message to its end. */
  seconds: number;
  /** Which of its parallel requests meet the fault is chance: port, badge and log are not compared. */
  isChance?: boolean;
}

interface Meaning {
  /** On the badge. */
  word: string;
  outage: 'never' | 'always' | 'after a good answer';
  verdict: 'critical' | 'unknown';
  retryable?: true;
  tries?: number;
}

/** Design 2.6, 2.7, and 4 (outages, retries); the verdict is that of the check `reach`. */
export const meanings: Readonly<Record<FaultCode, Meaning>> = {
  NOT_CONFIGURED: { word: 'not-configured', outage: 'never', verdict: 'unknown' },
  UNREACHABLE: {
    ...{ word: 'unreachable', outage: 'always', verdict: 'critical', retryable: true, tries: 3 },
  },
  TIMED_OUT: {
    ...{ word: 'timed-out', outage: 'always', verdict: 'critical', retryable: true, tries: 3 },
  },
  TLS_UNTRUSTED: { word: 'tls-untrusted', outage: 'never', verdict: 'unknown' },
  AUTHENTICATION_FAILED: {
    ...{ word: 'authentication-failed', outage: 'after a good answer', verdict: 'unknown' },
  },
  NOT_AUTHORIZED: { word: 'not-authorized', outage: 'never', verdict: 'unknown' },
  SESSION_LIMIT: { word: 'session-limit', outage: 'always', verdict: 'critical', retryable: true },
  UNAVAILABLE: {
    ...{ word: 'unavailable', outage: 'always', verdict: 'critical', retryable: true, tries: 3 },
  },
  API_NOT_FOUND: { word: 'api-not-found', outage: 'always', verdict: 'critical' },
  NOT_FOUND: { word: 'not-found-id', outage: 'never', verdict: 'critical' },
  REFUSED: { word: 'refused', outage: 'never', verdict: 'critical' },
  OPERATION_FAILED: { word: 'operation-failed', outage: 'never', verdict: 'critical' },
  INVALID_REQUEST: { word: 'invalid-request', outage: 'never', verdict: 'critical' },
  APPLIANCE_ERROR: { word: 'appliance-error', outage: 'never', verdict: 'critical' },
  INVALID_RESPONSE: {
    ...{ word: 'invalid-response', outage: 'after a good answer', verdict: 'critical' },
  },
  UNKNOWN_STATUS: { word: 'unknown-status', outage: 'never', verdict: 'critical' },
  READ_ONLY: { word: 'read-only', outage: 'never', verdict: 'critical' },
  WAIT_TIMED_OUT: { word: 'wait-timed-out', outage: 'never', verdict: 'critical' },
};

/** The longest back-off between tries: design 4, "Retries". */
const longestBackOff = 1;

/** A fault, as a message meets it. */
export interface Meeting {
  expected: Expected;
  connection: Connection;
  /** Whether the sign-in meets it as well, so that no other request is sent. */
  atSignIn: boolean;
  /** Whether connections that were open are broken. */
  breaks: boolean;
}

export function isOutage({ expected: { code, isOutage: given }, connection }: Meeting): boolean {
  const { outage } = meanings[code];
  return (
    given ?? (outage === 'always' || (outage === 'after a good answer' && connection === 'kept'))
  );
}

/** How often a single read is sent until it has failed. */
export function triesOf({ expected, atSignIn }: Meeting): number {
  if (atSignIn) return expected.signInTries ?? 1;
  return expected.tries ?? meanings[expected.code].tries ?? 1;
}

/** How a message fails at Catch because of one read. */
export function failedRead(meeting: Meeting): ExpectedSight {
  const { expected, atSignIn, connection, breaks } = meeting;
  const { code, seconds = 0, pause = 0 } = expected;
  const tries = triesOf(meeting);
  const signIn = connection === 'fresh' && !atSignIn ? 1 : 0;
  // The first of them may be sent on a connection that is dead, and does not count as a try.
  const stale = (breaks || code === 'UNREACHABLE') && !atSignIn ? 1 : 0;
  return {
    ...{ port: 'catch', code, retryable: expected.retryable ?? meanings[code].retryable ?? false },
    ...{ badge: `red ring ${meanings[code].word}`, logLines: 0, changes: 0 },
    ...(expected.retryAfter === undefined ? {} : { retryAfter: expected.retryAfter }),
    requests: signIn + stale + tries,
    seconds: tries * seconds + (tries - 1) * Math.max(longestBackOff, pause) + 0.5,
  };
}
