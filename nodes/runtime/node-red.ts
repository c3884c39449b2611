/**
 * Node-RED's runtime API as these nodes use it. `@types/node-red` (1.3.5) says that `getNode`
 * always finds a node, that `settings` has no `proxyOptions` and that nodes have no `users`; what is
 * missing or wrong there is set right here, once.
 */
import type { ProxyOptions } from '../../src/appliance/http/proxy';

export interface NodeStatus {
  fill?: 'red' | 'green' | 'yellow' | 'blue' | 'grey';
  shape?: 'ring' | 'dot';
  /** Plain text, or a key of the node's locale file: the editor shows it translated. */
  text?: string;
}

/** A message: whatever a flow made of it. */
export type Message = Record<string, unknown>;

export type Send = (messages: (Message | null)[]) => void;
export type Done = (error?: Error) => void;

/** The properties a node was deployed with. */
export type NodeConfig = Record<string, unknown> & { id: string; type: string };

export interface RuntimeNode {
  id: string;
  type: string;
  /** The tab or subflow instance it is on; none for a global config node. */
  z?: string;
  name?: string;
  /** Where it stands, the same after a deploy also inside a subflow, where ids are new each time. */
  _path?: string;
  credentials?: Record<string, unknown>;
  /**
   * For a global config node: the nodes whose tabs hear of its status and errors (`handleStatus`
   * in `@node-red/runtime/lib/flows/Flow.js`).
   */
  users?: Record<string, RuntimeNode>;
  on(event: 'input', listener: (message: Message, send: Send, done: Done) => void): this;
  on(event: 'close', listener: (removed: boolean, done: () => void) => void): this;
  /** Takes a message in, as one that came by a wire. */
  receive(message: Message): void;
  send(messages: (Message | null)[]): void;
  status(status: NodeStatus): void;
  /** With a message this goes to the Catch nodes; with an error they see its code and cause. */
  error(error: string | Error, message?: Message): void;
  context(): NodeContext;
  warn(text: string): void;
  log(text: string): void;
  debug(text: string): void;
}

/** A store may be asynchronous, so only the forms with a callback are of use. */
export interface NodeContext {
  get(
    key: string,
    store: string | undefined,
    callback: (error: Error | null | undefined, value?: unknown) => void,
  ): void;
  set(
    key: string,
    value: unknown,
    store: string | undefined,
    callback: (error?: Error | null) => void,
  ): void;
}

type Constructor<Instance extends RuntimeNode> = (this: Instance, config: NodeConfig) => void;

/** A request to Node-RED's admin API (express), its JSON body parsed. */
export interface AdminRequest {
  body: unknown;
  /** Who asks, where `adminAuth` is set. */
  user?: { username?: unknown };
  /** @returns false where the body is not of this type. */
  is(type: string): string | false | null;
}

export interface AdminResponse {
  status(code: number): this;
  json(body: unknown): unknown;
  on(event: 'close', listener: () => void): unknown;
}

type AdminHandler = (
  request: AdminRequest,
  response: AdminResponse,
  next: (error: unknown) => void,
) => void;

export interface Runtime {
  /** Missing where nodes are loaded without an admin API. */
  httpAdmin?: { post(path: string, guard: unknown, handler: AdminHandler): void };
  auth?: {
    /** Lets through whoever has the permission, where `adminAuth` is set. */
    needsPermission(permission: string): unknown;
  };
  log: { error(text: string): void };
  /** The settings file, as far as it is read here. */
  settings: {
    proxyOptions?: ProxyOptions;
    /** Variables of the process that no flow may see. */
    envVarExcludes?: unknown;
    /** The loggers by name, each with the least level it takes. */
    logging?: Record<string, { level?: string } | undefined>;
  };
  nodes: {
    createNode(node: RuntimeNode, config: NodeConfig): void;
    /** Nothing for a node that was deleted or is disabled. */
    getNode(id: string): RuntimeNode | null | undefined;
    /** Visits all that is deployed, as it was saved: also what is disabled or inside of subflows. */
    eachNode(visit: (config: NodeConfig) => void): void;
    /** Credentials as they were saved, by the id under which they were. */
    getCredentials(id: string): Record<string, unknown> | null | undefined;
    registerType<Instance extends RuntimeNode>(
      type: string,
      construct: Constructor<Instance>,
      options?: { credentials?: Record<string, { type: 'text' | 'password' }> },
    ): void;
  };
  events: {
    once(event: 'flows:started', listener: () => void): void;
  };
  util: {
    cloneMessage(message: Message): Message;
    /** An environment variable as this node sees it: from its flow, or else from the process. */
    getSetting(node: RuntimeNode | undefined, name: string): unknown;
    evaluateNodeProperty(
      value: string,
      type: string,
      node: RuntimeNode,
      message: Message,
      callback: (error: Error | null, value: unknown) => void,
    ): void;
  };
}
