import type { ServerResponse } from 'node:http';
import type { Timers } from '../time/timers';
import type { Manner } from './prepared-answers';

/** An answer in the form in which it is sent. */
export interface SentAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for no body. */
  readonly body: string;
  readonly how: Manner;
}

interface SendingOptions {
  /** The time of the answer, by the simulated clock. */
  date: Date;
  timers: Timers;
  /** Called when the answer starts or stops waiting for time to pass. */
  onHold: (isHeld: boolean) => void;
}

const dripInterval = 100;

/**
 * Sends an answer in its manner, after a delay in real milliseconds. `reset` resets the connection
 * of the request.
 */
export function sendAnswer(
  answer: SentAnswer,
  delay: number,
  response: ServerResponse,
  reset: () => void,
  { date, timers, onHold }: SendingOptions,
): void {
  const { body, how } = answer;
  // Node.js would add that of the machine.
  response.setHeader('date', date.toUTCString());

  function hold(): void {
    onHold(true);
    response.once('close', () => onHold(false));
  }

  let timeout: unknown;
  // Clear the timer when the client disconnects or the simulator stops.
  response.once('close', () => timers.clearTimeout(timeout));

  function later(milliseconds: number, callback: () => void): void {
    timeout = timers.setTimeout(callback, milliseconds);
  }

  function drip(): void {
    // White space, which is also valid at the start of JSON.
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
      // An empty body is replaced, because there must be something to interrupt.
      const content = Buffer.from(body || '{}');
      writeHead(answer, response, content.length);
      response.write(content.subarray(0, Math.ceil(content.length / 2)), reset);
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
    // Set here, because Node.js would otherwise add "Keep-Alive: timeout=…". An appliance's Envoy
    // does not send that header, so clients must not depend on it.
    connection: response.shouldKeepAlive ? 'keep-alive' : 'close',
  });
}
