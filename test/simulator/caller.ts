import type { Simulator } from '../../simulator';
import {
  type Client,
  type CommonOperation,
  type DialectName,
  type Given,
  type Received,
  requestPartsFor,
  valueIn,
} from './client';

/** Somebody who asks for operations by name, in one dialect, with the simulator's own sign-in. */
export interface Caller {
  ask(operation: CommonOperation, given?: Given): Promise<Received>;
  /** What the answer says, out of the dialect's wrapping. */
  get(operation: CommonOperation, given?: Given): Promise<unknown>;
}

/** Makes a caller that uses this client, and these headers besides. */
export function createCaller(
  client: Client,
  simulator: Pick<Simulator, 'authorization'>,
  dialect: DialectName,
  headers: Readonly<Record<string, string>> = {},
): Caller {
  function ask(operation: CommonOperation, given: Given = {}): Promise<Received> {
    const { authorization } = simulator;
    return client.ask({
      ...requestPartsFor(dialect, operation, given),
      headers: { ...headers, authorization },
    });
  }
  return {
    ask,
    get: async (operation, given) => valueIn(dialect, await ask(operation, given)),
  };
}

/** A backup request that there is nothing to say against. */
export const backupRequest = {
  parts: ['seat'],
  location_type: 'SFTP',
  location: 'sftp://nas.lab.example/vc',
  location_user: 'svc',
};

/** A restore request that there is nothing to say against. */
export const restoreRequest = {
  location_type: 'SFTP',
  location: 'sftp://nas.lab.example/vc',
  sso_admin_user_name: 'administrator@vsphere.local',
  sso_admin_user_password: 'VMware1!',
};

/** What starts a reconciliation that succeeds. */
export const reconciliationSpec = {
  sso_admin_user_name: 'administrator@vsphere.local',
  sso_admin_user_password: 'VMware1!',
};
