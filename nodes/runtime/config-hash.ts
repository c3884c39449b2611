import { signInKey } from '../../src/appliance/sign-in/lockout-guard';
import type { NodeConfig } from './node-red';

/** Properties of a node that say where it stands and where it leads, not what it does. */
const layout: ReadonlySet<string> = new Set(['x', 'y', 'z', 'g', 'l', 'd', 'id', 'wires', 'info']);

/**
 * @returns a key that is equal as long as what the node does is configured in the same way, and from
 *   which neither settings nor credentials can be read.
 */
export function settingsKey(config: NodeConfig, credentials: unknown): string {
  const settings = Object.entries(config).filter(
    ([name]) => !layout.has(name) && !name.startsWith('_'),
  );
  return signInKey(JSON.stringify(settings.sort()), JSON.stringify(credentials ?? {}));
}
