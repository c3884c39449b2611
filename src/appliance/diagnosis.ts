/**
 * The one place where what happened becomes a fault: an HTTP status with its body, or a failure
 * beneath HTTP.
 */

import { asSentence, messageTexts } from '../messages/text';
import type { Failure } from './failures';
import { Fault, type FaultCode, plainCause } from './faults';
import { redactText } from './redaction';
import { readVapiError, type VapiError } from './vapi-error';

/** The error types of the published specification, and what each means to a flow. */
const codeOfType: Readonly<Record<string, FaultCode>> = {
  ALREADY_EXISTS: 'REFUSED',
  ALREADY_IN_DESIRED_STATE: 'REFUSED',
  CANCELED: 'APPLIANCE_ERROR',
  CONCURRENT_CHANGE: 'REFUSED',
  ERROR: 'APPLIANCE_ERROR',
  FEATURE_IN_USE: 'REFUSED',
  INTERNAL_SERVER_ERROR: 'APPLIANCE_ERROR',
  INVALID_ARGUMENT: 'INVALID_REQUEST',
  INVALID_ELEMENT_CONFIGURATION: 'INVALID_REQUEST',
  INVALID_ELEMENT_TYPE: 'INVALID_REQUEST',
  INVALID_REQUEST: 'INVALID_REQUEST',
  NOT_ALLOWED_IN_CURRENT_STATE: 'REFUSED',
  NOT_FOUND: 'APPLIANCE_ERROR',
  OPERATION_NOT_FOUND: 'API_NOT_FOUND',
  RESOURCE_BUSY: 'REFUSED',
  RESOURCE_IN_USE: 'REFUSED',
  RESOURCE_INACCESSIBLE: 'REFUSED',
  SERVICE_UNAVAILABLE: 'UNAVAILABLE',
  TIMED_OUT: 'UNAVAILABLE',
  UNABLE_TO_ALLOCATE_RESOURCE: 'REFUSED',
  UNAUTHENTICATED: 'AUTHENTICATION_FAILED',
  UNAUTHORIZED: 'NOT_AUTHORIZED',
  UNEXPECTED_INPUT: 'INVALID_REQUEST',
  UNSUPPORTED: 'APPLIANCE_ERROR',
  UNVERIFIED_PEER: 'APPLIANCE_ERROR',
};

/** Types that mean "not now": the same request may pass later. */
const passingTypes: ReadonlySet<string> = new Set([
  'CONCURRENT_CHANGE',
  'FEATURE_IN_USE',
  'RESOURCE_BUSY',
  'RESOURCE_IN_USE',
  'UNABLE_TO_ALLOCATE_RESOURCE',
]);

/** Statuses that decide whatever the body says. */
const codeOfStatus: Readonly<Record<number, FaultCode>> = {
  401: 'AUTHENTICATION_FAILED',
  403: 'NOT_AUTHORIZED',
  404: 'API_NOT_FOUND',
  429: 'UNAVAILABLE',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'UNAVAILABLE',
};

/** The id with which a full house is told from services that are starting, both 503. */
const sessionLimitId = 'com.vmware.vapi.endpoint.failedToLoginMaxUserSessionCountReached';

/** Ids of the REST front end: it did not find the URL, so it says nothing of a job. */
const frontEndIds = 'com.vmware.vapi.rest.';

/** What a person reads; `subject` is the appliance. */
const textOfCode: Readonly<Partial<Record<FaultCode, (subject: string) => string>>> = {
  AUTHENTICATION_FAILED: (subject) => `${subject} refused the sign-in: check user and password.`,
  NOT_AUTHORIZED: (subject) =>
    `The user may not do this on ${subject}: reading needs the group SystemConfiguration.ReadOnly, changing SystemConfiguration.Administrators.`,
  SESSION_LIMIT: (subject) =>
    `${subject} allows this user no further session: others have to end or expire first.`,
  UNAVAILABLE: (subject) => `${subject} cannot answer now: its services may be starting.`,
  API_NOT_FOUND: (subject) =>
    `${subject} does not know this API: check host, port and connection, or wait until its services have started.`,
  NOT_FOUND: (subject) => `${subject} does not know what was asked for.`,
  REFUSED: (subject) => `${subject} refuses this in its present state.`,
  INVALID_REQUEST: (subject) => `${subject} found the request malformed.`,
  APPLIANCE_ERROR: (subject) => `${subject} reported an error.`,
};

/** @returns what a person reads of such a fault of this appliance. */
export function sentenceOf(code: FaultCode, subject: string): string {
  return textOfCode[code]?.(subject) ?? `${subject} reported ${code}.`;
}

/** What was asked, of whom; part of every fault. */
export interface Asked {
  /** How the appliance is called in a sentence. */
  subject: string;
  operation: string;
  requestId: string;
}

/** Longest text (characters) of a page that is no JSON, as shown in a fault. */
const excerptLength = 80;

