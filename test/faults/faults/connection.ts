/** Faults of names, ports and connections, below TLS; and connections that end at each stage. */
import type { Socket } from 'node:net';
import type { Fault } from '../cells';
import type { Exchange } from '../faulty-server';

const reset = (socket: Socket) => void socket.resetAndDestroy();
const timedOut = { code: 'TIMED_OUT', seconds: 10 } as const;
const unreachable = { code: 'UNREACHABLE' } as const;

/** Node would wait for the client to end its half, too. */
function close(socket: Socket): void {
  socket.end();
  socket.resume();
}

/** Each request may be sent on a connection that is dead, and then once more. */
const twice = {
  ...{ wait: { requests: 24 }, check: { requests: 24 }, ensure: { requests: 9 } },
  monitor: { requests: 60 },
};

async function answerAnd(exchange: Exchange, end: () => void): Promise<void> {
  exchange.send(await exchange.relay());
  end();
}

export const connectionFaults: readonly Fault[] = [
  {
    name: 'name not known',
    lookup: 'ENOTFOUND',
    expected: { ...unreachable, tries: 1 },
  },
  {
    name: 'name server does not answer in time',
    lookup: 'EAI_AGAIN',
    expected: { ...unreachable, tries: 1 },
  },
  {
    name: 'name resolution hangs',
    lookup: 'silent',
    isSilent: true,
    expected: timedOut,
  },
  {
    name: 'connection refused',
    port: 'closed',
    expected: { ...unreachable, signInTries: 3 },
  },
  {
    name: 'connection not accepted: queue full',
    port: 'full',
    expected: timedOut,
  },
  {
    name: 'connection reset at once',
    accept: reset,
    expected: unreachable,
  },
  {
    name: 'connection closed at once',
    accept: close,
    expected: unreachable,
  },
  {
    name: 'connection accepted, then silence',
    accept: (socket) => void socket.resume(),
    isSilent: true,
    expected: timedOut,
  },
  {
    name: 'reset after the ClientHello',
    accept: (socket) => void socket.once('data', () => reset(socket)),
    expected: unreachable,
  },
  {
    name: 'closed after the ClientHello',
    accept: (socket) => void socket.once('data', () => close(socket)),
    expected: unreachable,
  },
  {
    name: 'reset after the handshake',
    secured: reset,
    expected: { ...unreachable, isLost: true },
  },
  {
    name: 'reset after the request',
    answer: (exchange) => exchange.reset(),
    answers: 'everything',
    expected: { ...unreachable, isLost: true },
  },
  {
    name: 'reset after the request was carried out',
    async answer(exchange) {
      await exchange.relay();
      exchange.reset();
    },
    expected: { ...unreachable, isLost: true },
  },
  {
    name: 'closed after the request',
    answer: (exchange) => exchange.close(),
    answers: 'everything',
    expected: { ...unreachable, isLost: true },
  },
  {
    name: 'silence after the request',
    answer: (exchange) => exchange.fallSilent(),
    answers: 'everything',
    expected: { ...timedOut, isLost: true },
  },
  {
    name: 'silence after the request was carried out',
    async answer(exchange) {
      await exchange.relay();
      exchange.fallSilent();
    },
    expected: { ...timedOut, isLost: true },
  },
  {
    name: 'closed after each answer, unannounced',
    answer: (exchange) => answerAnd(exchange, exchange.close),
    answers: 'everything',
    expected: 'usual',
    sees: twice,
  },
  {
    name: 'each further request on a connection is reset',
    answer: (exchange) =>
      exchange.earlierOnConnection > 0 ? exchange.reset() : answerAnd(exchange, () => {}),
    expected: 'usual',
    sees: twice,
  },
  {
    name: 'process frozen',
    accept: (socket) => void socket.resume(),
    answer: (exchange) => exchange.fallSilent(),
    answers: 'everything',
    resets: false,
    isSilent: true,
    expected: timedOut,
  },
  {
    name: 'speaks SSH',
    accept: (socket) => void socket.resume().write('SSH-2.0-OpenSSH_9.6\r\n'),
    expected: { ...unreachable, tries: 1 },
  },
  {
    name: 'sends random bytes',
    accept: (socket) => void socket.resume().write(Buffer.alloc(4096, 0xa5)),
    expected: { ...unreachable, tries: 1 },
  },
];
