/** A plain HTTPS client for the tests of the stand-in, independent of the package's own. */
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Operation, Side, Simulator } from '../../simulator';

export type DialectName = 'api' | 'rest';

export interface RequestParts {
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
  /** The parsed body, if it is JSON. */
  readonly json: unknown;
}

export interface Client {
  ask(parts: RequestParts): Promise<Received>;
  close(): void;
}

/** The properties of a simulator that a client needs. */
export type Reachable = Pick<Simulator, 'host' | 'port' | 'ca'> & Partial<Simulator>;

/** Creates a client that trusts the simulator and by default keeps one connection per side. */
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
const backup = '/appliance/recovery/backup';
const reconciliation = '/appliance/recovery/reconciliation';
const restore = '/appliance/recovery/restore';
const system = '/appliance/system';

/** What both dialects ask for in the same way. */
function healthAndAccounts(prefix: string) {
  return {
    'health.database-storage.get': { path: `${prefix}/health/database-storage` },
    'health.storage.get': { path: `${prefix}/health/storage` },
    'health.applmgmt.get': { path: `${prefix}/health/applmgmt` },
    'health.database.get': { path: `${prefix}/health/database` },
    'local-accounts.root.get': { path: `${prefix}/local-accounts/root` },
  };
}

/** Operations that the older dialect only has with passwords in the query, and that are omitted. */
export type NewerOperation =
  | 'backup.system-name.list'
  | 'backup.system-name.archives.list'
  | 'backup.system-name.archives.get';

export interface RequestPartsByDialect {
  readonly api: Readonly<Record<Operation, RequestParts>>;
  readonly rest: Readonly<Record<Exclude<Operation, NewerOperation>, RequestParts>>;
}

/** The request for each operation in each dialect; deliberately a copy of the stand-in's own. */
export const requestParts: RequestPartsByDialect = {
  api: {
    'session.create': { method: 'POST', path: '/api/session' },
    'session.get': { method: 'GET', path: '/api/session' },
    'session.delete': { method: 'DELETE', path: '/api/session' },
    'recovery.get': { path: '/api/appliance/recovery' },
    'backup.job.create': { method: 'POST', path: `/api${backup}/job` },
    'backup.job.list': { path: `/api${backup}/job` },
    'backup.job.get': { path: `/api${backup}/job/{id}` },
    'backup.job.cancel': { method: 'POST', path: `/api${backup}/job/{id}?action=cancel` },
    'backup.job.details.list': { path: `/api${backup}/job/details` },
    'backup.parts.list': { path: `/api${backup}/parts` },
    'backup.parts.get': { path: `/api${backup}/parts/{id}` },
    'backup.schedules.list': { path: `/api${backup}/schedules` },
    'backup.schedules.get': { path: `/api${backup}/schedules/{schedule}` },
    'backup.schedules.create': { method: 'POST', path: `/api${backup}/schedules` },
    'backup.schedules.update': { method: 'PATCH', path: `/api${backup}/schedules/{schedule}` },
    'backup.schedules.delete': { method: 'DELETE', path: `/api${backup}/schedules/{schedule}` },
    'backup.schedules.run': {
      method: 'POST',
      path: `/api${backup}/schedules/{schedule}?action=run`,
    },
    'backup.system-name.list': { method: 'POST', path: `/api${backup}/system-name?action=list` },
    'backup.system-name.archives.list': {
      method: 'POST',
      path: `/api${backup}/system-name/{system_name}/archives?action=list`,
    },
    'backup.system-name.archives.get': {
      method: 'POST',
      path: `/api${backup}/system-name/{system_name}/archives/{archive}?action=get`,
    },
    'backup.validate': { method: 'POST', path: `/api${backup}?action=validate` },
    'reconciliation.job.get': { method: 'GET', path: `/api${reconciliation}/job` },
    'reconciliation.job.create': { method: 'POST', path: `/api${reconciliation}/job` },
    'restore.job.get': { path: `/api${restore}/job` },
    'restore.job.create': { method: 'POST', path: `/api${restore}/job` },
    'restore.job.cancel': { method: 'POST', path: `/api${restore}/job?action=cancel` },
    'restore.validate': { method: 'POST', path: `/api${restore}?action=validate` },
    'system.version': { path: `/api${system}/version` },
    'system.timezone.get': { path: `/api${system}/time/timezone` },
    ...healthAndAccounts('/api/appliance'),
  },
  rest: {
    'session.create': { method: 'POST', path: session },
    'session.get': { method: 'POST', path: `${session}?~action=get` },
    'session.delete': { method: 'DELETE', path: session },
    'recovery.get': { path: '/rest/appliance/recovery' },
    'backup.job.create': { method: 'POST', path: `/rest${backup}/job` },
    'backup.job.list': { path: `/rest${backup}/job` },
    'backup.job.get': { path: `/rest${backup}/job/{id}` },
    'backup.job.cancel': { method: 'POST', path: `/rest${backup}/job/{id}/cancel` },
    'backup.job.details.list': { path: `/rest${backup}/job/details` },
    'backup.parts.list': { path: `/rest${backup}/parts` },
    'backup.parts.get': { path: `/rest${backup}/parts/{id}` },
    'backup.schedules.list': { path: `/rest${backup}/schedules` },
    'backup.schedules.get': { path: `/rest${backup}/schedules/{schedule}` },
    'backup.schedules.create': { method: 'POST', path: `/rest${backup}/schedules/{schedule}` },
    'backup.schedules.update': {
      method: 'PUT',
      path: `/rest${backup}/schedules/update/{schedule}`,
    },
    'backup.schedules.delete': { method: 'DELETE', path: `/rest${backup}/schedules/{schedule}` },
    'backup.schedules.run': {
      method: 'POST',
      path: `/rest${backup}/schedules/{schedule}?action=run`,
    },
    'backup.validate': { method: 'POST', path: `/rest${backup}/validate` },
    'reconciliation.job.get': { method: 'GET', path: `/rest${reconciliation}/job` },
    'reconciliation.job.create': { method: 'POST', path: `/rest${reconciliation}/job` },
    'restore.job.get': { path: `/rest${restore}/job` },
    'restore.job.create': { method: 'POST', path: `/rest${restore}/job` },
    'restore.job.cancel': { method: 'POST', path: `/rest${restore}/job/cancel` },
    'restore.validate': { method: 'POST', path: `/rest${restore}/validate` },
    'system.version': { path: `/rest${system}/version` },
    'system.timezone.get': { path: `/rest${system}/time/timezone` },
    ...healthAndAccounts('/rest/appliance'),
  },
};

