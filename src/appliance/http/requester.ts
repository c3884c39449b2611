import { randomUUID } from 'node:crypto';
import { isRecord } from '../../messages/record';
import { formsOf, passwordInBasic, redactAnswer, withoutSecrets } from '../../messages/redaction';
import {
  type Asked,
  faultOfAnswer,
  faultOfResult,
  invalidResponse,
} from '../faults/answer-to-fault';
import { failure, isFailure } from '../faults/failure';
import { faultOfFailure } from '../faults/failure-to-fault';
import { Fault } from '../faults/fault';
import { readVapiError } from '../faults/vapi-error';
import type { Answer } from '../operations/answer';
import type { AnswerKind, Operation } from '../operations/operation';
import type { OperationRequest } from '../operations/request';
import type { ApplianceSettings } from '../settings/appliance-settings';
import { type Connections, openConnections } from './connections';
import { cutNesting } from './limit-nesting';
import { type Environment, type ProxyOptions, proxyFor } from './proxy';
import type { RawAnswer } from './send';
import type { Transport, TransportRequest } from './transport';
import { userAgent } from './user-agent';

export interface ChannelSurroundings {
  environment: Environment;
  proxyOptions?: ProxyOptions;
  /** How the appliance is called in a sentence. */
  subject: string;
  /** Where nobody reads a debug log there is none: a line for each request has its price. */
  debug?: ((text: string) => void) | undefined;
}

/** One operation on its way. */
export interface Call {
  operation: Operation;
  /** The operation as this appliance's dialect has it. */
  request: OperationRequest;
  /** Whether that there is no such thing is an answer to what was asked, not a fault. */
  noneIsAnAnswer?: boolean;
}

/** Single requests to one appliance: an operation in, its answer out, or a fault. */
export interface Channel {
  /**
   * @param headers what signs the request in.
   * @throws Fault
   */
  ask(call: Call, headers: Record<string, string>, signal: AbortSignal): Promise<Answer>;
  /** Makes the next request open a connection of its own. */
  dropIdle(): void;
  destroy(): void;
}

/** Parsed JSON whatever the content type says, also after a byte order mark. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined; // Not JSON: whether that is a fault, the status decides.
  }
}

/** `/rest` wraps what it answers: `{"value": …}`. */
function unwrapped(body: unknown, { connection }: ApplianceSettings): unknown {
  return connection !== 'api' && isRecord(body) && 'value' in body ? body.value : body;
}

/** `/rest` writes a map as a list of `{key, value}`; whoever reads it shall not have to care. */
function mapOf(payload: unknown): unknown {
  if (!Array.isArray(payload)) return payload;
  const entries: unknown[] = payload;
  return Object.fromEntries(
    entries.filter(isRecord).map(({ key, value }): [string, unknown] => [String(key), value]),
  );
}

/** Forms of secrets of operations that are looked for later: those of the last dozen, about. */
const mostRemembered = 200;

/** What an answer of a kind has to be. Of single values appliances differ in the type. */
const fits: Readonly<Partial<Record<AnswerKind, (payload: unknown) => boolean>>> = {
  structure: isRecord,
  result: isRecord,
  map: isRecord,
  list: Array.isArray,
};

function payloadOf({ answer }: Operation, body: unknown, settings: ApplianceSettings): unknown {
  if (answer === 'nothing') return null;
  const payload = unwrapped(body, settings);
  return answer === 'map' ? mapOf(payload) : payload;
}

function headersOf({ locale }: ApplianceSettings): Record<string, string> {
  return {
    Accept: 'application/json',
    // A server that compresses 1 kB of JSON costs the client more than it saves the network.
    'Accept-Encoding': 'identity',
    'User-Agent': userAgent,
    ...(locale === '' ? {} : { 'Accept-Language': locale }),
  };
}

/**
 * @throws Fault NOT_CONFIGURED where the certificates, keys or proxy of the settings cannot be used.
 */
