/**
 * What goes wrong beneath HTTP, as an error with a code of its own, in the manner of Node's system
 * errors. `diagnosis.ts` makes faults of them, together with Node's.
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
  /** Whether a connection stood, so that the appliance may have got the request. */
  sent?: boolean;
  /** Whether it went over a connection kept from earlier, before any byte of an answer. */
  stale?: boolean;
}

export function failure(code: FailureCode, message: string): Failure {
  return Object.assign(new Error(message), { code });
}

/** @returns whether an error is one of these or of Node's: those have a code. */
export function isFailure(error: unknown): error is Failure {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
