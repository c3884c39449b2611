/** What is asked of an appliance besides its recovery API. */
import type { Operation } from './operation';

/**
 * What else is asked of an appliance. The session has another place below `/rest`. Opening one
 * changes nothing of the appliance: an appliance that is read only has to be signed in to as well.
 */
export const sessionOperations = {
  /** Whose session it is. */
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
  /** The time zone in which the schedules of the appliance count. */
  timeZone: {
    name: 'system.timezone.get',
    method: 'GET',
    path: '/appliance/system/time/timezone',
    answer: 'text',
    success: 200,
    changes: false,
    rest: {},
  },
} as const satisfies Record<string, Operation>;
