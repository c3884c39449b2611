import type { DialectName } from './dialects';

/** The two ports: the API on 443 and the management interface on 5480. */
export type Side = 'api' | 'management';

const backup = '/api/appliance/recovery/backup';
const oldBackup = '/rest/appliance/recovery/backup';
const oldSession = '/rest/com/vmware/cis/session';

// How each dialect asks for an operation. A path whose last part is fixed stands before one in which
// it varies.

const apiRequests = {
  'session.create': 'POST /api/session',
  'session.get': 'GET /api/session',
  'session.delete': 'DELETE /api/session',
  'recovery.get': 'GET /api/appliance/recovery',
  'backup.job.create': `POST ${backup}/job`,
  'backup.job.list': `GET ${backup}/job`,
  'backup.job.details.list': `GET ${backup}/job/details`,
  'backup.job.get': `GET ${backup}/job/{id}`,
  'backup.job.cancel': `POST ${backup}/job/{id}?action=cancel`,
  'backup.parts.list': `GET ${backup}/parts`,
  'backup.parts.get': `GET ${backup}/parts/{id}`,
  'backup.schedules.create': `POST ${backup}/schedules`,
  'backup.schedules.list': `GET ${backup}/schedules`,
  'backup.schedules.get': `GET ${backup}/schedules/{schedule}`,
  'backup.schedules.update': `PATCH ${backup}/schedules/{schedule}`,
  'backup.schedules.delete': `DELETE ${backup}/schedules/{schedule}`,
  'backup.schedules.run': `POST ${backup}/schedules/{schedule}?action=run`,
  'backup.system-name.list': `POST ${backup}/system-name?action=list`,
  'backup.system-name.archives.list': `POST ${backup}/system-name/{system_name}/archives?action=list`,
  'backup.system-name.archives.get': `POST ${backup}/system-name/{system_name}/archives/{archive}?action=get`,
  'backup.validate': `POST ${backup}?action=validate`,
  'reconciliation.job.get': 'GET /api/appliance/recovery/reconciliation/job',
  'reconciliation.job.create': 'POST /api/appliance/recovery/reconciliation/job',
  'restore.job.get': 'GET /api/appliance/recovery/restore/job',
  'restore.job.cancel': 'POST /api/appliance/recovery/restore/job?action=cancel',
  'restore.job.create': 'POST /api/appliance/recovery/restore/job',
  'restore.validate': 'POST /api/appliance/recovery/restore?action=validate',
  'system.version': 'GET /api/appliance/system/version',
  'system.timezone.get': 'GET /api/appliance/system/time/timezone',
  'health.database-storage.get': 'GET /api/appliance/health/database-storage',
  'health.storage.get': 'GET /api/appliance/health/storage',
  'health.applmgmt.get': 'GET /api/appliance/health/applmgmt',
  'health.database.get': 'GET /api/appliance/health/database',
  'local-accounts.root.get': 'GET /api/appliance/local-accounts/root',
} as const;

/** The operations the stand-in knows, by the names that the client's settings use too. */
export type Operation = keyof typeof apiRequests;

/**
 * The older dialect. It asks for system names and archives with the location's password in the
 * query of a GET, where every proxy writes it down; a client that does so finds nothing here.
 */
const restRequests: Readonly<Partial<Record<Operation, string>>> = {
  'session.create': `POST ${oldSession}`,
  'session.get': `POST ${oldSession}?~action=get`,
  'session.delete': `DELETE ${oldSession}`,
  'recovery.get': 'GET /rest/appliance/recovery',
  'backup.job.create': `POST ${oldBackup}/job`,
  'backup.job.list': `GET ${oldBackup}/job`,
  'backup.job.details.list': `GET ${oldBackup}/job/details`,
  'backup.job.get': `GET ${oldBackup}/job/{id}`,
  'backup.job.cancel': `POST ${oldBackup}/job/{id}/cancel`,
  'backup.parts.list': `GET ${oldBackup}/parts`,
  'backup.parts.get': `GET ${oldBackup}/parts/{id}`,
  'backup.schedules.create': `POST ${oldBackup}/schedules/{schedule}`,
  'backup.schedules.list': `GET ${oldBackup}/schedules`,
  'backup.schedules.get': `GET ${oldBackup}/schedules/{schedule}`,
  'backup.schedules.update': `PUT ${oldBackup}/schedules/update/{schedule}`,
  'backup.schedules.delete': `DELETE ${oldBackup}/schedules/{schedule}`,
  'backup.schedules.run': `POST ${oldBackup}/schedules/{schedule}?action=run`,
  'backup.validate': `POST ${oldBackup}/validate`,
  'reconciliation.job.get': 'GET /rest/appliance/recovery/reconciliation/job',
  'reconciliation.job.create': 'POST /rest/appliance/recovery/reconciliation/job',
  'restore.job.get': 'GET /rest/appliance/recovery/restore/job',
  'restore.job.cancel': 'POST /rest/appliance/recovery/restore/job/cancel',
  'restore.job.create': 'POST /rest/appliance/recovery/restore/job',
  'restore.validate': 'POST /rest/appliance/recovery/restore/validate',
  'system.version': 'GET /rest/appliance/system/version',
  'system.timezone.get': 'GET /rest/appliance/system/time/timezone',
  'health.database-storage.get': 'GET /rest/appliance/health/database-storage',
  'health.storage.get': 'GET /rest/appliance/health/storage',
  'health.applmgmt.get': 'GET /rest/appliance/health/applmgmt',
  'health.database.get': 'GET /rest/appliance/health/database',
  'local-accounts.root.get': 'GET /rest/appliance/local-accounts/root',
};

