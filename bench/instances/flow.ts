import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applianceNode, type FlowNode, tlsConfig } from '../flows';

const example = join(__dirname, '..', '..', 'examples', '13 - Several Node-RED instances.json');
const host = '127.0.0.1';
const credentials = { username: 'administrator@vsphere.local', password: 'VMware1!' };

export interface SharedFlow {
  readonly nodes: readonly FlowNode[];
  /** The names of the appliances, in the order of the ports. */
  readonly names: readonly string[];
  /** The id of the inject node that hands out a round. */
  readonly now: string;
}

/** The example as it is shipped, with these appliances, this list and this broker. */
export async function sharedFlow(
  ports: readonly number[],
  ca: string,
  brokerPort: number,
): Promise<SharedFlow> {
  const shipped: FlowNode[] = JSON.parse(await readFile(example, 'utf8'));
  const names = ports.map((_port, index) => `vc-${String(index + 1).padStart(3, '0')}`);
  const appliances = ports.map((port, index) => ({
    ...applianceNode(`appliance-${index}`, { host, port }),
    ...{ name: names[index], credentials },
  }));
  const nodes = shipped
    .filter(({ type }) => type !== 'vcenter-appliance')
    .map((node): FlowNode => {
      if (node.type === 'mqtt-broker') return { ...node, broker: host, port: String(brokerPort) };
      if (node.name !== 'the list') return node;
      const rule = { t: 'set', p: 'payload', pt: 'msg', to: JSON.stringify(names), tot: 'json' };
      return { ...node, rules: [rule] };
    });
  const now = nodes.find(({ type, name }) => type === 'inject' && name === 'now');
  if (!now) throw new Error('The example has no button "now".');
  return { nodes: [...nodes, tlsConfig({ ca }), ...appliances], names, now: now.id };
}
