/** The only place where an answer becomes a fault. */

import { redactText } from '../../messages/redaction';
import { type Sentence, sentence, type Text } from '../../messages/sentence';
import { asSentence, messageTexts } from '../../messages/text';
import { Fault, type RequestDescription } from './fault';
import { type FaultCode, sentenceOf } from './fault-codes';
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

/** That the answer is not one of an appliance. */
function strange({ subject, isStranger }: RequestDescription): Sentence {
  return sentence(isStranger ? 'stranger' : 'unexpected-answer', { appliance: subject });
}

/** What went wrong, without what the appliance itself says. */
function sentencesFor({ code, status, error }: ErrorAnswer, request: RequestDescription): Text {
  if (code === 'INVALID_RESPONSE') {
    const isRedirect = status >= 300 && status < 400;
    return [
      strange(request),
      sentence(isRedirect ? 'answer-redirect' : 'answer-status', { status }),
    ];
  }
  const usual = sentenceOf(code, request.subject);
  if (!request.isStranger || error !== undefined) return [usual];
  // A wrong password is still the first thing to check.
  return code === 'AUTHENTICATION_FAILED' ? [usual, strange(request)] : [strange(request)];
}

/** What the appliance itself says: its first message, or else the beginning of its page. */
function quoted({ error, text }: ErrorAnswer, [first]: readonly string[]): Text {
  if (first) return [asSentence(first)];
  const page = error === undefined ? excerpt(text) : '';
  return page === '' ? [] : [sentence('answer-page', { text: page })];
}

/** @returns the fault that an answer means. */
export function answerToFault(answer: ErrorAnswer, request: RequestDescription): Fault {
  const { code, status, headers, text, error, receivedAt } = answer;
  const { operation, requestId, changes } = request;
  const messages = error?.messages.map(redactText) ?? [];
  const retryAfter = retryAfterSeconds(headers['retry-after'], receivedAt);
  const fault = new Fault({
    code,
    sentences: [...sentencesFor(answer, request), ...quoted(answer, messages)],
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
 * @param flaw what is wrong with the answer.
 * @returns the fault for an answer with a status of success that is not what it should be. A change
 *   may have been made all the same.
 */
export function invalidResponse(flaw: Sentence, request: RequestDescription): Fault {
  const { operation, requestId, changes } = request;
  const sentences = [strange(request), flaw];
  const fault = new Fault({ code: 'INVALID_RESPONSE', sentences, operation, requestId });
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
  // One text, because each is cut: there may be any number of messages.
  const said = messages.map(asSentence).join(' ');
  return new Fault({
    code: 'OPERATION_FAILED',
    sentences: [sentenceOf('OPERATION_FAILED', subject), ...(said === '' ? [] : [said])],
    operation,
    requestId,
    statusCode,
    messages,
  });
}
