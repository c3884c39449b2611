import { variableIn } from '../../src/appliance/settings/check-text';
import type { NodeConfig, Runtime, RuntimeNode } from '../runtime/node-red';

/**
 * Node-RED resolves environment variables for a deployed node. For one that is not deployed, another
 * node of the same scope stands in: the node itself as it was deployed before, one of the same flow,
 * or a global one, which at least resolves the global variables. Nodes of other flows or in groups
 * are unsuitable, because these have variables of their own; so are subflow instances, which belong
 * to no flow.
 */
function nodeOfSameScope({ nodes }: Runtime, id: string, flow: unknown): RuntimeNode | undefined {
  const own = nodes.getNode(id);
  if (own) return own;
  const configs: NodeConfig[] = [];
  nodes.eachNode((config) => {
    if (config.g === undefined && !config.type.startsWith('subflow:')) configs.push(config);
  });
  for (const scope of new Set([flow || undefined, undefined])) {
    for (const { id: other, z } of configs) {
      const node = (z || undefined) === scope && nodes.getNode(other);
      if (node) return node;
    }
  }
  return undefined;
}

/** Whether Node-RED hides the variable from all flows (`getEnvVar` in its `lib/flows/util.js`). */
function isExcluded({ settings: { envVarExcludes } }: Runtime, name: string): boolean {
  return Array.isArray(envVarExcludes) && envVarExcludes.includes(name);
}

/**
 * @param id of the node whose properties are read, deployed or not.
 * @param flow the flow it belongs to; none for a global config node.
 * @returns a function that replaces environment variables in properties as Node-RED does on deploy:
 *   by their values, while variables that are not set remain unchanged.
 */
export function environmentOf(
  runtime: Runtime,
  id: string,
  flow: unknown,
): (properties: Readonly<Record<string, unknown>>) => Record<string, unknown> {
  let scopeNode: RuntimeNode | undefined;
  const replaced = (value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    const name = variableIn(value);
    if (name === undefined) return value;
    scopeNode ??= nodeOfSameScope(runtime, id, flow);
    // Without a node, Node-RED reads the variable from the process without checking the exclusions.
    if (scopeNode === undefined && isExcluded(runtime, name)) return value;
    return runtime.util.getSetting(scopeNode, name) ?? value;
  };
  return (properties) =>
    Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, replaced(value)]));
}