export function openChannel(
  settings: ApplianceSettings,
  surroundings: ChannelSurroundings,
): Channel {
  const { subject, debug, environment, proxyOptions } = surroundings;
  let connections: Connections;
  try {
    connections = openConnections(settings, proxyFor(settings, environment, proxyOptions));
  } catch (error) {
    const { message } = error as Error;
    throw new Fault({
      code: 'NOT_CONFIGURED',
      text: `${subject} cannot be connected: ${message}.`,
    });
  }
  // Here and not above: what loads axios waits until somebody asks.
  const { createTransport } = require('./transport') as typeof import('./transport');
  const transport: Transport = createTransport(connections, {
    host: settings.host,
    port: settings.port,
    timeout: settings.requestTimeout,
    headers: headersOf(settings),
  });

  const ownSecrets = [
    settings.password,
    settings.authorization,
    passwordInBasic(settings.authorization),
  ].flatMap(formsOf);
  let standingSecrets: readonly string[] = ownSecrets;
  let signed = { by: '', secrets: standingSecrets };

  /** An appliance may repeat what it was told later, in the messages of the job that came of it. */
  function remember(secrets: readonly string[]): void {
    if (secrets.every((secret) => standingSecrets.includes(secret))) return;
    const earlier = standingSecrets.slice(ownSecrets.length);
    const known = [...new Set([...earlier, ...secrets])].slice(-mostRemembered);
    standingSecrets = [...ownSecrets, ...known];
    signed = { by: '', secrets: standingSecrets };
  }

  /** With what signs a request in: a session id, or a scheme with its value. */
  function secretsOf(headers: Record<string, string>): readonly string[] {
    const by = Object.values(headers).join(' ');
    // The same for message after message, as long as a session lasts.
    if (by !== signed.by) {
      signed = { by, secrets: [...standingSecrets, ...formsOf(by.replace(/^[A-Za-z]+ /, ''))] };
    }
    return signed.secrets;
  }

  async function send(
    { operation, request: { method, path, body } }: Call,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<RawAnswer> {
    const request: TransportRequest =
      body === undefined
        ? { method, path, headers, signal }
        : {
            method,
            path,
            headers: { ...headers, 'Content-Type': 'application/json' },
            signal,
            body,
          };
    try {
      return await transport(request);
    } catch (error) {
      const stale = isFailure(error) && error.stale === true && !signal.aborted;
      if (!stale || operation.changes) throw error;
      // The server had closed the kept connection (RFC 9112, 9.3.1): nothing was asked yet.
      connections.dropIdle();
      return transport(request);
    }
  }

  function answerOf(call: Call, raw: RawAnswer, asked: Asked, secrets: readonly string[]): Answer {
    const { operation } = call;
    const body = presentable(parse(raw.text), raw.text, secrets);
    const { requestId } = asked;
    const answered = { operation: operation.name, requestId, statusCode: raw.status };
    if (raw.status >= 200 && raw.status < 300) {
      if (body === undefined && (raw.text !== '' || operation.answer !== 'nothing')) {
        const what = raw.text === '' ? 'nothing' : 'something that is not JSON';
        throw invalidResponse(`answered with ${what}`, asked, operation.changes);
      }
      const payload = payloadOf(operation, body, settings);
      if (fits[operation.answer]?.(payload) === false) {
        const what = `answered with something that is no ${operation.answer}`;
        throw invalidResponse(what, asked, operation.changes);
      }
      if (operation.answer === 'result' && isRecord(payload) && payload.status === 'FAIL') {
        throw faultOfResult(raw.status, payload.messages, asked);
      }
      return { ...answered, payload, found: true };
    }
    const shown = { ...raw, text: withoutSecrets(raw.text, secrets) };
    const fault = faultOfAnswer(shown, body, asked, operation.changes);
    if (call.noneIsAnAnswer !== true || !meansNone(fault, operation, body)) throw fault;
    return { ...answered, payload: unwrapped(body, settings), found: false };
  }

  return {
    async ask(call, headers, signal) {
      const { operation } = call;
      remember(call.request.secrets);
      const requestId = randomUUID();
      const asked = { subject, operation: operation.name, requestId };
      let raw: RawAnswer;
      try {
        raw = await send(call, { ...headers, 'X-Request-ID': requestId }, signal);
      } catch (error) {
        const reason = signal.aborted ? failure('CLOSED', 'closed') : error;
        // What has no code is a mistake of ours, not the appliance's.
        if (!isFailure(reason)) throw reason;
        const fault = faultOfFailure(reason, asked, operation.changes);
        debug?.(`${operation.name} ${requestId}: ${fault.code}`);
        throw fault;
      }
      debug?.(`${operation.name} ${requestId}: HTTP ${raw.status}`);
      return answerOf(call, raw, asked, secretsOf(headers));
    },
    dropIdle: connections.dropIdle,
    destroy: connections.destroy,
  };
}

/** Whether a fault says no more than that there is nothing to show. */
function meansNone(fault: Fault, { errorMayMeanNone }: Operation, body: unknown): boolean {
  if (fault.code === 'NOT_FOUND') return true;
  // The API itself has to say so: a page of the proxy before it is a fault.
  const own = fault.code === 'APPLIANCE_ERROR' && readVapiError(body) !== undefined;
  return errorMayMeanNone === true && own && fault.report().statusCode === 500;
}

/** What a message may carry: Node-RED can clone it, and nobody reads a password in it. */
function presentable(parsed: unknown, text: string, secrets: readonly string[]): unknown {
  const body = cutNesting(parsed, text);
  // A URL with a password has an at sign; what is escaped may hide anything.
  const suspect = /[@\\]/.test(text) || secrets.some((secret) => text.includes(secret));
  return suspect ? redactAnswer(body, secrets) : body;
}
