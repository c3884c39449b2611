/**
 * Reads the settings of an appliance from its open dialog, before they are deployed.
 */
import { notConfigured } from '../../src/appliance/faults/fault';
import {
  addressOf,
  type RawSettings,
  subjectOf,
} from '../../src/appliance/settings/appliance-settings';
import { asText, nameOf } from '../../src/appliance/settings/coerce';
import { type Field, sentence } from '../../src/messages/sentence';
import { readProxy, readTls } from '../runtime/core-nodes';
import type { NodeConfig, Runtime } from '../runtime/node-red';
import { isChosen } from '../runtime/saved-values';
import { environmentOf } from './environment';

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

/** The address of a deployed appliance; undefined if its settings are invalid. */
function addressText(config: Properties): string | undefined {
  try {
    return subjectOf(addressOf(config), '');
  } catch {
    return undefined; // Then a stored secret is not sent to any host.
  }
}

/** Whether the certificate of the server is not verified. */
function isUnverified(runtime: Runtime, { fingerprint, tls }: Properties): boolean {
  if (asText(fingerprint, 'fingerprint').trim() !== '') return false;
  return readTls(runtime, tls).tls?.rejectUnauthorized === false;
}

/** The same for the deployed settings, where a TLS configuration that cannot be read was verified. */
function wasUnverified(runtime: Runtime, config: Properties): boolean {
  try {
    return isUnverified(runtime, config);
  } catch {
    return false;
  }
}

/**
 * Otherwise a user with permission to deploy could send a stored secret, which the editor does not
 * reveal, to a server of their own without leaving a trace. A pinned certificate counts as verified,
 * because a user has compared it.
 *
 * @param field of the secret.
 * @param deployed the deployed settings.
 * @param edited the settings in the dialog.
 * @throws Fault NOT_CONFIGURED if a stored secret would be sent to another or an unverified server.
 */
function requireSameServer(
  runtime: Runtime,
  field: Field,
  deployed: Properties,
  edited: Properties,
): void {
  const setting = nameOf(field);
  const address = addressText(deployed);
  if (address !== subjectOf(addressOf(edited), '')) {
    throw notConfigured(
      address === undefined
        ? sentence('enter-again', { setting })
        : sentence('enter-again-for', { setting, address }),
    );
  }
  if (isUnverified(runtime, edited) && !wasUnverified(runtime, deployed)) {
    throw notConfigured(sentence('enter-again-verified', { setting }));
  }
}

/**
 * @returns the credentials to sign in with: those of the dialog, with stored secrets for the fields
 *   that were not edited.
 * @throws Fault NOT_CONFIGURED if a stored secret would be sent to another or an unverified server.
 */
function credentialsOf(
  runtime: Runtime,
  { id, credentials }: UnsavedAppliance,
  config: Properties,
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
    requireSameServer(runtime, field, resolved, config);
  }
  return complete;
}

function requireDeployed({ nodes }: Runtime, id: unknown, field: Field): void {
  if (!isChosen(id) || nodes.getNode(id)) return;
  throw notConfigured(sentence('not-deployed', { setting: nameOf(field) }));
}

/**
 * @returns the settings as if they were deployed now.
 * @throws Fault NOT_CONFIGURED, whose text says what to do.
 */
export function readUnsaved(runtime: Runtime, appliance: UnsavedAppliance): RawSettings {
  const resolved = environmentOf(runtime, appliance.id, appliance.config.z);
  const config = resolved(appliance.config);
  requireDeployed(runtime, config.tls, 'tls');
  if (config.proxyMode === 'node') requireDeployed(runtime, config.proxy, 'proxy');
  return {
    config,
    credentials: resolved(credentialsOf(runtime, appliance, config)),
    ...readTls(runtime, config.tls),
    ...readProxy(runtime, config),
  };
}
