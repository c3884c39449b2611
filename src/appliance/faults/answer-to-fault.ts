/**
 * The one place where an answer becomes a fault: an HTTP status with its body.
 */

import { redactText } from '../../messages/redaction';
import { asSentence, messageTexts } from '../../messages/text';
import { Fault } from './fault';
import { type FaultCode, sentenceOf } from './fault-codes';
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
  const error = readVapiError(body);
  const code = codeOf(status, error);
  const said = error?.messages.map(redactText) ?? [];
  const page = error === undefined ? excerpt(text) : '';
  const retryAfter = retryAfterSeconds(headers['retry-after']);
  const sentence =
    code === 'INVALID_RESPONSE'
      ? `${subject} answered with HTTP ${status}${status >= 300 && status < 400 ? ', a redirect, which is not followed' : ''}: is this the appliance?`
      : sentenceOf(code, subject);
  const fault = new Fault({
    code,
    text: [sentence, said[0] ? asSentence(said[0]) : page && `It said: "${page}".`]
      .filter(Boolean)
      .join(' '),
    operation,
    requestId,
    statusCode: status,
    messages: said,
    ...(error?.type === undefined ? {} : { errorType: error.type }),
    ...(error?.type !== undefined && passingTypes.has(error.type) ? { retryable: true } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    cause: { name: 'HTTPError', code: String(status), message: `HTTP ${status}` },
  });
  return change && mayHaveArrived(status, text) ? fault.withUnknownOutcome() : fault;
}

/**
 * @param change whether the request was to change something, which may then have been done.
 * @returns the fault of an answer with success that is not what it should be.
 */
export function invalidResponse(
  text: string,
  { subject, operation, requestId }: Asked,
  change: boolean,
): Fault {
  const fault = new Fault({
    code: 'INVALID_RESPONSE',
    text: `${subject} ${text}: is this the appliance?`,
    operation,
    requestId,
  });
  return change ? fault.withUnknownOutcome() : fault;
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
    text: [sentenceOf('OPERATION_FAILED', subject), ...said.map(asSentence)].join(' '),
    operation,
    requestId,
    statusCode,
    messages: said,
  });
}
