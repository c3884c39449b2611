/**
 * The part of Node-RED's runtime API that these nodes use. `@types/node-red` (1.3.5) is wrong or
 * incomplete here: in it `getNode` always finds a node, `settings` has no `proxyOptions`, and nodes
 * have no `users`.
 */
import type { ProxyOptions } from '../../src/appliance/http/proxy';

export interface NodeStatus {
  fill?: 'red' | 'green' | 'yellow' | 'blue' | 'grey';
  shape?: 'ring' | 'dot';
  /** Plain text, or a key of the node's locale file: the editor shows it translated. */
  text?: string;
}

/** A message. A flow may have put anything into it. */
export type Message = Record<string, unknown>;

export type Send = (messages: (Message | null)[]) => void;
export type Done = (error?: Error) => void;

/** The properties a node was deployed with. */
export type NodeConfig = Record<string, unknown> & { id: string; type: string };

export interface RuntimeNode {
  id: string;
  type: string;
  /** The tab or subflow instance that contains it; undefined for a global config node. */
  z?: string;
  name?: string;
  /** Identifies it across deploys, even inside a subflow, where every deploy assigns new ids. */
  _path?: string;
  /** Inside a subflow the id under which it was saved: `id` is that of the instance. */
  _alias?: string;
  credentials?: Record<string, unknown>;
  /**
   * For a global config node: the nodes on whose tabs its status and errors are reported
   * (`handleStatus` in `@node-red/runtime/lib/flows/Flow.js`).
   */
  users?: Record<string, RuntimeNode>;
  on(
    event: 'input',
    listener: (this: this, message: Message, send: Send, done: Done) => void,
  ): void;
  on(event: 'close', listener: (this: this, removed: boolean, done: () => void) => void): void;
  /** Receives a message, like one that arrives on a wire. */
  receive(message: Message): void;
  send(messages: (Message | null)[]): void;
  status(status: NodeStatus): void;
  /** With a message, Catch nodes are notified; given an Error, they also get its code and cause. */
  error(error: string | Error, message?: Message): void;
  context(): NodeContext;
  warn(text: string): void;
  log(text: string): void;
  debug(text: string): void;
}

/** Stores may be asynchronous, so only the overloads with a callback are usable. */
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
  /** The user who sent the request, if `adminAuth` is set. */
  user?: { username?: unknown };
  /** @returns false if the body is not of this type. */
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
  /** Undefined if nodes are loaded without an admin API. */
  httpAdmin?: Record<'get' | 'post', (path: string, guard: unknown, handler: AdminHandler) => void>;
  auth?: {
    /** Middleware that rejects users without the permission, if `adminAuth` is set. */
    needsPermission(permission: string): unknown;
  };
  log: { error(text: string): void };
  /** Reaches every editor whose user may read the status of nodes. Undefined without an admin API. */
  comms?: { publish(topic: string, data: unknown, retain: boolean): void };
  /** @returns the version of Node-RED; undefined where nodes are loaded without it. */
  version?(): string;
  /** The part of the settings file that is used here. */
  settings: {
    proxyOptions?: ProxyOptions;
    /** Environment variables of the process that are hidden from flows. */
    envVarExcludes?: unknown;
    /** The loggers by name, each with its log level. */
    logging?: Record<string, { level?: string } | undefined>;
  };
  nodes: {
    createNode(node: RuntimeNode, config: NodeConfig): void;
    /** Null or undefined for a node that was deleted or is disabled. */
    getNode(id: string): RuntimeNode | null | undefined;
    /** Visits all deployed nodes as saved, including disabled ones and those inside subflows. */
    eachNode(visit: (config: NodeConfig) => void): void;
    /** The saved credentials of the node with this id. */
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
    generateId(): string;
    /** An environment variable as resolved for this node: from its flow, or else the process. */
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
