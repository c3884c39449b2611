import { type Fault, fault, sessionLimitReached } from '../protocol/faults';
import type { Operation } from '../protocol/routes';

/** How an outage meets a request. */
type Outage =
  /** The port is closed, or the connection is reset once the request has arrived. */
  | { readonly kind: 'no-answer' }
  /** Something in front of the API answers, whatever was asked. */
  | { readonly kind: 'proxy'; readonly status: number; readonly body: string }
  /** The API answers with a fault, before or after it has authenticated the caller. */
  | {
      readonly kind: 'fault';
      readonly when: 'before-sign-in' | 'after-sign-in';
      readonly affects: (operation: Operation) => boolean;
      readonly fault: (operation: Operation, user: string, sessionLimit: number) => Fault;
    };

const everything = () => true;
const logins = (operation: Operation) => operation === 'session.create';
const services = (operation: Operation) => !operation.startsWith('session.');

const outageTable = {
  refused: { kind: 'no-answer' },
  reset: { kind: 'no-answer' },
  // Envoy answers so while the services behind it are still starting.
  'no-healthy-upstream': { kind: 'proxy', status: 503, body: 'no healthy upstream' },
  'service-unavailable': faultOutage('before-sign-in', everything, () =>
    fault('SERVICE_UNAVAILABLE', 'com.vmware.vapi.endpoint.cis.ServiceUnavailable'),
  ),
  // A service that has not registered yet, after a restart.
  'service-missing': faultOutage('before-sign-in', services, (operation) =>
    fault('OPERATION_NOT_FOUND', 'vapi.method.input.invalid.interface', serviceOf(operation)),
  ),
  unauthenticated: faultOutage('before-sign-in', everything, () =>
    fault('UNAUTHENTICATED', 'vapi.security.authentication.invalid'),
  ),
  // As appliances answer that have run out of something, of sessions for example.
  'internal-error': faultOutage('after-sign-in', services, () =>
    fault('INTERNAL_SERVER_ERROR', 'vapi.bindings.method.impl.unexpected'),
  ),
  forbidden: faultOutage('after-sign-in', services, () =>
    fault('UNAUTHORIZED', 'com.vmware.vapi.authorization.permission.denied'),
  ),
  'session-limit': faultOutage('after-sign-in', logins, (_operation, user, limit) =>
    sessionLimitReached(user, limit, limit),
  ),
} satisfies Record<string, Outage>;

export type OutageName = keyof typeof outageTable;

export const outages: Readonly<Record<OutageName, Outage>> = outageTable;

function faultOutage(
  when: 'before-sign-in' | 'after-sign-in',
  affects: (operation: Operation) => boolean,
  faultFor: (operation: Operation, user: string, sessionLimit: number) => Fault,
): Outage {
  return { kind: 'fault', when, affects, fault: faultFor };
}

/** The full name of an operation's service: what stands before the last point. */
function serviceOf(operation: Operation): string {
  const service = operation.slice(0, operation.lastIndexOf('.'));
  const family = /^(backup|reconciliation|restore)/.test(service) ? 'recovery.' : '';
  return `com.vmware.appliance.${family}${service}`;
}
