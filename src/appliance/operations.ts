/**
 * What can be asked of an appliance. Each row is taken from the published specification (vSphere
 * Automation API 8.0.2, "appliance"); what the code does with an operation follows from its row.
 */
import type { Connection } from './settings';

export interface Operation {
  name: string;
  method: 'GET' | 'POST' | 'DELETE';
  /** Below `/api`; the older `/rest` has the same path where `rest` does not say otherwise. */
  path: string;
  rest?: { path: string };
  /** Whether it changes something on the appliance. Such a request is sent once. */
  changes: boolean;
  /** Whether a 404 "there is no such thing" is an answer to what was asked, not a fault. */
  noneIsAnAnswer?: boolean;
}

/** The operations of the recovery API. */
export const operations = {
  'reconciliation.job.get': {
    name: 'reconciliation.job.get',
    method: 'GET',
    path: '/appliance/recovery/reconciliation/job',
    changes: false,
    noneIsAnAnswer: true,
  },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

/**
 * What else is asked of an appliance. The session has another place below `/rest`. Opening one
 * changes nothing of the appliance: an appliance that is read only has to be signed in to as well.
 */
export const sessionOperations = {
  create: {
    name: 'session.create',
    method: 'POST',
    path: '/session',
    rest: { path: '/com/vmware/cis/session' },
    changes: false,
  },
  delete: {
    name: 'session.delete',
    method: 'DELETE',
    path: '/session',
    rest: { path: '/com/vmware/cis/session' },
    changes: false,
  },
} as const satisfies Record<string, Operation>;

/** @returns the path of an operation, as the connection's dialect has it. */
export function pathOf(operation: Operation, connection: Connection): string {
  return connection === 'api'
    ? `/api${operation.path}`
    : `/rest${operation.rest?.path ?? operation.path}`;
}
