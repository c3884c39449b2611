/**
 * Reads what an appliance answered to an operation: once, and without deciding anything but what
 * kind of answer it is.
 */

import type { Clock } from '../../clock';
import { isRecord, stringOf } from '../../messages/record';
import { redactAnswer, withoutSecrets } from '../../messages/redaction';
import { sentence } from '../../messages/sentence';
import { answerToFault, invalidResponse, resultToFault } from '../faults/answer-to-fault';
import { codeOfAnswer } from '../faults/code-of-answer';
import type { Fault, RequestDescription } from '../faults/fault';
import type { FaultCode } from '../faults/fault-codes';
import { readVapiError, type VapiError } from '../faults/vapi-error';
import type { AnswerKind, Operation } from '../operations/operation';
import { isSessionOperation } from '../operations/tables/further-operations';
import type { Connection } from '../settings/connection';
import { limitNesting } from './limit-nesting';
import type { HttpResponse } from './send';

/** An answer with its body as text. */
export interface TextAnswer extends Omit<HttpResponse, 'chunks'> {
  text: string;
}

/** What has to be known of a request to read its answer. */
export interface AnswerContext {
  operation: Operation;
  connection: Connection;
  /** Whether "there is no such thing" is an answer to this request, not a fault. */
  noneIsAnAnswer: boolean;
  /** The secrets that the appliance may repeat, in every form. */
  secrets: readonly string[];
  /** For a fault. */
  request: RequestDescription;
  clock: Pick<Clock, 'wallNow'>;
}

export type AnswerReading = (
  | { kind: 'success'; payload: unknown }
  /** There is no such thing, and that is an answer. */
  | { kind: 'none'; payload: unknown }
  | { kind: 'fault'; fault: Fault }
) & {
  /** Whether an appliance answers so, and hardly anything else. */
  isOfAppliance: boolean;
};

/** What an answer of a kind has to be. Appliances differ in the types of single values. */
const hasShape: Readonly<Partial<Record<AnswerKind, (payload: unknown) => boolean>>> = {
  structure: isRecord,
  result: isRecord,
  map: isRecord,
  list: Array.isArray,
};

/** Parses JSON whatever its content type, also after a byte order mark. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined; // Not JSON: the status decides whether that is a fault.
  }
}

/**
 * @returns the body as a message can carry it: Node-RED can clone it, and it contains no password;
 *   undefined where it is not JSON.
 */
function safeBody(text: string, secrets: readonly string[]): unknown {
  const body = limitNesting(parse(text), text);
  // A URL with a password contains an at sign; an escape sequence may hide anything.
  const isSuspect = ['@', '\\', ...secrets].some((part) => text.includes(part));
  return isSuspect ? redactAnswer(body, secrets) : body;
}

/** `/rest` wraps its answers: `{"value": …}`. */
function unwrapped(body: unknown, connection: Connection): unknown {
  return connection !== 'api' && isRecord(body) && 'value' in body ? body.value : body;
}

/** `/rest` writes a map as a list of `{key, value}`; a flow gets the same for every connection. */
function mapOf(payload: unknown, connection: Connection): unknown {
  if (connection === 'api' || !Array.isArray(payload)) return payload;
  const entries: unknown[] = payload;
  return Object.fromEntries(
    entries.filter(isRecord).map(({ key, value }): [string, unknown] => [stringOf(key), value]),
  );
}

function payloadOf({ answer }: Operation, body: unknown, connection: Connection): unknown {
  if (answer === 'nothing') return null;
  const payload = unwrapped(body, connection);
  return answer === 'map' ? mapOf(payload, connection) : payload;
}

function readSuccess(
  { status, text }: TextAnswer,
  body: unknown,
  { operation, connection, request }: AnswerContext,
): AnswerReading {
  if (body === undefined && (text !== '' || operation.answer !== 'nothing')) {
    const flaw = sentence(text === '' ? 'answer-empty' : 'answer-not-json');
    const fault = invalidResponse(flaw, request);
    return { kind: 'fault', fault, isOfAppliance: false };
  }
  const payload = payloadOf(operation, body, connection);
  if (hasShape[operation.answer]?.(payload) === false) {
    const flaw = sentence('answer-of-other-type', { type: operation.answer });
    return { kind: 'fault', fault: invalidResponse(flaw, request), isOfAppliance: false };
  }
  // Other products have sessions, too.
  const isOfAppliance = !isSessionOperation(operation);
  if (operation.answer === 'result' && isRecord(payload) && payload.status === 'FAIL') {
    return {
      kind: 'fault',
      fault: resultToFault(status, payload.messages, request),
      isOfAppliance,
    };
  }
  return { kind: 'success', payload, isOfAppliance };
}

/** Whether an error says no more than that there is nothing to return. */
function meansNone(
  code: FaultCode,
  status: number,
  error: VapiError | undefined,
  { errorMayMeanNone }: Operation,
): boolean {
  if (code === 'NOT_FOUND') return true;
  // The API itself has to say so: a page of the proxy in front of it is a fault.
  const isOfApi = code === 'APPLIANCE_ERROR' && error !== undefined;
  return errorMayMeanNone === true && isOfApi && status === 500;
}

/** @returns what an answer says; a fault is made only where it is one. */
export function readAnswer(response: TextAnswer, context: AnswerContext): AnswerReading {
  const { status, headers, text } = response;
  const { operation, connection, noneIsAnAnswer, secrets, request, clock } = context;
  const body = safeBody(text, secrets);
  if (status >= 200 && status < 300) return readSuccess(response, body, context);
  const error = readVapiError(body);
  const code = codeOfAnswer(status, error);
  if (noneIsAnAnswer && meansNone(code, status, error, operation)) {
    return { kind: 'none', payload: unwrapped(body, connection), isOfAppliance: true };
  }
  const receivedAt = clock.wallNow();
  const answer = { code, status, headers, text: withoutSecrets(text, secrets), error, receivedAt };
  const isOfAppliance = error !== undefined;
  return { kind: 'fault', fault: answerToFault(answer, request), isOfAppliance };
}
