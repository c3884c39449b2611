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

/** Calls operations by name, in one dialect, with the simulator's credentials. */
export interface Caller {
  ask(operation: CommonOperation, given?: Given): Promise<Received>;
  /** The value of the answer, without the dialect's wrapper. */
  get(operation: CommonOperation, given?: Given): Promise<unknown>;
}

/** Creates a caller that uses this client, with additional headers. */
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

/** A valid backup request. */
export const backupRequest = {
  parts: ['seat'],
  location_type: 'SFTP',
  location: 'sftp://nas.lab.example/vc',
  location_user: 'svc',
};

/** A valid restore request. */
export const restoreRequest = {
  location_type: 'SFTP',
  location: 'sftp://nas.lab.example/vc',
  sso_admin_user_name: 'administrator@vsphere.local',
  sso_admin_user_password: 'VMware1!',
};

/** The body of a request that starts a successful reconciliation. */
export const reconciliationSpec = {
  sso_admin_user_name: 'administrator@vsphere.local',
  sso_admin_user_password: 'VMware1!',
};
