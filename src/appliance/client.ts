import type { Calls, CallsOptions } from './calls/calls';
import type { ApplianceIdentity } from './faults/fault';
import { parseAddress, shownText } from './settings/address';
import type { RawSettings } from './settings/appliance-settings';

export type { ApplianceServer, CallOptions, SignInState } from './calls/calls';
export type { Health } from './calls/health';
export type { Answer } from './operations/answer';

/** An appliance that is deployed, with what is shown of it to a person. */
export interface ApplianceClient extends Calls {
  readonly identity: ApplianceIdentity;
}

/** An appliance, as the nodes use it. */
export type Appliance = Omit<ApplianceClient, 'signIn'>;

export interface ApplianceOptions extends CallsOptions {
  id: string;
  /** The host as it stands in the settings, for callers that look an appliance up by it. */
  host: string;
}

/**
 * Nothing is sent, and what it takes to send is not even loaded, before the first use: a thousand
 * appliances that are deployed and not used cost little memory.
 *
 * @param read returns the settings. Called with the first call, and again until they are valid, so
 *   that wrong settings are the fault of the message that needs them.
 */
export function createAppliance(
  read: () => RawSettings,
  options: ApplianceOptions,
): ApplianceClient {
  const { id, name, host: field } = options;
  const host = parseAddress(field)?.host ?? shownText(field);
  const identity: ApplianceIdentity = { id, name: name || host, host };
  let calls: Calls | undefined;
  let isClosed = false;

  function used(): Calls {
    if (calls === undefined) {
      const { createCalls } = require('./calls/calls') as typeof import('./calls/calls');
      calls = createCalls(identity, read, options);
      if (isClosed) void calls.close();
    }
    return calls;
  }

  return {
    identity,
    server: () => used().server(),
    signIn: () => used().signIn(),
    deadline: (total) => used().deadline(total),
    certificate: () => used().certificate(),
    call: (operation, callOptions) => used().call(operation, callOptions),
    allow: (operation) => used().allow(operation),
    async close() {
      isClosed = true;
      await calls?.close();
    },
  };
}
