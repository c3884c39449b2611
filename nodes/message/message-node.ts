import { deployedAppliance } from '../appliance/deployed-appliances';
import { loadOnce } from '../runtime/load-once';
import type { NodeConfig, RuntimeNode } from '../runtime/node-red';
import type { MessageNode, MessageNodeOptions } from './handle-message';

const handler = loadOnce(() => require('./handle-message') as typeof import('./handle-message'));

export type { MessageNode, MessageNodeOptions } from './handle-message';

function end(messages: MessageNode, isRemoved: boolean): void {
  const { node, config, options } = messages;
  messages.isClosed = true;
  messages.isRemoved = isRemoved;
  options.close?.();
  deployedAppliance(config.appliance)?.deregister(node);
  node.status({});
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
  node.on('input', (message, send, done) => handler().handleMessage(messages, message, send, done));
  node.on('close', (isRemoved, done) => {
    end(messages, isRemoved);
    done();
  });
  return messages;
}
