/**
 * Nodes in a real Node-RED runtime (node-red-node-test-helper), without the spies of that helper: it
 * records each call of a node and of the log with its stack, which costs more than the call itself.
 */
import { EventEmitter } from 'node:events';
import RuntimeNode from '@node-red/runtime/lib/nodes/Node';
import { log } from '@node-red/util';
import helper, { type Credentials, type Flow, type NodeModule } from 'node-red-node-test-helper';

/** An entry of Node-RED's log. */
export interface LogEntry {
  /** 20 error, 30 warn, 40 info (`@node-red/util/lib/log.js`). */
  level: number;
  msg?: unknown;
  type?: string;
}

const { log: writeEntry } = log;
const methods = { ...RuntimeNode.prototype };
let entries: LogEntry[] = [];

log.addHandler(new EventEmitter().on('log', (entry: LogEntry) => entries.push(entry)));

/** Starts the runtime with these nodes and this flow, and begins a new log. */
export async function loadNodes(
  modules: NodeModule[],
  flow: Flow,
  credentials: Credentials,
): Promise<void> {
  entries = [];
  const loaded = helper.load(modules, flow, credentials);
  // It has put its spies in place before it waits for anything.
  Object.assign(RuntimeNode.prototype, methods);
  Object.assign(log, { log: writeEntry });
  await loaded;
}

/** @returns what has been logged since the nodes were loaded, at every level. */
export const logged = (): readonly LogEntry[] => entries;
