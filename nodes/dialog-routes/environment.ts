import { variableIn } from '../../src/appliance/settings/check-text';
import type { NodeConfig, Runtime, RuntimeNode } from '../runtime/node-red';

/**
 * A node that is not deployed has no flow to ask, so another one is asked that is where it will be:
 * itself as it was deployed before, one of the same flow, or a global one, by which the global
 * variables are found at least. None of another flow, which has variables of its own, as a group
 * may have; and no instance of a subflow, which has no flow to ask either.
 */
function neighbourOf({ nodes }: Runtime, id: string, flow: unknown): RuntimeNode | undefined {
  const own = nodes.getNode(id);
  if (own) return own;
  const configs: NodeConfig[] = [];
  nodes.eachNode((config) => {
    if (config.g === undefined && !config.type.startsWith('subflow:')) configs.push(config);
  });
  for (const place of new Set([flow || undefined, undefined])) {
    for (const { id: other, z } of configs) {
      const node = (z || undefined) === place && nodes.getNode(other);
      if (node) return node;
    }
  }
  return undefined;
}

/** What Node-RED keeps from all flows (`getEnvVar` in its `lib/flows/util.js`). */
function isExcluded({ settings: { envVarExcludes } }: Runtime, name: string): boolean {
  return Array.isArray(envVarExcludes) && envVarExcludes.includes(name);
}

/**
 * @param id of the node whose properties are read, deployed or not.
 * @param flow the flow it is on; none for a global config node.
 * @returns how Node-RED would hand a property over when it is deployed: a variable replaced by its
 *   value, one that is not set as it stands.
 */
export function environmentOf(
  runtime: Runtime,
  id: string,
  flow: unknown,
): (properties: Readonly<Record<string, unknown>>) => Record<string, unknown> {
  let neighbour: RuntimeNode | undefined;
  const replaced = (value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    const name = variableIn(value);
    if (name === undefined) return value;
    neighbour ??= neighbourOf(runtime, id, flow);
    // Without a node, and so without a flow, it is read from the process as it is.
    if (neighbour === undefined && isExcluded(runtime, name)) return value;
    return runtime.util.getSetting(neighbour, name) ?? value;
  };
  return (properties) =>
    Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, replaced(value)]));
}
