import { saltedHash } from '../../src/appliance/sign-in/credentials';
import type { NodeConfig } from './node-red';

/** Properties that do not affect what a node does: its position, wires and documentation. */
const layout: ReadonlySet<string> = new Set(['x', 'y', 'z', 'g', 'l', 'd', 'id', 'wires', 'info']);

/**
 * @returns a hash that stays the same as long as the settings that affect the node's work do. It does
 *   not reveal settings or credentials.
 */
export function configHash(config: NodeConfig, credentials: unknown): string {
  const settings = Object.entries(config).filter(
    ([name]) => !layout.has(name) && !name.startsWith('_'),
  );
  return saltedHash(JSON.stringify(settings.sort()), JSON.stringify(credentials ?? {}));
}
