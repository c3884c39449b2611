import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import type { Appliance } from '../appliance/appliance';
import { authenticationOf } from '../appliance/authentication';
import { findRoute, type Route, type Side } from '../protocol/routes';
import type { Timers } from '../time/timers';
import { applianceAnswer, preparedAnswer } from './answer-request';
import type { ListenerEvents } from './listener';
import type { Manner, PreparedAnswers } from './prepared-answers';
import type { RequestLog, SimulatedRequest } from './request-log';
import { type SentAnswer, sendAnswer } from './send-answer';

/** How a request was answered. */
export interface AnswerReport {
  /** 0 if there was no answer. */
  readonly status: number;
  readonly how: Manner;
}

interface Parts {
  readonly appliance: Appliance;
  readonly log: RequestLog;
  readonly prepared: PreparedAnswers;
  /** The delay of every answer in real milliseconds. */
  readonly serviceTime: number;
  readonly timers: Timers;
  /** Checks the appliance's own answers. */
  readonly check: (request: SimulatedRequest, route: Route | undefined, answer: SentAnswer) => void;
  readonly onAnswer: (request: SimulatedRequest, report: AnswerReport) => void;
  readonly onHold: (requestId: string, isHeld: boolean) => void;
}

/** Creates the function that returns the listeners for the events of one side. */
export function createRequestHandler(parts: Parts): (side: Side) => ListenerEvents {
  const { appliance, log, prepared, serviceTime, timers } = parts;
  const numbers = new WeakMap<object, number>();
  let handshakes = 0;

  async function handle(
    side: Side,
    incoming: IncomingMessage,
    response: ServerResponse,
    reset: () => void,
  ): Promise<void> {
    const body = await text(incoming);
    // Timers may be late: first run the callbacks that are due by the simulated clock.
    appliance.clock.advance(0);
    const { method = '', url = '', headers, socket } = incoming;
    const [path = '', ...rest] = url.split('?');
    const query = new URLSearchParams(rest.join('?'));
    const match = findRoute(side, method, path, query);
    const request: SimulatedRequest = {
      side,
      method,
      path,
      query,
      headers,
      body,
      operation: match?.route.operation ?? 'unknown',
      authentication: authenticationOf(headers),
      time: appliance.clock.now(),
      connection: numbers.get(socket) ?? 0,
    };
    log.addRequest(request);
    const delay = serviceTime + (appliance.script.conditions(side).delay ?? 0);
    const own = () => {
      const answer = applianceAnswer(appliance, request, match);
      parts.check(request, match?.route, answer);
      return answer;
    };
    const replacement = prepared.take(request);
    const answer = replacement === undefined ? own() : preparedAnswer(replacement, own);
    const { how } = answer;
    const status = how === 'never' || how === 'reset' ? 0 : answer.status;
    log.countAnswer(request, status);
    parts.onAnswer(request, { status, how });
    const requestId = String(headers['x-request-id'] ?? '');
    const onHold = (isHeld: boolean) => parts.onHold(requestId, isHeld);
    const options = { date: request.time, timers, onHold };
    sendAnswer(answer, delay + (replacement?.delay ?? 0), response, reset, options);
  }

  return (side) => ({
    onConnection: () => log.countConnection(),
    onHandshake(socket: TLSSocket) {
      handshakes++;
      numbers.set(socket, handshakes);
      log.countHandshake(socket.isSessionReused());
    },
    onRequest(incoming, response, reset) {
      handle(side, incoming, response, reset).catch((error: unknown) => {
        // If the client disconnects while sending, there is no complete request to answer.
        if (!incoming.destroyed || incoming.complete) throw error;
      });
    },
  });
}
