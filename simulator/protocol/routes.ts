import type { Side } from '../scenarios/script';
import type { DialectName } from './dialects';
import { routes } from './route-table';

/** The operations the stand-in knows, by the names that the client's settings use too. */
export type Operation =
  | 'session.create'
  | 'session.get'
  | 'session.delete'
  | 'recovery.get'
  | 'backup.job.create'
  | 'backup.job.list'
  | 'backup.job.get'
  | 'backup.job.cancel'
  | 'backup.job.details.list'
  | 'backup.parts.list'
  | 'backup.parts.get'
  | 'backup.schedules.list'
  | 'backup.schedules.get'
  | 'backup.schedules.create'
  | 'backup.schedules.update'
  | 'backup.schedules.delete'
  | 'backup.schedules.run'
  | 'backup.system-name.list'
  | 'backup.system-name.archives.list'
  | 'backup.system-name.archives.get'
  | 'backup.validate'
  | 'reconciliation.job.get'
  | 'reconciliation.job.create'
  | 'restore.job.get'
  | 'restore.job.create'
  | 'restore.job.cancel'
  | 'restore.validate'
  | 'system.version'
  | 'system.timezone.get';

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
  /** The parameter of the query that says, perhaps several times, what to tell of; all without it. */
  readonly filter?: string;
  /** True where the published specification has nothing to say. */
  readonly unspecified?: boolean;
}

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
    if (!fitsQuery(route, query)) continue;
    const parameters = parametersOf(route.path, path);
    if (parameters !== undefined) return { route, parameters };
  }
  return undefined;
}

/** An action that a route does not ask for is another operation, or none. */
function fitsQuery(route: Route, query: URLSearchParams): boolean {
  const wanted = Object.entries(route.query ?? {});
  const actions = ['action', '~action'].filter((name) => query.has(name));
  return (
    wanted.every(([name, value]) => query.get(name) === value) &&
    actions.every((name) => route.query?.[name] !== undefined)
  );
}

function parametersOf(template: string, path: string): Record<string, string> | undefined {
  if (!template.includes('{')) return template === path ? {} : undefined;
  const expected = template.split('/');
  const given = path.split('/');
  if (expected.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = given[index] ?? '';
    const varies = part.startsWith('{');
    if (varies ? value === '' : part !== value) return undefined;
    if (varies) parameters[part.slice(1, -1)] = decode(value);
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
