import type { Accounts } from './appliance/authentication';
import type { Habits } from './appliance/call';
import type { Script } from './scenarios/script';
import type { CertificateWish, TlsMaterial } from './server/certificates';
import type { Manner } from './server/prepared-answers';
import type { SimulatedRequest } from './server/request-log';
import { specificationPath } from './specification/specification';

/** What a simulator may be told; everything has a default. */
export interface SimulatorOptions {
  /** Where to listen: 127.0.0.1. */
  readonly host?: string;
  /** Of the API side; 0 for a free one. */
  readonly port?: number;
  /** Of the management side; 0 for a free one. */
  readonly managementPort?: number;
  /** A scenario's name or a script of one's own: `running-to-succeeded`. */
  readonly scenario?: string | Script;
  /** Simulated milliseconds for each real one: 1. */
  readonly speed?: number;
  /** Where the simulated time begins: at the real time. */
  readonly now?: Date;
  /** Simulated seconds that a backup takes: 60. */
  readonly backupSeconds?: number;
  /** Simulated seconds that a restore takes: 120. */
  readonly restoreSeconds?: number;
  /** Of the appliance, in which its schedules are due: UTC. */
  readonly timeZone?: string;
  /** How many backups the usual schedule has made before the start: 2. */
  readonly history?: number;
  /** Whether the appliance is deployed and not yet restored, which allows a restore: false. */
  readonly restorable?: boolean;
  /** What is said of the restore job where nothing was ever restored: NONE, or 500. */
  readonly restoreNever?: Habits['restoreNever'];
  /** Simulated seconds after a restore until its reconciliation begins by itself: 30. */
  readonly reconciliationAfterRestore?: number | 'never';
  /** Whether a restore needs the administrator of single sign-on: true. */
  readonly ssoLoginRequired?: boolean;
  /** `administrator@vsphere.local` */
  readonly username?: string;
  /** `VMware1!` */
  readonly password?: string;
  /** Of the user root on the management side: `VMware1!`. */
  readonly rootPassword?: string;
  /** Further Authorization values that the API side takes as they are. */
  readonly authorizations?: readonly string[];
  /** Whether the API side takes an Authorization on every request: true. */
  readonly basicOnApi?: boolean;
  /** Simulated seconds after which an unused session ends: 1,800. */
  readonly sessionIdleSeconds?: number;
  /** Sessions for each user: 550. */
  readonly sessionLimit?: number;
  /** Real milliseconds that an idle connection is kept: 65,000. */
  readonly keepAliveTimeout?: number;
  /** Real milliseconds that every answer takes: 0. */
  readonly serviceTime?: number;
  /** A certificate of one's own (PEM). */
  readonly tls?: { readonly key: string; readonly cert: string; readonly ca: string };
  /** Names and addresses the certificate is for: localhost, 127.0.0.1, ::1 and the host. */
  readonly certificateNames?: readonly string[];
  /** When the certificate expires; a time gone by makes an expired one. */
  readonly notAfter?: Date;
  /** True for an authority that no other simulator of this process has. */
  readonly freshAuthority?: boolean;
  /** Whether answers are held against the published specification: where RECOVERY_SPEC names it. */
  readonly validate?: boolean;
  /** Told of every request as it is answered. */
  readonly onAnswer?: (request: SimulatedRequest, outcome: AnswerReport) => void;
}

/** How a request went. */
export interface AnswerReport {
  /** 0 where there was no answer. */
  readonly status: number;
  readonly how: Manner;
}

/** Options with every default in its place. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly managementPort: number;
  readonly scenario: string | Script;
  readonly speed: number;
  readonly now: Date | undefined;
  readonly backupSeconds: number;
  readonly restoreSeconds: number;
  readonly timeZone: string;
  readonly history: number;
  readonly restorable: boolean;
  readonly reconciliationAfterRestore: number | 'never';
  readonly habits: Habits;
  readonly accounts: Accounts;
  readonly sessionIdleSeconds: number;
  readonly sessionLimit: number;
  readonly keepAliveTimeout: number;
  readonly serviceTime: number;
  readonly tls: TlsMaterial | undefined;
  readonly certificate: CertificateWish;
  readonly validate: boolean;
  readonly onAnswer: (request: SimulatedRequest, report: AnswerReport) => void;
}

/** Puts the defaults where nothing was said. */
export function withDefaults(options: SimulatorOptions): Settings {
  const { host = '127.0.0.1' } = options;
  return {
    host,
    port: options.port ?? 0,
    managementPort: options.managementPort ?? 0,
    scenario: options.scenario ?? 'running-to-succeeded',
    speed: options.speed ?? 1,
    now: options.now,
    backupSeconds: options.backupSeconds ?? 60,
    restoreSeconds: options.restoreSeconds ?? 120,
    timeZone: options.timeZone ?? 'UTC',
    history: options.history ?? 2,
    restorable: options.restorable ?? false,
    reconciliationAfterRestore: options.reconciliationAfterRestore ?? 30,
    habits: {
      restoreNever: options.restoreNever ?? 'none',
      ssoLoginRequired: options.ssoLoginRequired ?? true,
    },
    accounts: {
      username: options.username ?? 'administrator@vsphere.local',
      password: options.password ?? 'VMware1!',
      rootPassword: options.rootPassword ?? 'VMware1!',
      authorizations: options.authorizations ?? [],
      basicOnApi: options.basicOnApi ?? true,
    },
    sessionIdleSeconds: options.sessionIdleSeconds ?? 1800,
    sessionLimit: options.sessionLimit ?? 550,
    keepAliveTimeout: options.keepAliveTimeout ?? 65_000,
    serviceTime: options.serviceTime ?? 0,
    tls: options.tls,
    certificate: {
      names: options.certificateNames ?? [...new Set(['localhost', '127.0.0.1', '::1', host])],
      notAfter: options.notAfter,
      freshAuthority: options.freshAuthority ?? false,
    },
    validate: options.validate ?? specificationPath() !== undefined,
    onAnswer: options.onAnswer ?? (() => undefined),
  };
}
