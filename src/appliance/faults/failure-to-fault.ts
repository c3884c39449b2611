/**
 * The one place where a failure beneath HTTP becomes a fault: no name, no connection, no trust, no
 * answer in time.
 */
import type { Asked } from './answer-to-fault';
import type { Failure } from './failure';
import { Fault, plainCause } from './fault';
import type { FaultCode } from './fault-codes';

type Diagnosis = [FaultCode, (subject: string, detail: string) => string];

const untrusted: Diagnosis = [
  'TLS_UNTRUSTED',
  (subject, detail) =>
    `The certificate of ${subject} is not trusted (${detail}). Give its authority by a TLS configuration, or pin its SHA-256.`,
];
const unreachable: Diagnosis = [
  'UNREACHABLE',
  (subject, detail) => `${subject} cannot be reached (${detail}).`,
];
const noRoute: Diagnosis = ['UNREACHABLE', (subject) => `There is no network route to ${subject}.`];
const brokenOff: Diagnosis = [
  'UNREACHABLE',
  (subject) => `${subject} broke the connection off: its services may be restarting.`,
];
const notTls: Diagnosis = [
  'UNREACHABLE',
  (subject) => `${subject} does not speak TLS on that port: check host and port.`,
];

/** Failures beneath HTTP by code: Node's system errors, OpenSSL's verdicts and our own. */
const diagnoses: Readonly<Record<string, Diagnosis>> = {
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
  // What an HTTP server, or any other, says in place of a handshake.
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

/** Families of codes, for those that are not worth a sentence of their own. */
const families: ReadonlyArray<[RegExp, Diagnosis]> = [
  // What Node refuses to send or to offer, before it opens anything.
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
 * @param change whether the request was to change something: if it was sent, how it ended is then
 *   not known.
 * @returns the fault that a failure beneath HTTP means.
 */
export function faultOfFailure(
  error: Failure,
  { subject, operation, requestId }: Asked,
  change: boolean,
): Fault {
  const code = String(error.code ?? '');
  const [faultCode, sentence] =
    diagnoses[code] ?? families.find(([family]) => family.test(code))?.[1] ?? unreachable;
  const cause = plainCause(error);
  const text = sentence(subject, cause.message || code || 'no reason given');
  const fault = new Fault({
    code: faultCode,
    text,
    operation,
    requestId,
    cause,
  });
  return change && error.sent === true ? fault.withUnknownOutcome() : fault;
}
