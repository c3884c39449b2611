import type { ServerResponse } from 'node:http';
import type { Timers } from '../time/timers';
import type { Manner } from './prepared-answers';

/** An answer as it is to be sent. */
export interface SentAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for none. */
  readonly body: string;
  readonly how: Manner;
}

const dripInterval = 100;

/**
 * Sends an answer in its manner, after so many real milliseconds. `reset` resets the connection
 * that the request came by. `onHold` hears when the answer waits for time to pass, or for ever.
 */
export function sendAnswer(
  answer: SentAnswer,
  delay: number,
  response: ServerResponse,
  reset: () => void,
  { timers, onHold }: { timers: Timers; onHold: (isHeld: boolean) => void },
): void {
  const { body, how } = answer;

  function hold(): void {
    onHold(true);
    response.once('close', () => onHold(false));
  }

  let timeout: unknown;
  // A client that leaves, or a simulator that stops, leaves no timer behind.
  response.once('close', () => timers.clearTimeout(timeout));

  function later(milliseconds: number, callback: () => void): void {
    timeout = timers.setTimeout(callback, milliseconds);
  }

  function drip(): void {
    // White space, so that a patient JSON parser has nothing to object to either.
    response.write(' ');
    later(dripInterval, drip);
  }

  const manners: Readonly<Record<Manner, () => void>> = {
    answer() {
      writeHead(answer, response, Buffer.byteLength(body));
      response.end(body);
    },
    reset,
    never: hold,
    drip() {
      hold();
      writeHead(answer, response);
      later(dripInterval, drip);
    },
    'reset-mid-body'() {
      // Without a body, one is promised all the same: there must be something to break off.
      const promised = Buffer.from(body || '{}');
      writeHead(answer, response, promised.length);
      response.write(promised.subarray(0, Math.ceil(promised.length / 2)), reset);
    },
  };
  if (delay <= 0) {
    manners[how]();
    return;
  }
  hold();
  later(delay, () => {
    onHold(false);
    manners[how]();
  });
}

function writeHead({ status, headers }: SentAnswer, response: ServerResponse, length?: number) {
  response.writeHead(status, {
    ...headers,
    ...(length === undefined || status === 204 ? {} : { 'content-length': String(length) }),
    // Set here, because Node would otherwise add the hint "Keep-Alive: timeout=…". An appliance's
    // Envoy gives none, and a client must do without.
    connection: response.shouldKeepAlive ? 'keep-alive' : 'close',
  });
}
