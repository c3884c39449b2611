import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createControlServer, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { answerCalls } from './calls';
import { cpuTime } from './cpu-time';
import { jobAnswer } from './job-answer';

/**
 * The appliance of the benchmark: three requests over TLS, as fast as Node.js answers them, after
 * a service time. The simulator keeps a record of every request and checks what it answers; here
 * that would cost more than the nodes that are measured.
 */

export interface ApplianceOptions {
  readonly keyFile: string;
  readonly certificateFile: string;
  readonly username: string;
  readonly password: string;
}

export interface ApplianceAddress {
  readonly port: number;
  readonly controlPort: number;
}

/** What has happened since the start. */
export interface Counters {
  readonly connections: number;
  readonly handshakes: number;
  readonly resumptions: number;
  readonly logins: number;
  readonly logouts: number;
  readonly jobRequests: number;
  readonly refused: number;
}

export interface ApplianceCalls {
  start(options: ApplianceOptions): Promise<ApplianceAddress>;
  /** Microseconds of processor time since the process began. */
  cpuTime(argument: null): number;
}

/**
 * Milliseconds between a request and its answer. Without any, the answer may come in the same
 * turn of the event loop as the request, and the core http request node then loses its connection:
 * a gift to whatever is compared with it.
 */
const serviceTime = 3;
const keepAliveTimeout = 65_000;

const jobBody = Buffer.from(JSON.stringify(jobAnswer));
const counters = {
  connections: 0,
  handshakes: 0,
  resumptions: 0,
  logins: 0,
  logouts: 0,
  jobRequests: 0,
  refused: 0,
};
const sessions = new Set<string>();

interface Reply {
  readonly status: number;
  readonly body?: Buffer | string;
}

function openSession(): Reply {
  const session = randomUUID().replaceAll('-', '');
  sessions.add(session);
  return { status: 201, body: JSON.stringify(session) };
}

function refuse(): Reply {
  counters.refused += 1;
  return { status: 401, body: JSON.stringify({ error_type: 'UNAUTHENTICATED', messages: [] }) };
}

interface Asked {
  readonly session: string;
  readonly authorization: string | undefined;
}

function routes(authorization: string): ReadonlyMap<string, (asked: Asked) => Reply> {
  return new Map<string, (asked: Asked) => Reply>([
    [
      'POST /api/session',
      (asked) => {
        counters.logins += 1;
        return asked.authorization === authorization ? openSession() : refuse();
      },
    ],
    [
      'DELETE /api/session',
      ({ session }) => {
        counters.logouts += 1;
        return sessions.delete(session) ? { status: 204 } : refuse();
      },
    ],
    [
      'GET /api/appliance/recovery/reconciliation/job',
      ({ session }) => {
        counters.jobRequests += 1;
        return sessions.has(session) ? { status: 200, body: jobBody } : refuse();
      },
    ],
  ]);
}

function api(authorization: string): RequestListener {
  const known = routes(authorization);
  const notFound = (): Reply => ({
    status: 404,
    body: JSON.stringify({ error_type: 'NOT_FOUND', messages: [] }),
  });
  return (request, response) => {
    request.resume();
    setTimeout(() => {
      const answer = known.get(`${request.method} ${request.url}`) ?? notFound;
      const { status, body } = answer({
        session: String(request.headers['vmware-api-session-id']),
        authorization: request.headers.authorization,
      });
      if (body === undefined) {
        response.writeHead(status).end();
      } else {
        const length = Buffer.byteLength(body);
        response
          .writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': length })
          .end(body);
      }
    }, serviceTime);
  };
}

async function listen(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  // A TCP server that listens has an address with a port; the other kinds are of pipes.
  return (server.address() as AddressInfo).port;
}

async function start(options: ApplianceOptions): Promise<ApplianceAddress> {
  const basic = Buffer.from(`${options.username}:${options.password}`).toString('base64');
  const server = createServer(
    {
      key: readFileSync(options.keyFile),
      cert: readFileSync(options.certificateFile),
      minVersion: 'TLSv1.3',
      keepAliveTimeout,
    },
    api(`Basic ${basic}`),
  );
  server.on('connection', () => {
    counters.connections += 1;
  });
  server.on('secureConnection', (socket) => {
    counters.handshakes += 1;
    if (socket.isSessionReused()) counters.resumptions += 1;
  });

  // Read over plain HTTP, because reading must not add to what is counted. A session is to be had
  // here too: the hand-built flow has one in its header, as if somebody had logged in before.
  const control = createControlServer((request, response) => {
    const open = request.method === 'POST' && request.url === '/sessions';
    response
      .setHeader('Content-Type', 'application/json')
      .end(open ? openSession().body : JSON.stringify(counters));
  });
  return { port: await listen(server), controlPort: await listen(control) };
}

answerCalls<ApplianceCalls>({ start, cpuTime });