/** Operations that both dialects have. */
export type CommonOperation = keyof RequestPartsByDialect['rest'];

/** The input of an operation, independent of the dialect. */
export interface Given {
  /** The parameters in the path. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly input?: unknown;
  /** The jobs whose details are requested. */
  readonly jobs?: readonly string[];
}

/** The field of the body in which the older dialect wraps an operation's input. */
const wrappers: Readonly<Partial<Record<Operation, string>>> = {
  'backup.job.create': 'piece',
  'backup.validate': 'piece',
  'restore.job.create': 'piece',
  'restore.validate': 'piece',
  'reconciliation.job.create': 'spec',
  'backup.schedules.create': 'spec',
  'backup.schedules.update': 'spec',
};

/** The request for an operation with its input, in a dialect. */
export function requestPartsFor(
  dialect: DialectName,
  operation: CommonOperation,
  { parameters = {}, input, jobs = [] }: Given = {},
): RequestParts {
  const parts = requestParts[dialect][operation];
  const filter = jobs.map((id) => `${dialect === 'rest' ? 'filter.jobs' : 'jobs'}=${id}`).join('&');
  const path = fillPath(parts.path, parameters) + (filter === '' ? '' : `?${filter}`);
  if (input === undefined) return { ...parts, path };
  const wrapper = wrappers[operation];
  if (dialect === 'rest') {
    return { ...parts, path, body: wrapper === undefined ? input : { [wrapper]: input } };
  }
  const body = operation === 'backup.schedules.create' ? { ...parameters, spec: input } : input;
  return { ...parts, path, body };
}

/** A path with the values of its parameters. */
export function fillPath(path: string, parameters: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_place, name: string) =>
    encodeURIComponent(parameters[name] ?? ''),
  );
}

/** The value of an answer without a fault, with maps as objects. */
export function valueIn(dialect: DialectName, received: Received): unknown {
  const value = unwrapped(dialect, received);
  const isMap = Array.isArray(value) && value.every((entry) => at(entry, 'key') !== undefined);
  return isMap && dialect === 'rest'
    ? Object.fromEntries(value.map((entry) => [at(entry, 'key'), at(entry, 'value')]))
    : value;
}

/** The type of a fault, by its common name in both dialects. */
export function faultOf({ status, json }: Received): string {
  const type = at(json, 'error_type') ?? at(json, 'type') ?? 'no fault';
  return `${status} ${String(type).replace('com.vmware.vapi.std.errors.', '').toUpperCase()}`;
}

/** The value of an answer without a fault, without the older dialect's wrapper. */
export function unwrapped(dialect: DialectName, { json }: Received): unknown {
  return dialect === 'rest' ? at(json, 'value') : json;
}

/** The value at a path in a JSON value; undefined if there is none. */
export function at(json: unknown, ...way: (string | number)[]): unknown {
  return way.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null
        ? new Map(Object.entries(value)).get(String(name))
        : undefined,
    json,
  );
}

/** A body that contains an operation's input in the form of the dialect. */
export function bodyOf(dialect: DialectName, spec: unknown): unknown {
  return dialect === 'rest' ? { spec } : spec;
}

/** The Authorization value for a user and password. */
export function basic(user: string, password: string): { readonly authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

/** Opens a session and returns its header. */
export async function signIn(
  client: Client,
  simulator: Pick<Simulator, 'authorization'>,
  dialect: DialectName = 'api',
): Promise<{ readonly 'vmware-api-session-id': string }> {
  const { authorization } = simulator;
  const parts = requestParts[dialect]['session.create'];
  const received = await client.ask({ ...parts, headers: { authorization } });
  return { 'vmware-api-session-id': String(unwrapped(dialect, received)) };
}

export const dialectNames: readonly DialectName[] = ['api', 'rest'];
