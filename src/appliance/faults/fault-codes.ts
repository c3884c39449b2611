import { type KeyWith, type Sentence, sentence } from '../../messages/sentence';

/**
 * What can go wrong, as a flow sees it, and what each code means: one row per code. The codes are
 * part of the public interface.
 */

/** When a fault may be an outage, that is, may pass by itself as the appliance's services return. */
type OutageRule =
  | 'never'
  | 'always'
  /** Only once the appliance has answered well: before that, it means wrong settings. */
  | 'after a good answer'
  /** Only where the appliance answered with HTTP 500. */
  | 'with status 500';

interface FaultMeaning {
  /** Whether the fault is shown as the appliance's health, or concerns a single request only. */
  concerns: 'appliance' | 'request';
  outage: OutageRule;
  /** Whether the same request may well succeed later, with nothing changed. */
  retryable?: true;
  /** Whether a read is repeated at once; not where a pause of seconds cannot help. */
  repeatRead?: 'always' | 'after a broken connection';
  /** Whether nothing was answered, so that the whole appliance may be away. */
  unanswered?: true;
  /** Whether any other request, sent in place of this one, would have met it as well. */
  shared?: true;
  /** Whether only a user who is signed in can get it. */
  signedIn?: true;
  /** The sentence for a person, where it needs nothing but the name of the appliance. */
  sentence?: KeyWith<'appliance'>;
}

// An appliance that restarts its services shows every outage below (docs/waiting.md).
const meanings = {
  NOT_CONFIGURED: { concerns: 'appliance', outage: 'never' },
  UNREACHABLE: {
    concerns: 'appliance',
    outage: 'always',
    retryable: true,
    repeatRead: 'after a broken connection',
    unanswered: true,
    shared: true,
  },
  TIMED_OUT: {
    concerns: 'appliance',
    outage: 'always',
    retryable: true,
    repeatRead: 'always',
    unanswered: true,
    shared: true,
  },
  TLS_UNTRUSTED: { concerns: 'appliance', outage: 'never', shared: true },
  AUTHENTICATION_FAILED: {
    concerns: 'appliance',
    outage: 'after a good answer',
    sentence: 'sign-in-refused',
  },
  NOT_AUTHORIZED: {
    concerns: 'request',
    outage: 'never',
    signedIn: true,
    sentence: 'not-authorized',
  },
  SESSION_LIMIT: {
    concerns: 'appliance',
    outage: 'always',
    retryable: true,
    sentence: 'session-limit',
  },
  UNAVAILABLE: {
    concerns: 'appliance',
    outage: 'always',
    retryable: true,
    repeatRead: 'always',
    shared: true,
    sentence: 'unavailable',
  },
  API_NOT_FOUND: {
    concerns: 'appliance',
    outage: 'always',
    sentence: 'api-not-found',
  },
  NOT_FOUND: {
    concerns: 'request',
    outage: 'never',
    signedIn: true,
    sentence: 'not-found',
  },
  REFUSED: {
    concerns: 'request',
    outage: 'never',
    signedIn: true,
    sentence: 'refused',
  },
  OPERATION_FAILED: {
    concerns: 'request',
    outage: 'never',
    sentence: 'operation-failed',
  },
  INVALID_REQUEST: {
    concerns: 'request',
    outage: 'never',
    signedIn: true,
    sentence: 'invalid-request',
  },
  APPLIANCE_ERROR: {
    concerns: 'appliance',
    outage: 'with status 500',
    sentence: 'appliance-error',
  },
  INVALID_RESPONSE: { concerns: 'appliance', outage: 'after a good answer' },
  UNKNOWN_STATUS: { concerns: 'appliance', outage: 'never' },
  READ_ONLY: {
    concerns: 'request',
    outage: 'never',
    sentence: 'read-only',
  },
  WAIT_TIMED_OUT: { concerns: 'request', outage: 'never' },
} as const satisfies Record<string, FaultMeaning>;

export type FaultCode = keyof typeof meanings;

export const faultCodes: Readonly<Record<FaultCode, FaultMeaning>> = meanings;

/**
 * @param subject the appliance, as a sentence names it.
 * @returns what a person reads of a fault with this code.
 */
export function sentenceOf(code: FaultCode, subject: string): Sentence {
  const key = faultCodes[code].sentence;
  return key === undefined
    ? sentence('other-fault', { appliance: subject, code })
    : { key, values: { appliance: subject } };
}
