/**
 * An appliance as the open dialog has it, before it is deployed.
 */
import { notConfigured } from '../src/appliance/faults';
import { addressOf, type RawSettings, subjectOf } from '../src/appliance/settings';
import { isChosen, readProxy, readTls } from './core-nodes';
import { environmentOf } from './environment';
import type { NodeConfig, Runtime } from './node-red';

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

/** Where a deployed appliance is, as far as its settings tell. */
function addressText(config: Properties): string {
  try {
    return subjectOf(addressOf(config), '');
  } catch {
    return ''; // Settings without a host: what was kept for that is kept for nobody.
  }
}

/**
 * @returns the credentials to sign in with: those of the dialog, and the ones that are stored in place
 *   of what was not touched.
 * @throws Fault NOT_CONFIGURED for a stored secret that would go elsewhere: whoever may deploy could
 *   else send it to a server of his own.
 */
function credentialsOf(
  runtime: Runtime,
  { id, credentials }: UnsavedAppliance,
  config: Properties,
  resolved: (properties: Properties) => Properties,
): Record<string, unknown> {
  const deployed = deployedConfig(runtime, id);
  const stored = (deployed && runtime.nodes.getCredentials(id)) ?? {};
  const complete: Record<string, unknown> = { username: stored.username, ...credentials };
  const sent = config.auth === 'authorization' ? 'authorization' : 'password';
  for (const { field, label } of secrets) {
    if (!untouched.has(complete[field])) continue;
    complete[field] = field === sent ? stored[field] : undefined;
    if (deployed === undefined || field !== sent || !stored[field]) continue;
    const kept = addressText(resolved(deployed));
    if (kept !== subjectOf(addressOf(config), '')) {
      throw notConfigured(`Enter the ${label} again: it is kept for ${kept || 'no host'} only.`);
    }
  }
  return { ...resolved(complete) };
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
    credentials: credentialsOf(runtime, appliance, config, resolved),
    ...readTls(runtime, config.tls),
    ...readProxy(runtime, config),
  };
}
