import type { FlowNode, NodeRed } from '../../scripts/node-red-process';
import type { Simulator } from '../../simulator';
import {
  complaintsOf,
  type InstalledPackage,
  installPackage,
  nodeRedVersion,
  packageName,
} from '../package/installed-package';
import { createSidebar, type Sidebar } from './sidebar';

/** What is changed in a node after the import: the properties to set, none for most nodes. */
export type Change = (node: FlowNode) => Record<string, unknown>;

/** An example as a person has it: imported from the menu of a Node-RED with the package. */
export interface Example extends Pick<Sidebar, 'shown' | 'unread' | 'badge'> {
  /** Deploys the flow, as it stands but for the changes, to a Node-RED that has shown nothing. */
  deploy(...changes: Change[]): Promise<void>;
  /** Presses the button of the inject node of that name. */
  press(name: string): Promise<void>;
  /** What Node-RED has complained of since its start. */
  complaints(): string[];
}

/** What its comment asks for: where the appliance is, its certificate, and the sign-in. */
export function reach(simulator: Simulator): Change {
  return ({ type }) =>
    type === 'vcenter-appliance'
      ? {
          host: simulator.host,
          port: String(simulator.port),
          fingerprint: simulator.fingerprint,
          credentials: { username: simulator.username, password: simulator.password },
        }
      : {};
}

/** The same, for a flow with several: each appliance is the simulator of its name. */
export function reachEach(simulators: Readonly<Record<string, Simulator | undefined>>): Change {
  return (node) => {
    const simulator = simulators[node.name ?? ''];
    return simulator === undefined ? {} : reach(simulator)(node);
  };
}

/** Sets properties of the node of that type and, where one is given, that name. */
export function set(
  wanted: { type: string; name?: string },
  properties: Record<string, unknown>,
): Change {
  return ({ type, name }) =>
    type === wanted.type && name === (wanted.name ?? name) ? properties : {};
}

async function importFlow(nodeRed: NodeRed, title: string): Promise<FlowNode[]> {
  const path = `library/examples/flows/${packageName}/${encodeURIComponent(title)}`;
  return (await nodeRed.request('GET', path)) as FlowNode[];
}

/**
 * Describes what an example does, with a Node-RED of its own for all the tests.
 *
 * @param title the example's in the menu.
 * @param environment further environment variables of Node-RED, asked for when it is started.
 */
export function describeExample(
  title: string,
  tests: (example: Example) => void,
  environment: () => Promise<Readonly<Record<string, string>>> = async () => ({}),
): void {
  describe(`the example "${title}" in Node-RED ${nodeRedVersion}`, function () {
    this.timeout(60_000);
    const sidebar = createSidebar();
    let installed: InstalledPackage;
    let nodeRed: NodeRed;
    let imported: FlowNode[] = [];

    before(async () => {
      installed = await installPackage();
      nodeRed = await installed.start({ ...sidebar.listener, environment: await environment() });
      imported = await importFlow(nodeRed, title);
    });
    after(async () => {
      await nodeRed?.stop();
      await installed?.remove();
    });

    tests({
      shown: sidebar.shown,
      unread: sidebar.unread,
      badge: sidebar.badge,
      complaints: () => complaintsOf(nodeRed),
      deploy: async (...changes) => {
        const flow = imported.map((node) =>
          Object.assign({}, node, ...changes.map((to) => to(node))),
        );
        await nodeRed.deploy(flow);
        sidebar.clear(imported);
      },
      press: async (name) => {
        const button = imported.find((node) => node.type === 'inject' && node.name === name);
        if (button === undefined) throw new Error(`There is no inject node "${name}".`);
        await nodeRed.inject(button.id);
      },
    });
  });
}
