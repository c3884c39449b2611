import { deployedAppliance } from '../appliance/deployed-appliances';
import { loadOnce } from '../runtime/load-once';
import type { Done, Message, NodeConfig, RuntimeNode, Send } from '../runtime/node-red';
import type { MessageNode, MessageNodeOptions } from './handle-message';

const handler = loadOnce(() => require('./handle-message') as typeof import('./handle-message'));

export type { MessageNode, MessageNodeOptions } from './handle-message';

/** A Node-RED node with what is known of it here. */
interface Receiver extends RuntimeNode {
  messages: MessageNode;
}

// Node-RED calls handlers with the node as `this` (`_emitInput`, `close` in its `Node.js`). So all nodes
// share these: two closures of each took 150 bytes.

function receive(this: Receiver, message: Message, send: Send, done: Done): void {
  handler().handleMessage(this.messages, message, send, done);
}

function close(this: Receiver, isRemoved: boolean, done: () => void): void {
  const { messages } = this;
  const { node, config, options } = messages;
  messages.isClosed = true;
  messages.isRemoved = isRemoved;
  options.close?.();
  deployedAppliance(config.appliance)?.deregister(node);
  node.status({});
  done();
}

/**
 * Handles the messages of a node so that each one ends exactly once: with its report, with a fault,
 * or with neither if the node was closed meanwhile. Every exception becomes a badge and a call of
 * `done`.
 */
export function takeMessages(
  node: RuntimeNode,
  config: NodeConfig,
  options: MessageNodeOptions,
): MessageNode {
  const messages: MessageNode = { node, config, options, isClosed: false, isRemoved: false };
  deployedAppliance(config.appliance)?.register(node);
  const receiver = Object.assign(node, { messages });
  receiver.on('input', receive);
  receiver.on('close', close);
  return messages;
}
