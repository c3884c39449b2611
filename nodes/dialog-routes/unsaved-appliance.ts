/**
 * Reads the settings of an appliance from its open dialog, before they are deployed.
 */
import { notConfigured } from '../../src/appliance/faults/fault';
import type { RawSettings } from '../../src/appliance/settings/appliance-settings';
import { nameOf } from '../../src/appliance/settings/coerce';
import { type Field, sentence } from '../../src/messages/sentence';
import { readProxy, readTls } from '../runtime/core-nodes';
import type { NodeConfig, Runtime } from '../runtime/node-red';
import { isChosen } from '../runtime/saved-values';
import { environmentOf } from './environment';
import { requireSameServer } from './same-server';

type Properties = Readonly<Record<string, unknown>>;

/** The contents of the dialog. */
export interface UnsavedAppliance {
  id: string;
  config: Properties;
  credentials: Properties;
}

/** The values of a password field that was not edited (`editor.js` of the editor). */
const unedited: ReadonlySet<unknown> = new Set([undefined, '__PWRD__']);

const secrets = ['password', 'authorization'] as const;

/** The appliance as it is deployed, if it is. */
function deployedConfig({ nodes }: Runtime, id: string): NodeConfig | undefined {
  let found: NodeConfig | undefined;
  nodes.eachNode((config) => {
    if (config.id === id && config.type === 'vcenter-appliance') found = config;
  });
  return found;
}

/**
 * @returns the credentials to sign in with: those of the dialog, with stored secrets for the fields
 *   that were not edited.
 * @throws Fault NOT_CONFIGURED if a stored secret might be sent to another or an unverified server.
 */
function credentialsOf(
  runtime: Runtime,
  { id, credentials }: UnsavedAppliance,
  config: Properties,
  user: string,
): Record<string, unknown> {
  const deployed = deployedConfig(runtime, id);
  const stored = (deployed && runtime.nodes.getCredentials(id)) ?? {};
  const complete: Record<string, unknown> = { username: stored.username, ...credentials };
  const sent = config.auth === 'authorization' ? 'authorization' : 'password';
  for (const field of secrets) {
    if (!unedited.has(complete[field])) continue;
    complete[field] = field === sent ? stored[field] : undefined;
    if (deployed === undefined || field !== sent || !stored[field]) continue;
    // Resolved with the variables of the flow it is deployed in, not those of the flow in the dialog.
    const resolved = environmentOf(runtime, id, deployed.z)(deployed);
    requireSameServer(runtime, user, field, resolved, config);
  }
  return complete;
}

function requireDeployed({ nodes }: Runtime, id: unknown, field: Field): void {
  if (!isChosen(id) || nodes.getNode(id)) return;
  throw notConfigured(sentence('not-deployed', { setting: nameOf(field) }));
}

/**
 * @param user who asks for the test.
 * @returns the settings as if they were deployed now.
 * @throws Fault NOT_CONFIGURED, whose text says what to do.
 */
export function readUnsaved(
  runtime: Runtime,
  appliance: UnsavedAppliance,
  user: string,
): RawSettings {
  const resolved = environmentOf(runtime, appliance.id, appliance.config.z);
  const config = resolved(appliance.config);
  requireDeployed(runtime, config.tls, 'tls');
  if (config.proxyMode === 'node') requireDeployed(runtime, config.proxy, 'proxy');
  return {
    config,
    credentials: resolved(credentialsOf(runtime, appliance, config, user)),
    ...readTls(runtime, config.tls),
    ...readProxy(runtime, config),
  };
}