/** Of the health, 5480 was seen to answer with that of the system only, which the nodes do not ask for. */
const notOnManagement = /^health\./;

/** The status of a good answer in the newer dialect, where it is not 200; the older has only 200. */
const apiStatuses: Readonly<Partial<Record<Operation, number>>> = {
  'session.create': 201,
  'session.delete': 204,
  'backup.job.create': 201,
  'backup.schedules.create': 204,
  'backup.schedules.update': 204,
  'backup.schedules.delete': 204,
  'reconciliation.job.create': 201,
  'restore.job.create': 201,
};

/** The field of the body in which the older dialect wraps an operation's input. */
const restWrappers: Readonly<Partial<Record<Operation, string>>> = {
  'backup.job.create': 'piece',
  'backup.validate': 'piece',
  'backup.schedules.create': 'spec',
  'backup.schedules.update': 'spec',
  'reconciliation.job.create': 'spec',
  'restore.job.create': 'piece',
  'restore.validate': 'piece',
};

/** One way to ask for an operation. */
export type Route = ReturnType<typeof routeOf>;

/** A route with what stood in the places of its `{name}`s. */
export interface Match {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

const routes: readonly Route[] = [
  ...routesOf('api', apiRequests),
  ...routesOf('rest', restRequests),
];

/** The route that a request fits, if there is one. */
export function findRoute(
  side: Side,
  method: string,
  path: string,
  query: URLSearchParams,
): Match | undefined {
  for (const route of routes) {
    if (!route.sides.includes(side) || route.method !== method) continue;
    // An action that a route does not ask for is another operation, or none.
    const asked = new URLSearchParams(route.target.split('?')[1]);
    if (['action', '~action'].some((name) => query.get(name) !== asked.get(name))) continue;
    const found = route.pattern.exec(path);
    if (found !== null) return { route, parameters: decoded(found.groups ?? {}) };
  }
  return undefined;
}

function routesOf(dialect: DialectName, requests: Readonly<Record<string, string>>): Route[] {
  return Object.entries(requests).flatMap(([operation, request]) =>
    isOperation(operation) ? [routeOf(dialect, operation, request)] : [],
  );
}

function isOperation(name: string): name is Operation {
  return name in apiRequests;
}

function routeOf(dialect: DialectName, operation: Operation, request: string) {
  const [method = '', target = ''] = request.split(' ');
  const [path = ''] = target.split('?');
  const isRest = dialect === 'rest';
  // On 5480 the older dialect answers too, for the appliance's own services.
  const isOnBoth = isRest && !notOnManagement.test(operation);
  const sides: readonly Side[] = isOnBoth ? ['api', 'management'] : ['api'];
  return {
    operation,
    dialect,
    sides,
    method,
    /** The path with the query that it must have, as the specification writes it. */
    target,
    pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
    /** Of an answer without a fault. */
    status: isRest ? 200 : (apiStatuses[operation] ?? 200),
    wrapper: isRest ? restWrappers[operation] : undefined,
  };
}

/** A part of a path that is wrongly encoded is taken as it stands: it will name nothing. */
function decoded(parameters: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => {
      try {
        return [name, decodeURIComponent(value)];
      } catch {
        return [name, value];
      }
    }),
  );
}
