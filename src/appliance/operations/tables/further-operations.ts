/** The operations that are used besides the recovery API. */
import type { Operation } from '../operation';

/**
 * Sessions, which have another path below `/rest`. Opening one counts as reading: a read-only
 * appliance requires a sign-in, too.
 */
export const sessionOperations = {
  /** The user of the session. */
  get: {
    name: 'session.get',
    method: 'GET',
    path: '/session',
    answer: 'structure',
    success: 200,
    changes: false,
    rest: { method: 'POST', path: '/com/vmware/cis/session?~action=get' },
  },
  create: {
    name: 'session.create',
    method: 'POST',
    path: '/session',
    answer: 'text',
    success: 201,
    changes: false,
    rest: { path: '/com/vmware/cis/session' },
  },
  delete: {
    name: 'session.delete',
    method: 'DELETE',
    path: '/session',
    answer: 'nothing',
    success: 204,
    changes: false,
    rest: { path: '/com/vmware/cis/session' },
  },
} as const satisfies Record<string, Operation>;

/** @returns whether an operation is one of those of {@link sessionOperations}. */
export function isSessionOperation({ name }: Operation): boolean {
  return Object.values<Operation>(sessionOperations).some((operation) => operation.name === name);
}

/** Reads a health indicator: a bare word such as `green`. */
function indicator(name: string): Operation & { rest: object } {
  return {
    name: `health.${name}.get`,
    method: 'GET',
    path: `/appliance/health/${name}`,
    answer: 'text',
    success: 200,
    changes: false,
    rest: {},
  };
}

/** The health that a backup depends on. */
export const healthOperations = {
  'database-storage': indicator('database-storage'),
  storage: indicator('storage'),
  applmgmt: indicator('applmgmt'),
  /** Since 7.0.0.1: with a status and messages instead of a word. */
  database: { ...indicator('database'), answer: 'structure' },
} as const satisfies Record<string, Operation>;

export const systemOperations = {
  version: {
    name: 'system.version.get',
    method: 'GET',
    path: '/appliance/system/version',
    answer: 'structure',
    success: 200,
    changes: false,
    rest: {},
  },
  /** The time zone of the appliance's schedules. */
  timeZone: {
    name: 'system.timezone.get',
    method: 'GET',
    path: '/appliance/system/time/timezone',
    answer: 'text',
    success: 200,
    changes: false,
    rest: {},
  },
  /** The appliance's own account "root". */
  root: {
    name: 'local-accounts.root.get',
    method: 'GET',
    path: '/appliance/local-accounts/root',
    answer: 'structure',
    success: 200,
    changes: false,
    rest: {},
  },
} as const satisfies Record<string, Operation>;
