/** A plain HTTPS client for the tests of the stand-in appliance: it shares nothing with the package's own. */
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Operation, Side, Simulator } from '../../simulator';

export type DialectName = 'api' | 'rest';

export interface Wish {
  readonly side?: Side;
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The parsed body, where it is JSON. */
  readonly json: unknown;
}

export interface Client {
  ask(wish: Wish): Promise<Received>;
  close(): void;
}

/** What a client must know of a simulator. */
export type Reachable = Pick<Simulator, 'host' | 'port' | 'ca'> & Partial<Simulator>;

/** Makes a client that trusts the simulator and, unless told, keeps one connection to each side. */
export function createClient(simulator: Reachable, keepAlive = true): Client {
  const agent = new Agent({ keepAlive, maxSockets: 1, ca: simulator.ca });
  return {
    ask: ({ side = 'api', method = 'GET', path, headers = {}, body }) =>
      new Promise((resolve, reject) => {
        const port = side === 'api' ? simulator.port : (simulator.managementPort ?? 0);
        const outgoing = request({ host: simulator.host, port, method, path, headers, agent });
        outgoing.once('error', reject);
        outgoing.once('response', (incoming) => {
          text(incoming).then((received) => {
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              text: received,
              json: isJson(incoming.headers) ? JSON.parse(received) : undefined,
            });
          }, reject);
        });
        outgoing.end(typeof body === 'object' ? JSON.stringify(body) : body);
      }),
    close: () => agent.destroy(),
  };
}

function isJson(headers: IncomingHttpHeaders): boolean {
  return headers['content-type'] === 'application/json';
}

const session = '/rest/com/vmware/cis/session';
const job = '/appliance/recovery/reconciliation/job';

/** How each dialect asks for each operation, written down a second time on purpose. */
export const wishes: Readonly<Record<DialectName, Readonly<Record<Operation, Wish>>>> = {
  api: {
    'session.create': { method: 'POST', path: '/api/session' },
    'session.get': { method: 'GET', path: '/api/session' },
    'session.delete': { method: 'DELETE', path: '/api/session' },
    'reconciliation.job.get': { method: 'GET', path: `/api${job}` },
    'reconciliation.job.create': { method: 'POST', path: `/api${job}` },
  },
  rest: {
    'session.create': { method: 'POST', path: session },
    'session.get': { method: 'POST', path: `${session}?~action=get` },
    'session.delete': { method: 'DELETE', path: session },
    'reconciliation.job.get': { method: 'GET', path: `/rest${job}` },
    'reconciliation.job.create': { method: 'POST', path: `/rest${job}` },
  },
};

/** What an answer without a fault says, out of the older dialect's wrapping. */
export function answered(dialect: DialectName, { json }: Received): unknown {
  return dialect === 'rest' ? at(json, 'value') : json;
}

/** What lies at the end of this way into a JSON value; undefined where the way ends before. */
export function at(json: unknown, ...way: (string | number)[]): unknown {
  return way.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null
        ? new Map(Object.entries(value)).get(String(name))
        : undefined,
    json,
  );
}

/** A body that the dialect puts an operation's input into. */
export function bodyOf(dialect: DialectName, spec: unknown): unknown {
  return dialect === 'rest' ? { spec } : spec;
}

/** The Authorization of a user and password. */
export function basic(user: string, password: string): { readonly authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

/** Opens a session and returns the header that carries it. */
export async function signIn(
  client: Client,
  simulator: Pick<Simulator, 'authorization'>,
  dialect: DialectName = 'api',
): Promise<{ readonly 'vmware-api-session-id': string }> {
  const { authorization } = simulator;
  const wish = wishes[dialect]['session.create'];
  const received = await client.ask({ ...wish, headers: { authorization } });
  return { 'vmware-api-session-id': String(answered(dialect, received)) };
}

export const dialectNames: readonly DialectName[] = ['api', 'rest'];
