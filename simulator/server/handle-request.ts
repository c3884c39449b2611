import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { authenticationOf } from '../appliance/authentication';
import type { ApplianceState } from '../appliance/call';
import type { AnswerReport } from '../options';
import { findRoute, type Match } from '../protocol/routes';
import type { Side } from '../scenarios/script';
import type { Inspection } from '../specification/check-answers';
import type { Clock } from '../time/clock';
import { answerOf, type OwnAnswer, preparedAnswer } from './answer-request';
import type { ListenerEvents } from './listener';
import type { PreparedAnswers } from './prepared-answers';
import type { Journal, SimulatedRequest } from './request-log';
import { deliver } from './send-answer';

export interface ReceptionParts {
  readonly state: ApplianceState;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly prepared: PreparedAnswers;
  /** Real milliseconds that every answer takes. */
  readonly serviceTime: number;
  /** Sees what the appliance answers by itself. */
  readonly inspect: Inspection['inspect'];
  readonly onAnswer: (request: SimulatedRequest, report: AnswerReport) => void;
}

/** Makes what takes requests in at one side and sees that they are answered. */
export function createReception(parts: ReceptionParts): (side: Side) => ListenerEvents {
  const { state, clock, journal, prepared } = parts;
  const numbers = new WeakMap<object, number>();
  let handshakes = 0;

  async function receive(
    side: Side,
    incoming: IncomingMessage,
    response: ServerResponse,
    reset: () => void,
  ): Promise<void> {
    const body = await text(incoming);
    // A timer may be late; what is due by the simulated clock comes before this request.
    clock.advance(0);
    const [path = '', ...rest] = (incoming.url ?? '').split('?');
    const query = new URLSearchParams(rest.join('?'));
    const method = incoming.method ?? '';
    const match = findRoute(side, method, path, query);
    const request: SimulatedRequest = {
      side,
      method,
      path,
      query,
      headers: incoming.headers,
      body,
      operation: match?.route.operation ?? 'unknown',
      authentication: authenticationOf(incoming.headers),
      time: clock.now(),
      connection: numbers.get(incoming.socket) ?? 0,
    };
    journal.received(request);
    const delay = parts.serviceTime + (state.stage.conditions(side).delay ?? 0);
    const { extraDelay, ...answer } = decide(request, match);
    const status = answer.how === 'never' || answer.how === 'reset' ? 0 : answer.status;
    journal.answered(request, status);
    parts.onAnswer(request, { status, how: answer.how });
    deliver({ ...answer, delay: delay + extraDelay }, response, reset);
  }

  function decide(
    request: SimulatedRequest,
    match: Match | undefined,
  ): OwnAnswer & { readonly extraDelay: number } {
    const own = () => {
      const answer = answerOf(state, request, match);
      parts.inspect(request, match?.route, answer);
      return answer;
    };
    const given = prepared.take(request);
    if (given === undefined) return { ...own(), extraDelay: 0 };
    return { ...preparedAnswer(given, own), extraDelay: given.delay ?? 0 };
  }

  return (side) => ({
    connected: () => journal.connected(),
    shookHands(socket) {
      handshakes++;
      numbers.set(socket, handshakes);
      journal.shookHands(socket.isSessionReused());
    },
    requested(incoming, response, reset) {
      receive(side, incoming, response, reset).catch((error: unknown) => {
        // A client that leaves while it still sends has told us nothing that could be answered.
        if (!incoming.destroyed || incoming.complete) throw error;
      });
    },
  });
}
