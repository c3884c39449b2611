/**
 * The only place where a failure below HTTP becomes a fault: name resolution, connection, TLS,
 * timeout.
 */
import { type KeyWith, type Sentence, sentence } from '../../messages/sentence';
import type { Failure } from './failure';
import { Fault, plainCause, type RequestDescription } from './fault';
import type { FaultCode } from './fault-codes';

/** What the sentence of a failure has put in. */
type Placeholder = 'appliance' | 'reason';

/** The code of the fault, and its sentence. */
type FailureMeaning = [FaultCode, KeyWith<Placeholder>];

const brokenOff: FailureMeaning = ['UNREACHABLE', 'connection-closed'];
const noRoute: FailureMeaning = ['UNREACHABLE', 'no-route'];
const notTls: FailureMeaning = ['UNREACHABLE', 'no-tls'];

/** By the code of the failure: Node's system errors, OpenSSL's verification errors, our own. */
const meanings: Readonly<Record<string, FailureMeaning>> = {
  ENOTFOUND: ['UNREACHABLE', 'name-unknown'],
  EAI_AGAIN: ['UNREACHABLE', 'dns-silent'],
  ECONNREFUSED: ['UNREACHABLE', 'connection-refused'],
  ECONNRESET: brokenOff,
  EPIPE: brokenOff,
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  EADDRNOTAVAIL: noRoute,
  ETIMEDOUT: ['TIMED_OUT', 'not-accepted'],
  TIMED_OUT: ['TIMED_OUT', 'timed-out'],
  FINGERPRINT_MISMATCH: ['TLS_UNTRUSTED', 'not-pinned'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['TLS_UNTRUSTED', 'other-name'],
  CERT_HAS_EXPIRED: ['TLS_UNTRUSTED', 'expired'],
  CERT_NOT_YET_VALID: ['TLS_UNTRUSTED', 'not-valid-yet'],
  // From a server that speaks HTTP, or another protocol, on that port.
  ERR_SSL_WRONG_VERSION_NUMBER: notTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: notTls,
  PROXY_REFUSED: ['UNREACHABLE', 'proxy-failed'],
  TOO_LARGE: ['INVALID_RESPONSE', 'too-long'],
  CLOSED: ['UNREACHABLE', 'redeployed'],
};

/** Families of codes, for codes without a sentence of their own. */
const families: ReadonlyArray<[RegExp, FailureMeaning]> = [
  // What Node refuses before it opens a connection.
  [/^ERR_(OUT_OF_RANGE|INVALID_ARG|INVALID_CHAR)/, ['NOT_CONFIGURED', 'cannot-connect']],
  [/^(EPROTO|ERR_SSL_)/, ['UNREACHABLE', 'tls-failed']],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_|CRL|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH/,
    ['TLS_UNTRUSTED', 'untrusted'],
  ],
  [/^HPE_/, ['INVALID_RESPONSE', 'no-http']],
];

/**
 * @returns the fault for a failure below HTTP. The outcome of a change that had been sent is unknown.
 */
export function failureToFault(
  error: Failure,
  { subject, operation, requestId, changes }: RequestDescription,
): Fault {
  const code = String(error.code ?? '');
  const [faultCode, key] = meanings[code] ??
    families.find(([family]) => family.test(code))?.[1] ?? ['UNREACHABLE', 'unreachable'];
  const cause = plainCause(error);
  const reason = error.reason ?? (cause.message || code || sentence('no-reason'));
  const values: Record<Placeholder, Sentence | string> = { appliance: subject, reason };
  const fault = new Fault({
    code: faultCode,
    sentences: [{ key, values }],
    operation,
    requestId,
    cause,
  });
  return changes && error.sent === true ? fault.withUnknownOutcome() : fault;
}
