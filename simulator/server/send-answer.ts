import type { ServerResponse } from 'node:http';
import type { Manner } from './prepared-answers';

/** An answer on its way. */
export interface Delivery {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for none. */
  readonly body: string;
  /** Real milliseconds before it. */
  readonly delay: number;
  readonly how: Manner;
}

const dripInterval = 100;

/** Hands an answer over in its manner. `reset` resets the connection that the request came by. */
export function deliver(delivery: Delivery, response: ServerResponse, reset: () => void): void {
  const handOver = () => manners[delivery.how](delivery, response, reset);
  if (delivery.delay <= 0) {
    handOver();
    return;
  }
  const timer = setTimeout(handOver, delivery.delay);
  // A client that leaves, or a simulator that stops, leaves no timer behind.
  response.once('close', () => clearTimeout(timer));
}

type Deliver = (delivery: Delivery, response: ServerResponse, reset: () => void) => void;

const manners: Readonly<Record<Manner, Deliver>> = {
  answer: (delivery, response) => {
    writeHead(delivery, response, Buffer.byteLength(delivery.body));
    response.end(delivery.body);
  },
  reset: (_delivery, _response, reset) => reset(),
  never: () => undefined,
  drip: (delivery, response) => {
    writeHead(delivery, response);
    // White space, so that a patient JSON parser has nothing to object to either.
    const timer = setInterval(() => response.write(' '), dripInterval);
    response.once('close', () => clearInterval(timer));
  },
  'reset-mid-body': (delivery, response, reset) => {
    // Without a body, one is promised all the same: there must be something to break off.
    const body = Buffer.from(delivery.body || '{}');
    writeHead(delivery, response, body.length);
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => reset());
  },
};

function writeHead({ status, headers }: Delivery, response: ServerResponse, length?: number): void {
  response.writeHead(status, {
    ...headers,
    ...(length === undefined || status === 204 ? {} : { 'content-length': String(length) }),
    // Said by ourselves, because Node would add the hint "Keep-Alive: timeout=…" to it. An
    // appliance's Envoy gives none, and a client must do without.
    connection: response.shouldKeepAlive ? 'keep-alive' : 'close',
  });
}
