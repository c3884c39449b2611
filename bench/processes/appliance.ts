import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { answerCalls } from './calls';
import { cpuTime } from './cpu-time';
import { backupDetails, jobAnswer } from './job-answer';

/**
 * The appliance of the benchmark: three requests over TLS, as fast as Node.js answers them, after a
 * service time. The simulator records every request and validates what it answers; that would cost
 * more than the nodes that are measured.
 */

export interface ApplianceOptions {
  /** PEM */
  readonly key: string;
  readonly certificate: string;
  readonly username: string;
  readonly password: string;
}

export interface StartedAppliance {
  readonly port: number;
  /** An open session, for the flows that do not sign in. */
  readonly session: string;
}

/** What has happened since the start. */
export interface Counters {
  /** TCP connections, TLS handshakes, sign-ins. */
  readonly connections: number;
  readonly handshakes: number;
  readonly logins: number;
  /** Requests other than sign-ins. */
  readonly requests: number;
}

export interface ApplianceCalls {
  start(options: ApplianceOptions): Promise<StartedAppliance>;
  /** Answered over IPC, so that reading adds nothing to what is counted. */
  counters(argument: null): Counters;
  /** Microseconds of processor time since the process began. */
  cpuTime(argument: null): number;
}

/**
 * Milliseconds between a request and its answer. Without any, the answer may come in the same turn
 * of the event loop as the request, and the core http request node then loses its connection, which
 * would flatter whatever is compared with it.
 */
const serviceTime = 3;
const keepAliveTimeout = 65_000;

const counters = { connections: 0, handshakes: 0, logins: 0, requests: 0 };
const sessions = new Set<string>();
const jobBody = JSON.stringify(jobAnswer);
const jobRequest = 'GET /api/appliance/recovery/reconciliation/job';
/** The details of one backup, by its id. */
const backupRequest = 'GET /api/appliance/recovery/backup/job/details?jobs=';

function openSession(): string {
  const session = randomUUID().replaceAll('-', '');
  sessions.add(session);
  return session;
}

function answerOf(
  url: string,
  session: unknown,
  signedIn: boolean,
): [status: number, body: string] {
  if (url === 'POST /api/session') {
    counters.logins += 1;
    if (signedIn) return [201, JSON.stringify(openSession())];
    return [401, JSON.stringify({ error_type: 'UNAUTHENTICATED', messages: [] })];
  }
  counters.requests += 1;
  if (sessions.has(String(session))) {
    if (url === jobRequest) return [200, jobBody];
    if (url.startsWith(backupRequest)) {
      return [200, JSON.stringify({ [url.slice(backupRequest.length)]: backupDetails })];
    }
    return [404, JSON.stringify({ error_type: 'NOT_FOUND', messages: [] })];
  }
  return [401, JSON.stringify({ error_type: 'UNAUTHENTICATED', messages: [] })];
}

function answerRequests(authorization: string): RequestListener {
  return (request, response) => {
    request.resume();
    setTimeout(() => {
      const { headers, method, url } = request;
      const [status, body] = answerOf(
        `${method} ${url}`,
        headers['vmware-api-session-id'],
        headers.authorization === authorization,
      );
      const length = Buffer.byteLength(body);
      response
        .writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': length })
        .end(body);
    }, serviceTime);
  };
}

async function start(options: ApplianceOptions): Promise<StartedAppliance> {
  const { key, certificate, username, password } = options;
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  const server = createServer(
    { key, cert: certificate, minVersion: 'TLSv1.3', keepAliveTimeout },
    answerRequests(`Basic ${basic}`),
  );
  server.on('connection', () => {
    counters.connections += 1;
  });
  server.on('secureConnection', () => {
    counters.handshakes += 1;
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  // A TCP server that listens has an address with a port; the other kinds are of pipes.
  return { port: (server.address() as AddressInfo).port, session: openSession() };
}

answerCalls<ApplianceCalls>({ start, counters: () => counters, cpuTime });
