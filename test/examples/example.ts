import type { FlowNode, NodeRed } from '../../scripts/node-red-process';
import type { Simulator } from '../../simulator';
import {
  complaintsOf,
  installPackage,
  nodeRedVersion,
  packageName,
} from '../package/installed-package';
import { createSidebar, type Sidebar } from './sidebar';

/** What is changed in a node after the import: the properties to set, none for most nodes. */
export type Change = (node: FlowNode) => Record<string, unknown>;

/** An example as a person has it: imported from the menu of a Node-RED with the package. */
export interface Example extends Pick<Sidebar, 'shown' | 'unread' | 'badge'> {
  /** Where Node-RED is, with a slash at the end. */
  readonly url: string;
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

/** An example in a Node-RED that was started for it. */
export interface RunningExample extends Example {
  stop(): Promise<void>;
}

/**
 * Imports an example into a new Node-RED.
 *
 * @param title the example's in the menu.
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
