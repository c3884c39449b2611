import type { Flow } from 'node-red-node-test-helper';
import type { Simulator } from '../../simulator';

/**
 * The appliance of a flow, `appliance`, and the TLS configuration that trusts the stand-in, `tls`.
 *
 * @param properties what is different about the appliance.
 */
export function applianceNodes(
  simulator: Pick<Simulator, 'host' | 'port'>,
  properties: Record<string, unknown> = {},
): Flow {
  return [
    { id: 'tls', type: 'tls-config', cert: '', key: '', ca: '', verifyservercert: true },
    {
      id: 'appliance',
      type: 'vcenter-appliance',
      name: 'vc-a',
      host: simulator.host,
      port: String(simulator.port),
      connection: 'api',
      auth: 'session',
      tls: 'tls',
      proxyMode: 'none',
      requestTimeout: '30',
      ...properties,
    },
  ];
}

/**
 * The credentials of these nodes, by their ids.
 *
 * @param changes what is different about those of the appliance.
 */
export function applianceCredentials(
  { username, password, ca }: Pick<Simulator, 'username' | 'password' | 'ca'>,
  changes: Record<string, unknown> = {},
) {
  return { appliance: { username, password, ...changes }, tls: { cadata: ca } };
}
