import { isFailure } from '../faults/failure';
import { failureToFault } from '../faults/failure-to-fault';
import { Fault, type RequestDescription } from '../faults/fault';
import type { FaultCode } from '../faults/fault-codes';
import type { ProxyServer } from '../http/proxy';
import type { Requester } from '../http/requester';
import { urlHost } from '../settings/address';
import type { ApplianceSettings } from '../settings/appliance-settings';
import type { Authentication } from '../sign-in/authentication';
import type { ServerCertificate } from './handshake';

/** The steps, in their order. */
export type ProbeStepName =
  | 'settings'
  | 'name'
  | 'connect'
  | 'tls'
  | 'signIn'
  | 'version'
  | 'permission'
  | 'reconciliation';

/** What a step found. None of it is a secret. */
export interface ProbeFacts {
  /** `settings`, `connect`: host and port; the address that answered. */
  address?: string;
  /** `name`: the host that was looked up, and what was found. Without addresses it is one itself. */
  host?: string;
  addresses?: string[];
  /** `name`, `connect`: the proxy that is gone through, which then looks the name up. */
  proxy?: string;
  /** `connect`: how long it took. */
  milliseconds?: number;
  /** `tls`: who is there, also where that is not trusted. */
  certificate?: ServerCertificate;
  /** `tls`: why it is trusted; `unchecked` where the settings turn that off. */
  trust?: 'authority' | 'pin' | 'unchecked';
  /** `signIn`: as whom. An Authorization value does not say. */
  user?: string;
  /** `version` */
  version?: string;
  build?: string;
  /** `permission`: the group of single sign-on that the user lacks. */
  group?: string;
  /** `reconciliation`: the appliance's own word for the state of the job; `NONE` where there is none. */
  status?: string;
  /** `reconciliation`: percent. */
  progress?: number;
}

/** One step. A step that failed is the last. */
export type ProbeStep = ProbeFacts & { step: ProbeStepName } & (
    | { ok: true }
    | {
        ok: false;
        code: FaultCode;
        /** What is wrong, in words for a person. */
        text: string;
        /** The code of what lay beneath: of Node.js, of OpenSSL, or the HTTP status. */
        reason?: string;
        /** What the appliance said of it, or else what lay beneath. */
        detail?: string;
      }
  );

/** What a step found, and why it failed if it did. */
export type Finding = ProbeFacts & { fault?: Fault };

export interface Step {
  name: ProbeStepName;
  /** @returns nothing where another step tells. */
  take(): Promise<Finding | undefined>;
}

/** The way to the appliance, once its settings are right. */
export interface Way {
  settings: ApplianceSettings;
  subject: string;
  proxy: ProxyServer | undefined;
  requester: Requester;
  authentication: Authentication;
  signal: AbortSignal;
}

/** What is asked, for a fault of it. */
export function askedOf({ subject }: Way, operation: string): RequestDescription {
  return { subject, operation, requestId: '', changes: false };
}

/** @returns the fault that an error means; throws what is a mistake of ours. */
export function faultOf(error: unknown, asked: RequestDescription): Fault {
  if (error instanceof Fault) return error;
  if (isFailure(error)) return failureToFault(error, asked);
  throw error;
}

/** Host and port as a URL has them. */
export function authority({ host, port }: { host: string; port: number }): string {
  return `${urlHost(host)}:${port}`;
}

/** The same promise for whoever asks: what was found once is told in more than one step. */
export function once<Result>(find: () => Promise<Result>): () => Promise<Result> {
  let found: Promise<Result> | undefined;
  return () => {
    found ??= find();
    return found;
  };
}
