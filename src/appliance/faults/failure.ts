/**
 * An error below HTTP that has a code, like Node's system errors. `failure-to-fault.ts` turns these
 * and Node's own into faults.
 */
export type FailureCode =
  | 'FINGERPRINT_MISMATCH'
  | 'PROXY_UNREADABLE'
  | 'PROXY_REFUSED'
  | 'TIMED_OUT'
  | 'TOO_LARGE'
  | 'CLOSED';

export interface Failure extends Error {
  code: string;
  /** Whether there was a connection, so that the appliance may have received the request. */
  sent?: boolean;
  /** Whether it occurred on a reused connection, before any byte of an answer. */
  stale?: boolean;
}

export function failure(code: FailureCode, message: string): Failure {
  return Object.assign(new Error(message), { code });
}

/** @returns whether an error is one of these or one of Node's, which have a code as well. */
export function isFailure(error: unknown): error is Failure {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