/** The beginning of a body that is no JSON, without its markup. */
function excerpt(text: string): string {
  const words = text
    .slice(0, 2000)
    .replace(/<(script|style)\b.*?<\/\1>/gis, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  // First masked, then cut: half a URL would not be recognised.
  const told = redactText(words);
  return told.length > excerptLength ? `${told.slice(0, excerptLength - 1)}…` : told;
}

function codeOf(status: number, error: VapiError | undefined): FaultCode {
  if (status === 404 && error !== undefined) {
    const nothing = error.type === undefined || error.type === 'NOT_FOUND';
    const noUrl = error.ids.some((id) => id.startsWith(frontEndIds));
    return nothing && !noUrl ? 'NOT_FOUND' : 'API_NOT_FOUND';
  }
  if (error?.ids.includes(sessionLimitId)) return 'SESSION_LIMIT';
  return codeOfStatus[status] ?? codeOfType[error?.type ?? ''] ?? codeOfClass(status, error);
}

/** Without a type that is known, only the class of the status is left to tell. */
function codeOfClass(status: number, error: VapiError | undefined): FaultCode {
  return status >= 400 || error !== undefined ? 'APPLIANCE_ERROR' : 'INVALID_RESPONSE';
}

/** Seconds of a `Retry-After` header: a number, or a date (RFC 9110, 10.2.3). */
function retryAfterSeconds(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const seconds = /^\s*\d+\s*$/.test(value)
    ? Number(value)
    : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

/** Envoy stands before vCenter's services: it passed the request on, and then lost who had it. */
const lostBehindProxy = /reset reason: (?:connection termination|remote reset)/;

/** Whether a request may have reached the services although this answer is not theirs. */
function mayHaveArrived(status: number, text: string): boolean {
  // A gateway that got a bad answer or none (RFC 9110, 15.6.3 and 15.6.5).
  return status === 502 || status === 504 || (status === 503 && lostBehindProxy.test(text));
}

/** What is added where a change may have been made: a flow must not simply send it again. */
const outcomeUnknown = { outcome: 'unknown', retryable: false } as const;
const outcomeText = 'Whether the change was made is not known.';

/**
 * @param body the body as parsed JSON, undefined where it is none.
 * @param text the body as it came.
 * @param change whether the request was to change something.
 * @returns the fault that an answer with this status (not 2xx) means.
 */
export function faultOfAnswer(
  { status, headers, text }: { status: number; headers: Record<string, unknown>; text: string },
  body: unknown,
  { subject, operation, requestId }: Asked,
  change: boolean,
): Fault {
  const isUnknown = change && mayHaveArrived(status, text);
  const error = readVapiError(body);
  const code = codeOf(status, error);
  const said = error?.messages.map(redactText) ?? [];
  const page = error === undefined ? excerpt(text) : '';
  const retryAfter = retryAfterSeconds(headers['retry-after']);
  const sentence =
    code === 'INVALID_RESPONSE'
      ? `${subject} answered with HTTP ${status}${status >= 300 && status < 400 ? ', a redirect, which is not followed' : ''}: is this the appliance?`
      : (textOfCode[code]?.(subject) ?? `${subject} answered with HTTP ${status}.`);
  return new Fault({
    code,
    text: [
      sentence,
      said[0] ? asSentence(said[0]) : page && `It said: "${page}".`,
      isUnknown && outcomeText,
    ]
      .filter(Boolean)
      .join(' '),
    operation,
    requestId,
    statusCode: status,
    messages: said,
    ...(error?.type === undefined ? {} : { errorType: error.type }),
    ...(error?.type !== undefined && passingTypes.has(error.type) ? { retryable: true } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(isUnknown ? outcomeUnknown : {}),
    cause: { name: 'HTTPError', code: String(status), message: `HTTP ${status}` },
  });
}

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
  const isUnknown = change && error.sent === true;
  const text = sentence(subject, cause.message || code || 'no reason given');
  return new Fault({
    code: faultCode,
    text: isUnknown ? `${text} ${outcomeText}` : text,
    operation,
    requestId,
    cause,
    ...(isUnknown ? outcomeUnknown : {}),
  });
}

/** @returns the fault of an answer with success that is not what it should be. */
export function invalidResponse(text: string, { subject, operation, requestId }: Asked): Fault {
  return new Fault({
    code: 'INVALID_RESPONSE',
    text: `${subject} ${text}: is this the appliance?`,
    operation,
    requestId,
  });
}

/**
 * @param messages the localizable messages of a result that says FAIL, in an answer with success.
 * @returns the fault that it means.
 */
export function faultOfResult(
  statusCode: number,
  messages: unknown,
  { subject, operation, requestId }: Asked,
): Fault {
  const said = messageTexts(messages).map(redactText);
  return new Fault({
    code: 'OPERATION_FAILED',
    text: [`${subject} could not do it.`, ...said.map(asSentence)].join(' '),
    operation,
    requestId,
    statusCode,
    messages: said,
  });
}
