import type { FlowNode, NodeRed } from '../../scripts/node-red-process';
import type { Simulator } from '../../simulator';
import {
  complaintsOf,
  installPackage,
  nodeRedVersion,
  packageName,
} from '../package/installed-package';
import { createSidebar, type Sidebar } from './sidebar';

/** Returns the properties to change in a node after the import; none for most nodes. */
export type Change = (node: FlowNode) => Record<string, unknown>;

/** An example, imported from the menu of a Node-RED with the package. */
export interface Example extends Pick<Sidebar, 'shown' | 'unread' | 'badge'> {
  /** The URL of Node-RED, with a trailing slash. */
  readonly url: string;
  /** Deploys the flow with the changes, and discards earlier messages and badges. */
  deploy(...changes: Change[]): Promise<void>;
  /** Presses the button of the inject node of that name. */
  press(name: string): Promise<void>;
  /** The warnings and errors of Node-RED since its start. */
  complaints(): string[];
}

/** The settings that its comment asks for: the address, the certificate and the credentials. */
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

/** The same for several appliances, each with the simulator of its name. */
export function reachEach(simulators: Readonly<Record<string, Simulator | undefined>>): Change {
  return (node) => {
    const simulator = simulators[node.name ?? ''];
    return simulator === undefined ? {} : reach(simulator)(node);
  };
}

/** Sets properties of the node with that type and, if given, that name. */
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

/** An example, with the Node-RED started for it. */
export interface RunningExample extends Example {
  stop(): Promise<void>;
}

/**
 * Imports an example into a new Node-RED.
 *
 * @param title of the example in the menu.
 * @param environment further environment variables of Node-RED.
 */
export async function startExample(
  title: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningExample> {
  const sidebar = createSidebar();
  const installed = await installPackage();
  let nodeRed: NodeRed | undefined;
  const stop = async () => {
    await nodeRed?.stop();
    await installed.remove();
  };
  try {
    const started = await installed.start({ ...sidebar.listener, environment });
    nodeRed = started;
    const imported = await importFlow(started, title);
    sidebar.name(imported);
    return exampleIn(started, imported, sidebar, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

function exampleIn(
  nodeRed: NodeRed,
  imported: FlowNode[],
  { shown, unread, badge }: Sidebar,
  stop: () => Promise<void>,
): RunningExample {
  return {
    shown,
    unread,
    badge,
    stop,
    url: nodeRed.url,
    complaints: () => complaintsOf(nodeRed),
    deploy: async (...changes) => {
      const flow = imported.map((node) =>
        Object.assign({}, node, ...changes.map((to) => to(node))),
      );
      await nodeRed.deploy(flow);
    },
    press: async (name) => {
      const button = imported.find((node) => node.type === 'inject' && node.name === name);
      if (button === undefined) throw new Error(`There is no inject node "${name}".`);
      await nodeRed.inject(button.id);
    },
  };
}

/**
 * Describes the tests of an example, which share a Node-RED.
 *
 * @param title of the example in the menu.
 * @param environment returns further environment variables; called when Node-RED is started.
 */
export function describeExample(
  title: string,
  tests: (example: Example) => void,
  environment: () => Promise<Readonly<Record<string, string>>> = async () => ({}),
): void {
  describe(`the example "${title}" in Node-RED ${nodeRedVersion}`, function () {
    this.timeout(60_000);
    let running: RunningExample | undefined;
    const started = () => {
      if (running === undefined) throw new Error('Node-RED has not been started.');
      return running;
    };

    before(async () => {
      running = await startExample(title, await environment());
    });
    after(() => running?.stop());

    tests({
      get url() {
        return started().url;
      },
      shown: (name) => started().shown(name),
      unread: (name) => started().unread(name),
      badge: (name, wanted) => started().badge(name, wanted),
      complaints: () => started().complaints(),
      deploy: (...changes) => started().deploy(...changes),
      press: (name) => started().press(name),
    });
  });
}
