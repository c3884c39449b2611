import type { ApplianceSettings } from './appliance/appliance';
import type { Script } from './scenarios/script';
import type { TlsMaterial } from './server/certificates';
import type { AnswerReport } from './server/handle-request';
import type { SimulatedRequest } from './server/request-log';
import { specificationPath } from './specification/specification';
import { globalTimers, type Timers } from './time/timers';

/** What a simulator may be given at its start; everything has a default. */
export interface SimulatorOptions extends Partial<ApplianceSettings> {
  /** Where to listen. */
  readonly host?: string;
  /** Of the API side; 0 for a free one. */
  readonly port?: number;
  /** Of the management side; 0 for a free one. */
  readonly managementPort?: number;
  /** A scenario's name, or a script of one's own. */
  readonly scenario?: string | Script;
  /** Simulated milliseconds for each real one. */
  readonly speed?: number;
  /** Where the simulated time begins: at the real time. */
  readonly now?: Date;
  /** The real time: that of the process. */
  readonly timers?: Timers;
  /** Real milliseconds that an idle connection is kept; Node times this itself. */
  readonly keepAliveTimeout?: number;
  /** Real milliseconds that every answer takes. */
  readonly serviceTime?: number;
  /** A certificate of one's own. */
  readonly tls?: TlsMaterial;
  /** Names and addresses that the certificate is for: localhost, 127.0.0.1, ::1 and the host. */
  readonly certificateNames?: readonly string[];
  /** When the certificate expires; a time in the past makes an expired one. */
  readonly notAfter?: Date;
  /** True for an authority that no other simulator of this process has. */
  readonly freshAuthority?: boolean;
  /** Whether answers are held against the published specification: where RECOVERY_SPEC names it. */
  readonly validate?: boolean;
  /** Called for every request as it is answered. */
  readonly onAnswer?: (request: SimulatedRequest, report: AnswerReport) => void;
  /**
   * Called when the answer to a request begins or ceases to wait for time to pass, with the request's
   * `X-Request-ID`: a test that moves the time has to know when nothing else is going to happen.
   */
  readonly onHold?: (requestId: string, isHeld: boolean) => void;
}

const defaults = {
  host: '127.0.0.1',
  port: 0,
  managementPort: 0,
  scenario: 'running-to-succeeded',
  speed: 1,
  timers: globalTimers,
  keepAliveTimeout: 65_000,
  serviceTime: 0,
  freshAuthority: false,
  onAnswer: () => undefined,
  onHold: () => undefined,
  username: 'administrator@vsphere.local',
  password: 'VMware1!',
  rootPassword: 'VMware1!',
  authorizations: [],
  basicOnApi: true,
  sessionLimit: 550,
  lockoutSeconds: 300,
  backupSeconds: 60,
  history: 2,
  timeZone: 'UTC',
  restoreSeconds: 120,
  restorable: false,
  restoreNever: 'none',
  ssoLoginRequired: true,
  reconciliationAfterRestore: 30,
} satisfies SimulatorOptions;

/** The options, with defaults for those that are not given. */
export function withDefaults(options: SimulatorOptions) {
  const { host } = { ...defaults, ...options };
  return {
    ...defaults,
    certificateNames: [...new Set(['localhost', '127.0.0.1', '::1', host])],
    validate: specificationPath() !== undefined,
    ...options,
  };
}
