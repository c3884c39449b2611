import {
  authenticationRefused,
  type Fault,
  internalError,
  permissionDenied,
  serviceMissing,
  serviceUnavailable,
  sessionLimitReached,
} from '../protocol/faults';
import type { Operation } from '../protocol/routes';
import type { TroubleName } from './script';

/** How one kind of trouble meets a request. */
export type Trouble =
  /** The port is closed. */
  | { readonly kind: 'refused' }
  /** The connection is reset once the request is in. */
  | { readonly kind: 'reset' }
  /** Something before the API answers, whatever was asked. */
  | { readonly kind: 'proxy'; readonly status: number; readonly body: string }
  /** The API answers with a fault, before it has looked who calls. */
  | {
      readonly kind: 'fault';
      readonly fault: (operation: Operation) => Fault;
      readonly concerns: (operation: Operation) => boolean;
    }
  /** The API knows who calls and answers with a fault all the same. */
  | {
      readonly kind: 'denial';
      readonly fault: (user: string, sessionLimit: number) => Fault;
      readonly concerns: (operation: Operation) => boolean;
    };

const everything = () => true;
const logins = (operation: Operation) => operation === 'session.create';
const services = (operation: Operation) => !operation.startsWith('session.');

export const troubles: Readonly<Record<TroubleName, Trouble>> = {
  refused: { kind: 'refused' },
  reset: { kind: 'reset' },
  // Envoy says so while what it stands before is still starting.
  'no-healthy-upstream': { kind: 'proxy', status: 503, body: 'no healthy upstream' },
  'service-unavailable': { kind: 'fault', fault: () => serviceUnavailable, concerns: everything },
  'service-missing': { kind: 'fault', fault: serviceMissing, concerns: services },
  'internal-error': { kind: 'denial', fault: () => internalError, concerns: services },
  unauthenticated: { kind: 'fault', fault: () => authenticationRefused, concerns: everything },
  forbidden: { kind: 'denial', fault: () => permissionDenied, concerns: services },
  'session-limit': {
    kind: 'denial',
    fault: (user, limit) => sessionLimitReached(user, limit, limit),
    concerns: logins,
  },
};
