/**
 * The only place where a failure below HTTP becomes a fault: name resolution, connection, TLS,
 * timeout.
 */
import type { Failure } from './failure';
import { Fault, plainCause, type RequestDescription } from './fault';
import type { FaultCode } from './fault-codes';

/** The code of the fault, and its sentence. */
type FailureMeaning = [FaultCode, (subject: string, detail: string) => string];

const untrusted: FailureMeaning = [
  'TLS_UNTRUSTED',
  (subject, detail) =>
    `The certificate of ${subject} is not trusted (${detail}). Give its authority by a TLS configuration, or pin its SHA-256.`,
];
const unreachable: FailureMeaning = [
  'UNREACHABLE',
  (subject, detail) => `${subject} cannot be reached (${detail}).`,
];
const noRoute: FailureMeaning = [
  'UNREACHABLE',
  (subject) => `There is no network route to ${subject}.`,
];
const brokenOff: FailureMeaning = [
  'UNREACHABLE',
  (subject) => `${subject} broke the connection off: its services may be restarting.`,
];
const notTls: FailureMeaning = [
  'UNREACHABLE',
  (subject) => `${subject} does not speak TLS on that port: check host and port.`,
];

/** By the code of the failure: Node's system errors, OpenSSL's verification errors, our own. */
const meanings: Readonly<Record<string, FailureMeaning>> = {
  ENOTFOUND: ['UNREACHABLE', (subject) => `The name of ${subject} is not known to DNS.`],
  EAI_AGAIN: ['UNREACHABLE', (subject) => `DNS did not answer for ${subject}.`],
  ECONNREFUSED: [
    'UNREACHABLE',
    (subject) => `${subject} refused the connection: nothing listens on that port.`,
  ],
  ECONNRESET: brokenOff,
  EPIPE: brokenOff,
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  EADDRNOTAVAIL: noRoute,
  ETIMEDOUT: ['TIMED_OUT', (subject) => `${subject} did not accept the connection in time.`],
  TIMED_OUT: ['TIMED_OUT', (subject, detail) => `${subject} gave ${detail}.`],
  FINGERPRINT_MISMATCH: [
    'TLS_UNTRUSTED',
    (subject, detail) =>
      `${subject} shows a certificate that is not the pinned one: ${detail}. It was replaced, or this is not the appliance.`,
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'TLS_UNTRUSTED',
    (subject) => `The certificate of ${subject} is for another name.`,
  ],
  CERT_HAS_EXPIRED: ['TLS_UNTRUSTED', (subject) => `The certificate of ${subject} has expired.`],
  CERT_NOT_YET_VALID: [
    'TLS_UNTRUSTED',
    (subject) => `The certificate of ${subject} is not valid yet: check the clocks.`,
  ],
  // From a server that speaks HTTP, or another protocol, on that port.
  ERR_SSL_WRONG_VERSION_NUMBER: notTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: notTls,
  PROXY_REFUSED: ['UNREACHABLE', (subject, detail) => `No way to ${subject}: ${detail}.`],
  PROXY_UNREADABLE: ['NOT_CONFIGURED', (_subject, detail) => `${detail}.`],
  TOO_LARGE: ['INVALID_RESPONSE', (subject, detail) => `${subject} answered with ${detail}.`],
  CLOSED: [
    'UNREACHABLE',
    (subject) => `The settings of ${subject} were deployed anew or removed during the request.`,
  ],
};

/** Families of codes, for codes without a sentence of their own. */
const families: ReadonlyArray<[RegExp, FailureMeaning]> = [
  // What Node refuses before it opens a connection.
  [
    /^ERR_(OUT_OF_RANGE|INVALID_ARG|INVALID_CHAR)/,
    ['NOT_CONFIGURED', (subject, detail) => `${subject} cannot be connected: ${detail}.`],
  ],
  [
    /^(EPROTO|ERR_SSL_)/,
    [
      'UNREACHABLE',
      (subject) =>
        `No TLS connection could be made to ${subject}: it may want a client certificate.`,
    ],
  ],
  [/CERT|SELF_SIGNED|UNABLE_TO_|CRL|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH/, untrusted],
  [
    /^HPE_/,
    ['INVALID_RESPONSE', (subject, detail) => `${subject} does not speak HTTP (${detail}).`],
  ],
];

/**
 * @returns the fault for a failure below HTTP. The outcome of a change that had been sent is unknown.
 */
export function failureToFault(
  error: Failure,
  { subject, operation, requestId, changes }: RequestDescription,
): Fault {
  const code = String(error.code ?? '');
  const [faultCode, sentence] =
    meanings[code] ?? families.find(([family]) => family.test(code))?.[1] ?? unreachable;
  const cause = plainCause(error);
  const text = sentence(subject, cause.message || code || 'no reason given');
  const fault = new Fault({
    code: faultCode,
    text,
    operation,
    requestId,
    cause,
  });
  return changes && error.sent === true ? fault.withUnknownOutcome() : fault;
}
