import type { IncomingHttpHeaders } from 'node:http';
import type { Authentication } from '../appliance/authentication';
import type { Operation, Side } from '../protocol/routes';

/** A request as the appliance received it. */
export interface SimulatedRequest {
  readonly side: Side;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** `unknown` for a URL that is not an operation. */
  readonly operation: Operation | 'unknown';
  readonly authentication: Authentication;
  /** Simulated. */
  readonly time: Date;
  /** The number of its TLS connection, counted from 1. */
  readonly connection: number;
}

/** An operation, `unknown` for URLs that are not operations, or `*` for every request. */
export type Operations = Operation | 'unknown' | '*';

/** The counts since the last reset, and the currently open connections and sessions. */
export interface Counters extends ReturnType<typeof noCounts> {
  openConnections: number;
  openSessions: number;
}

interface Expectation {
  readonly operation: Operations;
  readonly count: number;
  readonly resolve: () => void;
}

/** Records and counts incoming requests. */
export type RequestLog = ReturnType<typeof createRequestLog>;

const maximumRequests = 1000;

export function createRequestLog() {
  let counts = noCounts();
  let requests: SimulatedRequest[] = [];
  const expectations = new Set<Expectation>();

  function received(operation: Operations): number {
    return operation === '*' ? counts.requests : (counts.byOperation[operation] ?? 0);
  }

  function resolveExpectations(): void {
    for (const expectation of expectations) {
      if (received(expectation.operation) < expectation.count) continue;
      expectations.delete(expectation);
      expectation.resolve();
    }
  }

  return {
    countConnection(): void {
      counts.connections++;
    },
    countHandshake(isResumed: boolean): void {
      counts.handshakes++;
      if (isResumed) counts.resumptions++;
    },
    addRequest(request: SimulatedRequest): void {
      counts.requests++;
      counts.byOperation[request.operation] = received(request.operation) + 1;
      requests.push(request);
      if (requests.length > maximumRequests) requests.shift();
      resolveExpectations();
    },
    /** The status is 0 if there is no answer. */
    countAnswer({ operation }: SimulatedRequest, status: number): void {
      if (status === 0) return;
      if (operation === 'session.create') counts[status < 400 ? 'logins' : 'loginsRefused']++;
      if (operation === 'session.delete' && status < 400) counts.logouts++;
    },
    counts: () => ({ ...counts, byOperation: { ...counts.byOperation } }),
    /** The last thousand, oldest first. */
    requests: (): readonly SimulatedRequest[] => [...requests],
    /** Resets counts and requests. */
    reset(): void {
      counts = noCounts();
      requests = [];
    },
    /** Resolves after this number of requests for the operation since the last reset. */
    whenRequest: (operation: Operations, count = 1) =>
      new Promise<void>((resolve) => {
        expectations.add({ operation, count, resolve });
        resolveExpectations();
      }),
  };
}

function noCounts() {
  const byOperation: Record<string, number> = {};
  return {
    /** TCP connections. */
    connections: 0,
    /** Completed TLS handshakes, including resumed ones. */
    handshakes: 0,
    /** Handshakes that resumed a TLS session. */
    resumptions: 0,
    logins: 0,
    /** Logins that were answered with an error. */
    loginsRefused: 0,
    logouts: 0,
    requests: 0,
    byOperation,
  };
}
