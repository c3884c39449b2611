/** What the steps of a connection test find, and what they have in common. */

import type { Clock } from '../../clock';
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

/** The steps, in order. */
export type StepName =
  | 'settings'
  | 'name'
  | 'connect'
  | 'tls'
  | 'signIn'
  | 'version'
  | 'permission'
  | 'reconciliation';

/** What a step found. None of it is secret. */
export interface StepFacts {
  /** `settings`: host and port. `connect`: the address that answered. */
  address?: string;
  /** `name`: the host that was looked up, and its addresses; none where the host is an address. */
  host?: string;
  addresses?: string[];
  /** `name`, `connect`: the proxy that is used, and looks the name up. */
  proxy?: string;
  /** `connect`: how long it took. */
  milliseconds?: number;
  /** `tls`: the certificate of the server, trusted or not. */
  certificate?: ServerCertificate;
  /** `tls`: why it is trusted; `unchecked` where the settings turn verification off. */
  trust?: 'authority' | 'pin' | 'unchecked';
  /** `signIn`: the user. Not known for an Authorization value. */
  user?: string;
  /** `version` */
  version?: string;
  build?: string;
  /** `permission`: the group of single sign-on that the user is not a member of. */
  group?: string;
  /** `reconciliation`: the status as the appliance spells it; `NONE` where there is no job. */
  status?: string;
  /** `reconciliation`: percent. */
  progress?: number;
}

/** The result of one step. A step that failed is the last. */
export type StepResult = StepFacts & { step: StepName } & (
    | { ok: true }
    | {
        ok: false;
        code: FaultCode;
        /** What is wrong, as a sentence for a person. */
        text: string;
        /** The code of the underlying error: of Node.js, of OpenSSL, or the HTTP status. */
        reason?: string;
        /** The appliance's own message, or else that of the underlying error. */
        detail?: string;
        /** Whether there was an answer, and none so far looked like that of an appliance. */
        isStranger?: true;
      }
  );

/** What a step found, and the fault if it failed. */
export type Finding = StepFacts & { fault?: Fault };

export interface Step {
  name: StepName;
  /** @returns undefined where another step reports it. */
  run(): Promise<Finding | undefined>;
}

/** A test whose settings are valid. */
export interface ConnectionTest {
  settings: ApplianceSettings;
  /** The appliance, as a sentence names it. */
  subject: string;
  proxy: ProxyServer | undefined;
  requester: Requester;
  authentication: Authentication;
  clock: Clock;
  /** Aborts what the test is doing. */
  signal: AbortSignal;
}

/** @returns what a fault of this step says about the request. */
export function describeRequest(
  { subject }: Pick<ConnectionTest, 'subject'>,
  operation: string,
): RequestDescription {
  return { subject, operation, requestId: '', changes: false };
}

/** @returns the fault that an error means. Rethrows a mistake in this package. */
export function toFault(error: unknown, request: RequestDescription): Fault {
  if (error instanceof Fault) return error;
  if (isFailure(error)) return failureToFault(error, request);
  throw error;
}

/** @returns host and port as a URL contains them. */
export function authority({ host, port }: { host: string; port: number }): string {
  return `${urlHost(host)}:${port}`;
}

/** @returns a function that acts on the first call only: several steps report on the same result. */
export function once<Result>(act: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => {
    result ??= act();
    return result;
  };
}
