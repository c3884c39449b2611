import { join } from 'node:path';
import type { FlowNode, NodeRed, NodeRedOptions } from '../../scripts/node-red-process';
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
  /** Deletes a value of the flow's context, which outlasts a deploy. */
  forget(key: string): Promise<void>;
  /** The warnings and errors of Node-RED since its start. */
  complaints(): string[];
}

/** An example for whose appliance nodes no time passes by itself. */
export interface MovedExample extends Example {
  /** Lets so many seconds pass: timer after timer, each with all that follows from it. */
  pass(seconds: number): Promise<void>;
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

/** A Node-RED with the package, whose menu examples are imported from. */
interface ExampleServer {
  import(title: string): Promise<MovedExample>;
  stop(): Promise<void>;
}

type ServerOptions = Pick<NodeRedOptions, 'environment' | 'settings'>;

async function startServer(options: ServerOptions): Promise<ExampleServer> {
  const sidebar = createSidebar();
  const installed = await installPackage();
  try {
    const started = await installed.start({
      ...sidebar.listener,
      ...options,
      // A mail as HTML is longer than the 1000 characters that the sidebar shows otherwise.
      define: { debugMaxLength: 10_000 },
    });
    return {
      import: async (title) => exampleIn(started, await importFlow(started, title), sidebar),
      stop: async () => {
        await started.stop();
        await installed.remove();
      },
    };
  } catch (error) {
    await installed.remove();
    throw error;
  }
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
  const server = await startServer({ environment });
  try {
    return { ...(await server.import(title)), stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function exampleIn(
  nodeRed: NodeRed,
  imported: FlowNode[],
  { shown, unread, badge, name }: Sidebar,
): MovedExample {
  return {
    shown,
    unread,
    badge,
    url: nodeRed.url,
    complaints: () => complaintsOf(nodeRed),
    deploy: async (...changes) => {
      const flow = imported.map((node) =>
        Object.assign({}, node, ...changes.map((to) => to(node))),
      );
      name(imported);
      await nodeRed.deploy(flow);
    },
    forget: async (key) => {
      const tab = imported.find(({ type }) => type === 'tab');
      await nodeRed.request('DELETE', `context/flow/${tab?.id}/${key}`);
    },
    press: async (name) => {
      const button = imported.find((node) => node.type === 'inject' && node.name === name);
      if (button === undefined) throw new Error(`There is no inject node "${name}".`);
      await nodeRed.inject(button.id);
    },
    pass: async (seconds) => {
      await nodeRed.request('POST', `pass-time?seconds=${seconds}`);
    },
  };
}

/** The tests of examples, by the titles in the menu. */
type TestsOfExamples<Tested = Example> = Readonly<Record<string, (example: Tested) => void>>;

/**
 * Describes the tests of some examples, which share a Node-RED: the last one deployed runs.
 *
 * @param environment returns further environment variables; called when Node-RED is started.
 */
export function describeExamples(
  examples: TestsOfExamples,
  environment: () => Promise<Readonly<Record<string, string>>> = async () => ({}),
): void {
  describeServer(examples, async () => ({ environment: await environment() }));
}

function describeServer(
  examples: TestsOfExamples<MovedExample>,
  options: () => Promise<ServerOptions>,
): void {
  let server: ExampleServer | undefined;
  const started = () => {
    if (server === undefined) throw new Error('Node-RED has not been started.');
    return server;
  };

  describe(`in Node-RED ${nodeRedVersion}`, function () {
    this.timeout(60_000);

    before(async () => {
      server = await startServer(await options());
    });
    after(() => server?.stop());

    for (const [title, tests] of Object.entries(examples)) {
      describe(`the example "${title}"`, () => describeImported(title, started, tests));
    }
  });
}

function describeImported(
  title: string,
  server: () => ExampleServer,
  tests: (example: MovedExample) => void,
): void {
  let imported: MovedExample | undefined;
  const example = () => {
    if (imported === undefined) throw new Error(`"${title}" has not been imported.`);
    return imported;
  };

  before(async () => {
    imported = await server().import(title);
  });

  tests({
    get url() {
      return example().url;
    },
    shown: (name) => example().shown(name),
    unread: (name) => example().unread(name),
    badge: (name, wanted) => example().badge(name, wanted),
    complaints: () => example().complaints(),
    deploy: (...changes) => example().deploy(...changes),
    press: (name) => example().press(name),
    forget: (key) => example().forget(key),
    pass: (seconds) => example().pass(seconds),
  });
}

/** Describes the tests of one example, as {@link describeExamples} does. */
export function describeExample(
  title: string,
  tests: (example: Example) => void,
  environment?: () => Promise<Readonly<Record<string, string>>>,
): void {
  describeExamples({ [title]: tests }, environment);
}

/** Describes the tests of one example as shipped, in a time that they move. */
export function describeMovedExample(title: string, tests: (example: MovedExample) => void): void {
  const settings = join(__dirname, 'moved-time-settings.cjs');
  describeServer({ [title]: tests }, async () => ({ settings }));
}
