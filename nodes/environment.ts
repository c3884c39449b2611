import type { NodeConfig, Runtime, RuntimeNode } from './node-red';

/** As Node-RED recognises a variable (`mapEnvVarProperties` in `@node-red/runtime/lib/flows/util.js`). */
const variable = /^\$(?:\{(\S+)\}|\((\S+)\))$/;

/**
 * A node that is not deployed has no flow to ask, so another one is asked that is where it will be:
 * itself as it was deployed before, one of the same flow, or any, by which the global variables are
 * found at least. None that is in a group, which may have variables of its own, and no instance of
 * a subflow, which has no flow to ask either.
 */
function neighbourOf({ nodes }: Runtime, id: string, flow: unknown): RuntimeNode | undefined {
  const own = nodes.getNode(id);
  if (own) return own;
  const configs: NodeConfig[] = [];
  nodes.eachNode((config) => {
    if (config.g === undefined && !config.type.startsWith('subflow:')) configs.push(config);
  });
  const isNear = ({ z }: NodeConfig) => (z || undefined) === (flow || undefined);
  const near = configs.filter(isNear);
  for (const config of [...near, ...configs]) {
    const node = nodes.getNode(config.id);
    if (node) return node;
  }
  return undefined;
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
    const [, braced, name = braced] = variable.exec(String(value)) ?? [];
    if (typeof value !== 'string' || name === undefined) return value;
    neighbour ??= neighbourOf(runtime, id, flow);
    return runtime.util.getSetting(neighbour, name) ?? value;
  };
  return (properties) =>
    Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, replaced(value)]));
}
