/**
 * An appliance as the open dialog has it, before it is deployed.
 */

import { notConfigured } from '../../src/appliance/faults/fault';
import {
  addressOf,
  type RawSettings,
  subjectOf,
} from '../../src/appliance/settings/appliance-settings';
import { asText } from '../../src/appliance/settings/coerce';
import { readProxy, readTls } from '../runtime/core-nodes';
import type { NodeConfig, Runtime } from '../runtime/node-red';
import { isChosen } from '../runtime/saved-values';
import { environmentOf } from './environment';

type Properties = Readonly<Record<string, unknown>>;

/** What the dialog says. */
export interface UnsavedAppliance {
  id: string;
  config: Properties;
  credentials: Properties;
}

/** What a password field of the editor holds while it is not touched (its `editor.js`). */
const untouched: ReadonlySet<unknown> = new Set([undefined, '__PWRD__']);

const secrets = [
  { field: 'password', label: 'password' },
  { field: 'authorization', label: 'Authorization value' },
] as const;

/** The appliance as it is deployed, if it is. */
function deployedConfig({ nodes }: Runtime, id: string): NodeConfig | undefined {
  let found: NodeConfig | undefined;
  nodes.eachNode((config) => {
    if (config.id === id && config.type === 'vcenter-appliance') found = config;
  });
  return found;
}

/** Where a deployed appliance is; nothing where its settings do not tell. */
function addressText(config: Properties): string | undefined {
  try {
    return subjectOf(addressOf(config), '');
  } catch {
    return undefined; // What was kept for no host is kept for nobody.
  }
}

/** Whether whoever answers is taken for the appliance. */
function isUnchecked(runtime: Runtime, { fingerprint, tls }: Properties): boolean {
  if (asText(fingerprint, 'fingerprint').trim() !== '') return false;
  return readTls(runtime, tls).tls?.rejectUnauthorized === false;
}

/** As it is deployed; what has become unreadable since was checked when the secret was entered. */
function wasUnchecked(runtime: Runtime, config: Properties): boolean {
  try {
    return isUnchecked(runtime, config);
  } catch {
    return false;
  }
}

/**
 * Whoever may deploy could else send a secret that he was never told to a server of his own, and
 * nothing would show it. A pin is as good as an authority: somebody has looked at what it is for.
 *
 * @param label of the secret.
 * @param kept the appliance as it is deployed.
 * @param wanted the appliance as the dialog has it.
 * @throws Fault NOT_CONFIGURED for a stored secret that would go elsewhere, or to anybody.
 */
function requireSameServer(
  runtime: Runtime,
  label: string,
  kept: Properties,
  wanted: Properties,
): void {
  const address = addressText(kept);
  if (address !== subjectOf(addressOf(wanted), '')) {
    const whose = address === undefined ? 'for a host that cannot be told' : `for ${address} only`;
    throw notConfigured(`Enter the ${label} again: it is kept ${whose}.`);
  }
  if (isUnchecked(runtime, wanted) && !wasUnchecked(runtime, kept)) {
    throw notConfigured(
      `Enter the ${label} again: it is kept for a server whose certificate is checked.`,
    );
  }
}

/**
 * @returns the credentials to sign in with: those of the dialog, and the ones that are stored in place
 *   of what was not touched.
 * @throws Fault NOT_CONFIGURED for a stored secret that would go elsewhere.
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
  for (const { field, label } of secrets) {
    if (!untouched.has(complete[field])) continue;
    complete[field] = field === sent ? stored[field] : undefined;
    if (deployed === undefined || field !== sent || !stored[field]) continue;
    // By the variables of the flow that it is on, not of the one that the dialog says.
    const kept = environmentOf(runtime, id, deployed.z)(deployed);
    requireSameServer(runtime, label, kept, config);
  }
  return complete;
}

function requireDeployed({ nodes }: Runtime, id: unknown, label: string): void {
  if (!isChosen(id) || nodes.getNode(id)) return;
  throw notConfigured(`The ${label} is not deployed: deploy it, then test again.`);
}

/**
 * @returns the settings as they would be if they were deployed now.
 * @throws Fault NOT_CONFIGURED, in words that say what to do.
 */
export function readUnsaved(runtime: Runtime, appliance: UnsavedAppliance): RawSettings {
  const resolved = environmentOf(runtime, appliance.id, appliance.config.z);
  const config = resolved(appliance.config);
  requireDeployed(runtime, config.tls, 'TLS configuration');
  if (config.proxyMode === 'node') requireDeployed(runtime, config.proxy, 'proxy node');
  return {
    config,
    credentials: resolved(credentialsOf(runtime, appliance, config)),
    ...readTls(runtime, config.tls),
    ...readProxy(runtime, config),
  };
}
