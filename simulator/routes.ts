import type { DialectName } from './dialect';
import type { Side } from './script';

/** The operations the stand-in knows, by the names that the client's settings use too. */
export type Operation =
  | 'session.create'
  | 'session.get'
  | 'session.delete'
  | 'reconciliation.job.get'
  | 'reconciliation.job.create';

/** One way to ask for an operation. */
export interface Route {
  readonly operation: Operation;
  readonly dialect: DialectName;
  readonly sides: readonly Side[];
  readonly method: string;
  /** With `{name}` for what varies. */
  readonly path: string;
  /** What the query must say besides, as the dialects tell actions apart. */
  readonly query?: Readonly<Record<string, string>>;
  /** The status of an answer without a fault. */
  readonly status: number;
  /** The field of the body that holds the operation's input, where the dialect wraps it. */
  readonly input?: string;
}

const api = { dialect: 'api', sides: ['api'] } as const;
const rest = { dialect: 'rest', sides: ['api'] } as const;
/** On 5480 the older dialect answers too, for the appliance's own services. */
const restOnBoth = { dialect: 'rest', sides: ['api', 'management'] } as const;

const session = '/rest/com/vmware/cis/session';
const job = '/appliance/recovery/reconciliation/job';

export const routes: readonly Route[] = [
  { ...api, operation: 'session.create', method: 'POST', path: '/api/session', status: 201 },
  { ...api, operation: 'session.get', method: 'GET', path: '/api/session', status: 200 },
  { ...api, operation: 'session.delete', method: 'DELETE', path: '/api/session', status: 204 },
  {
    ...rest,
    operation: 'session.get',
    method: 'POST',
    path: session,
    query: { '~action': 'get' },
    status: 200,
  },
  { ...rest, operation: 'session.create', method: 'POST', path: session, status: 200 },
  { ...rest, operation: 'session.delete', method: 'DELETE', path: session, status: 200 },
  { ...api, operation: 'reconciliation.job.get', method: 'GET', path: `/api${job}`, status: 200 },
  {
    ...api,
    operation: 'reconciliation.job.create',
    method: 'POST',
    path: `/api${job}`,
    status: 201,
  },
  {
    ...restOnBoth,
    operation: 'reconciliation.job.get',
    method: 'GET',
    path: `/rest${job}`,
    status: 200,
  },
  {
    ...restOnBoth,
    operation: 'reconciliation.job.create',
    method: 'POST',
    path: `/rest${job}`,
    status: 200,
    input: 'spec',
  },
];

/** A route with what stood in the places of its `{name}`s. */
export interface Match {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The first route that a request fits; one that asks for an action stands before one that does not. */
export function findRoute(
  side: Side,
  method: string,
  path: string,
  query: URLSearchParams,
): Match | undefined {
  for (const route of routes) {
    if (!route.sides.includes(side) || route.method !== method) continue;
    const wanted = Object.entries(route.query ?? {});
    if (!wanted.every(([name, value]) => query.get(name) === value)) continue;
    const parameters = parametersOf(route.path, path);
    if (parameters !== undefined) return { route, parameters };
  }
  return undefined;
}

function parametersOf(template: string, path: string): Record<string, string> | undefined {
  if (!template.includes('{')) return template === path ? {} : undefined;
  const expected = template.split('/');
  const given = path.split('/');
  if (expected.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith('{')) parameters[part.slice(1, -1)] = decode(value);
    else if (part !== value) return undefined;
  }
  return parameters;
}

/** A part of a path that is wrongly encoded is taken as it stands: it will name nothing. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
