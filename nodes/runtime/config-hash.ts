import { signInKey } from '../../src/appliance/sign-in/lockout-guard';
import type { NodeConfig } from './node-red';

/** Properties of a node that say where it is in the flow, not what it does. */
const layout: ReadonlySet<string> = new Set(['x', 'y', 'z', 'g', 'l', 'd', 'id', 'wires', 'info']);

/**
 * @returns a hash that is equal as long as what the node does is configured in the same way.
 *   Neither settings nor credentials can be read from it.
 */
export function configHash(config: NodeConfig, credentials: unknown): string {
  const settings = Object.entries(config).filter(
    ([name]) => !layout.has(name) && !name.startsWith('_'),
  );
  return signInKey(JSON.stringify(settings.sort()), JSON.stringify(credentials ?? {}));
}
