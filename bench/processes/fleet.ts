import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpsServer, type Server } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { answerCalls } from './calls';
import { cpuTime } from './cpu-time';
import { jobAnswer } from './job-answer';
import { type PastBackups, pastBackups } from './past-backups';
import { type Traffic, type TrafficKind, trafficKinds } from './traffic-kinds';
import { wallTime } from './wall-time';

/**
 * Many appliances in one process, each on a port of its own, with what a monitor asks for. They note
 * when each connection and request came.
 */

export interface FleetOptions {
  /** PEM */
  readonly key: string;
  readonly certificate: string;
  readonly appliances: number;
  /** How many backups each of them has made. */
  readonly backups: number;
  /** Milliseconds that each appliance takes longer to answer than the one before; 0 if not given. */
  readonly slower?: number;
}

export interface StartedFleet {
  /** One for each appliance. */
  readonly ports: readonly number[];
  /** An open session at all of them, for the flows that do not sign in. */
  readonly session: string;
}

export interface FleetCalls {
  start(options: FleetOptions): Promise<StartedFleet>;
  /** What has come since the last call, or since the start. */
  traffic(argument: null): Traffic;
  /** From now on nothing is answered, or again everything that comes after. */
  silence(silent: boolean): void;
  cpuTime(argument: null): number;
}

/** Milliseconds before an answer; processes/appliance.ts says why there are any. */
const serviceTime = 3;
let slower = 0;
const keepAliveTimeout = 65_000;
const session = 'b00a6b5e60d44a53a1c9f1f1a6a0a7c3';

interface Entry {
  readonly time: number;
  readonly appliance: number;
  readonly kind: number;
  readonly together: number;
}

let entries: Entry[] = [];
let silent = false;
let backups: PastBackups = pastBackups(0, wallTime());
/** The appliance that listens on a port. */
const applianceOf = new Map<number, number>();
/** What a monitor polls. Everything else is asked for now and then, and may come beside it. */
const polledKinds: ReadonlySet<TrafficKind> = new Set(['reconciliation', 'restore', 'backups']);
/** How many of these an appliance is answering. */
const underWay: number[] = [];
/** Connections on which something came that must never be answered. */
const lost = new WeakSet<object>();

function note(kind: TrafficKind, appliance: number, together = 0): void {
  entries.push({ time: wallTime(), appliance, kind: trafficKinds.indexOf(kind), together });
}

const notFound = JSON.stringify({ error_type: 'NOT_FOUND', messages: [] });
const noRestore = JSON.stringify({ state: 'NONE', messages: [], progress: 0 });
const jobBody = JSON.stringify(jobAnswer);

interface Answer {
  readonly kind: TrafficKind;
  readonly body: (query: URLSearchParams) => string;
  readonly status?: number;
}

const answers: Readonly<Record<string, Answer>> = {
  'POST /api/session': {
    kind: 'sign-in',
    body: () => JSON.stringify(session),
    status: 201,
  },
  'DELETE /api/session': { kind: 'sign-out', body: () => '', status: 204 },
  'GET /api/appliance/recovery/reconciliation/job': {
    kind: 'reconciliation',
    body: () => jobBody,
  },
  'GET /api/appliance/recovery/restore/job': { kind: 'restore', body: () => noRestore },
  'GET /api/appliance/recovery/backup/job': { kind: 'backups', body: () => backups.list },
  'GET /api/appliance/recovery/backup/job/details': {
    kind: 'details',
    body: (query) => backups.details(query.getAll('jobs').flatMap((ids) => ids.split(','))),
  },
  'GET /api/appliance/recovery/backup/schedules': {
    kind: 'schedules',
    body: () => backups.schedules,
  },
  'GET /api/appliance/system/time/timezone': { kind: 'time zone', body: () => '"UTC"' },
};

const other: Answer = { kind: 'other', body: () => notFound, status: 404 };

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, socket, url = '' } = request;
  request.resume();
  const appliance = applianceOf.get(socket.localPort ?? 0) ?? 0;
  if (silent) lost.add(socket);
  if (lost.has(socket)) {
    note('unanswered', appliance);
    return;
  }
  const [path, query] = url.split('?');
  const { kind, body, status = 200 } = answers[`${method} ${path}`] ?? other;
  const counts = polledKinds.has(kind) ? 1 : 0;
  const together = (underWay[appliance] ?? 0) + counts;
  underWay[appliance] = together;
  note(kind, appliance, together);
  await wait(serviceTime + appliance * slower);
  underWay[appliance] = (underWay[appliance] ?? counts) - counts;
  const text = body(new URLSearchParams(query));
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  };
  response.writeHead(status, headers).end(text);
}

/** In silence the network has swallowed it: nobody ever reads what comes. */
function connect(socket: Socket, appliance: number, server: Server): void {
  socket.on('error', () => undefined);
  if (silent) {
    note('unanswered', appliance);
    socket.pause();
    return;
  }
  note('connection', appliance);
  server.emit('connection', socket);
}

async function start(options: FleetOptions): Promise<StartedFleet> {
  const { key, certificate, appliances } = options;
  slower = options.slower ?? 0;
  backups = pastBackups(options.backups, Date.now());
  // One TLS server for all: what listens below hands its connections to it.
  const server = createHttpsServer(
    { key, cert: certificate, minVersion: 'TLSv1.3', keepAliveTimeout },
    (request, response) => void answer(request, response),
  );
  const ports: number[] = [];
  for (let appliance = 0; appliance < appliances; appliance += 1) {
    const listener = createServer((socket) => connect(socket, appliance, server));
    await once(listener.listen(0, '127.0.0.1'), 'listening');
    // A TCP server that listens has an address with a port; the other kinds are of pipes.
    const { port } = listener.address() as AddressInfo;
    applianceOf.set(port, appliance);
    ports.push(port);
  }
  return { ports, session };
}

function traffic(): Traffic {
  const taken = entries;
  entries = [];
  return {
    times: Float64Array.from(taken, ({ time }) => time),
    appliances: Uint32Array.from(taken, ({ appliance }) => appliance),
    kinds: Uint8Array.from(taken, ({ kind }) => kind),
    together: Uint8Array.from(taken, ({ together }) => together),
  };
}

answerCalls<FleetCalls>({
  start,
  traffic,
  silence: (now) => {
    silent = now;
  },
  cpuTime,
});
