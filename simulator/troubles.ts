import {
  authenticationRefused,
  type Fault,
  permissionDenied,
  serviceMissing,
  serviceUnavailable,
  sessionLimitReached,
} from './faults';
import type { Operation } from './routes';
import type { TroubleName } from './script';

/** How one kind of trouble meets a request. */
export type Trouble =
  /** The port is closed. */
  | { readonly kind: 'refused' }
  /** The connection is reset once the request is in. */
  | { readonly kind: 'reset' }
  /** Something before the API answers, whatever was asked. */
  | { readonly kind: 'proxy'; readonly status: number; readonly body: string }
  /** The API answers with a fault, before or after it has looked who calls. */
  | {
      readonly kind: 'fault';
      readonly fault: (user: string) => Fault;
      readonly concerns: (operation: Operation) => boolean;
      readonly known: boolean;
    };

const everything = () => true;
const logins = (operation: Operation) => operation === 'session.create';
const services = (operation: Operation) => !operation.startsWith('session.');

export const troubles: Readonly<Record<TroubleName, Trouble>> = {
  refused: { kind: 'refused' },
  reset: { kind: 'reset' },
  // Envoy says so while what it stands before is still starting.
  'no-healthy-upstream': { kind: 'proxy', status: 503, body: 'no healthy upstream' },
  'service-unavailable': {
    kind: 'fault',
    fault: () => serviceUnavailable,
    concerns: everything,
    known: false,
  },
  'service-missing': {
    kind: 'fault',
    fault: () => serviceMissing,
    concerns: services,
    known: false,
  },
  unauthenticated: {
    kind: 'fault',
    fault: () => authenticationRefused,
    concerns: everything,
    known: false,
  },
  forbidden: { kind: 'fault', fault: () => permissionDenied, concerns: services, known: true },
  'session-limit': {
    kind: 'fault',
    fault: (user) => sessionLimitReached(user, 550, 550),
    concerns: logins,
    known: true,
  },
};
