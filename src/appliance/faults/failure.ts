import { type Sentence, textIn } from '../../messages/sentence';

/**
 * An error below HTTP that has a code, like Node's system errors. `failure-to-fault.ts` turns these
 * and Node's own into faults.
 */
export type FailureCode =
  | 'FINGERPRINT_MISMATCH'
  | 'PROXY_REFUSED'
  | 'TIMED_OUT'
  | 'TOO_LARGE'
  | 'CLOSED';

export interface Failure extends Error {
  code: string;
  /** What it is, in words of ours; Node's own have their message only. */
  reason?: Sentence;
  /** Whether there was a connection, so that the appliance may have received the request. */
  sent?: boolean;
  /**
   * Whether sending a read again is worth a try: it failed on a reused connection before any byte of
   * an answer, or its time passed while this process did not run.
   */
  stale?: boolean;
}

/** @param reason a string where no person reads it: where the sentence of the code says it all. */
export function failure(code: FailureCode, reason: Sentence | string): Failure {
  const error = new Error(textIn([reason]));
  return Object.assign(error, { code }, typeof reason === 'string' ? {} : { reason });
}

/** @returns whether an error is one of these or one of Node's, which have a code as well. */
export function isFailure(error: unknown): error is Failure {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
