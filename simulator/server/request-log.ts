import type { IncomingHttpHeaders } from 'node:http';
import type { Authentication } from '../appliance/authentication';
import type { Operation } from '../protocol/routes';
import type { Side } from '../scenarios/script';

/** A request as the appliance got it. */
export interface SimulatedRequest {
  readonly side: Side;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** `unknown` for a URL that names no operation. */
  readonly operation: Operation | 'unknown';
  readonly authentication: Authentication;
  /** Simulated. */
  readonly time: Date;
  /** Which TLS connection brought it, counted from 1. */
  readonly connection: number;
}

/** An operation, `unknown` for URLs that name none, or `*` for every request. */
export type Operations = Operation | 'unknown' | '*';

/** What happened since the last reset; `openConnections` and `openSessions` are what is open now. */
export interface Counters {
  /** TCP connections. */
  connections: number;
  /** TLS handshakes that were completed, resumed ones included. */
  handshakes: number;
  /** Handshakes that resumed an earlier TLS session. */
  resumptions: number;
  openConnections: number;
  logins: number;
  /** Logins that were answered with an error. */
  loginsRefused: number;
  logouts: number;
  openSessions: number;
  requests: number;
  byOperation: Record<string, number>;
}

/** Keeps count of what comes in. */
export interface Journal {
  connected(): void;
  shookHands(resumed: boolean): void;
  received(request: SimulatedRequest): void;
  /** With status 0 where there is no answer. */
  answered(request: SimulatedRequest, status: number): void;
  counters(): Counters;
  /** The last thousand, newest last. */
  requests(): readonly SimulatedRequest[];
  /** Forgets counts and requests. */
  reset(): void;
  /** Resolves once so many requests for the operation have come in since the last reset. */
  whenRequest(operation: Operations, count: number): Promise<void>;
}

interface Expectation {
  readonly operation: Operations;
  readonly count: number;
  readonly fulfil: () => void;
}

type Counts = Omit<Counters, 'openConnections' | 'openSessions'>;

const remembered = 1000;

/** Makes an empty journal; what is open now is asked of those who know. */
export function createJournal(open: {
  readonly connections: () => number;
  readonly sessions: () => number;
}): Journal {
  let counts = noCounts();
  let requests: SimulatedRequest[] = [];
  const expectations = new Set<Expectation>();

  function received(operation: Operations): number {
    return operation === '*' ? counts.requests : (counts.byOperation[operation] ?? 0);
  }

  function fulfilExpectations(): void {
    for (const expectation of expectations) {
      if (received(expectation.operation) < expectation.count) continue;
      expectations.delete(expectation);
      expectation.fulfil();
    }
  }

  return {
    connected() {
      counts.connections++;
    },
    shookHands(resumed) {
      counts.handshakes++;
      if (resumed) counts.resumptions++;
    },
    received(request) {
      counts.requests++;
      counts.byOperation[request.operation] = received(request.operation) + 1;
      requests.push(request);
      if (requests.length > remembered) requests.shift();
      fulfilExpectations();
    },
    answered(request, status) {
      if (status === 0) return;
      const good = status < 400;
      if (request.operation === 'session.create' && good) counts.logins++;
      if (request.operation === 'session.create' && !good) counts.loginsRefused++;
      if (request.operation === 'session.delete' && good) counts.logouts++;
    },
    counters: () => ({
      ...counts,
      byOperation: { ...counts.byOperation },
      openConnections: open.connections(),
      openSessions: open.sessions(),
    }),
    requests: () => [...requests],
    reset() {
      counts = noCounts();
      requests = [];
    },
    whenRequest: (operation, count) =>
      new Promise((resolve) => {
        expectations.add({ operation, count, fulfil: resolve });
        fulfilExpectations();
      }),
  };
}

function noCounts(): Counts {
  return {
    connections: 0,
    handshakes: 0,
    resumptions: 0,
    logins: 0,
    loginsRefused: 0,
    logouts: 0,
    requests: 0,
    byOperation: {},
  };
}
