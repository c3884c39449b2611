/** The only place where an answer becomes a fault. */

import { redactText } from '../../messages/redaction';
import { asSentence, messageTexts } from '../../messages/text';
import { Fault, type RequestDescription } from './fault';
import { type FaultCode, sentenceOf, strangerSentence } from './fault-codes';
import type { VapiError } from './vapi-error';

/** Types that mean "not now": the same request may succeed later. */
const retryableTypes: ReadonlySet<string> = new Set([
  'CONCURRENT_CHANGE',
  'FEATURE_IN_USE',
  'RESOURCE_BUSY',
  'RESOURCE_IN_USE',
  'UNABLE_TO_ALLOCATE_RESOURCE',
]);

/** An answer that is not a success (its status is not 2xx). */
export interface ErrorAnswer {
  /** From `codeOfAnswer`. */
  code: FaultCode;
  status: number;
  headers: Readonly<Record<string, unknown>>;
  /** The body as it came, without secrets. */
  text: string;
  /** The body, where it is an error of vAPI. */
  error: VapiError | undefined;
  /** Epoch milliseconds. */
  receivedAt: number;
}

/** How much (characters) of a page that is not JSON a fault quotes. */
const excerptLength = 80;

/** The beginning of a body that is not JSON, without its markup. */
function excerpt(text: string): string {
  const words = text
    .slice(0, 2000)
    .replace(/<(script|style)\b.*?<\/\1>/gis, ' ')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  // Masked before it is truncated: half a URL would not be recognized.
  const masked = redactText(words);
  return masked.length > excerptLength ? `${masked.slice(0, excerptLength - 1)}…` : masked;
}

/** Seconds of a `Retry-After` header: a number, or a date (RFC 9110, 10.2.3). */
function retryAfterSeconds(value: unknown, receivedAt: number): number | undefined {
  if (typeof value !== 'string') return undefined;
  const seconds = /^\s*\d+\s*$/.test(value)
    ? Number(value)
    : (Date.parse(value) - receivedAt) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

/** Envoy, in front of vCenter's services, forwarded the request and then lost the connection. */
const lostBehindProxy = /reset reason: (?:connection termination|remote reset)/;

/** Whether a request may have reached the services although they did not send this answer. */
function mayHaveArrived(status: number, text: string): boolean {
  // 502, 504: a gateway that received an invalid answer or none (RFC 9110, 15.6.3 and 15.6.5).
  return status === 502 || status === 504 || (status === 503 && lostBehindProxy.test(text));
}

/** What went wrong, without what the appliance itself says. */
function sentenceFor(
  { code, status, error }: ErrorAnswer,
  { subject, isStranger }: RequestDescription,
): string {
  const redirect = status >= 300 && status < 400 ? ', a redirect, which is not followed' : '';
  const odd = code === 'INVALID_RESPONSE' ? `answered with HTTP ${status}${redirect}` : undefined;
  if (isStranger && error === undefined) {
    // A wrong password is still the first thing to check.
    const refused = code === 'AUTHENTICATION_FAILED' ? `${sentenceOf(code, subject)} ` : '';
    return `${refused}${strangerSentence(subject)}${odd === undefined ? '' : ` It ${odd}.`}`;
  }
  return odd === undefined
    ? sentenceOf(code, subject)
    : `${subject} ${odd}: is this the appliance?`;
}

/** @returns the fault that an answer means. */
export function answerToFault(answer: ErrorAnswer, request: RequestDescription): Fault {
  const { code, status, headers, text, error, receivedAt } = answer;
  const { operation, requestId, changes } = request;
  const messages = error?.messages.map(redactText) ?? [];
  const page = error === undefined ? excerpt(text) : '';
  const retryAfter = retryAfterSeconds(headers['retry-after'], receivedAt);
  const fault = new Fault({
    code,
    text: [
      sentenceFor(answer, request),
      messages[0] ? asSentence(messages[0]) : page && `It said: "${page}".`,
    ]
      .filter(Boolean)
      .join(' '),
    operation,
    requestId,
    statusCode: status,
    messages,
    ...(error?.type === undefined ? {} : { errorType: error.type }),
    ...(error?.type !== undefined && retryableTypes.has(error.type) ? { retryable: true } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    cause: { name: 'HTTPError', code: String(status), message: `HTTP ${status}` },
  });
  return changes && mayHaveArrived(status, text) ? fault.withUnknownOutcome() : fault;
}

/**
 * @param text follows the name of the appliance in the sentence.
 * @returns the fault for an answer with a status of success that is not what it should be. A change
 *   may have been made all the same.
 */
export function invalidResponse(
  text: string,
  { subject, operation, requestId, changes, isStranger }: RequestDescription,
): Fault {
  const sentence = isStranger
    ? `${strangerSentence(subject)} It ${text}.`
    : `${subject} ${text}: is this the appliance?`;
  const fault = new Fault({
    code: 'INVALID_RESPONSE',
    text: sentence,
    operation,
    requestId,
  });
  return changes ? fault.withUnknownOutcome() : fault;
}

/**
 * @param result the localizable messages of a result FAIL, which came with a status of success.
 * @returns the fault that it means.
 */
export function resultToFault(
  statusCode: number,
  result: unknown,
  { subject, operation, requestId }: RequestDescription,
): Fault {
  const messages = messageTexts(result).map(redactText);
  return new Fault({
    code: 'OPERATION_FAILED',
    text: [sentenceOf('OPERATION_FAILED', subject), ...messages.map(asSentence)].join(' '),
    operation,
    requestId,
    statusCode,
    messages,
  });
}
