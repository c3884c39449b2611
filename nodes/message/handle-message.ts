/** What becomes of a message. Loaded with the first one: an idle node needs nothing of it. */
import { Fault } from '../../src/appliance/faults/fault';
import { changeable } from '../../src/messages/rewrite';
import { englishWords } from '../../src/messages/sentence';
import { deployedAppliance } from '../appliance/deployed-appliances';
import type { Done, Message, NodeConfig, RuntimeNode, Send } from '../runtime/node-red';
import { type Input, reportFault, withoutContent } from './report';

/** The behavior in which such nodes differ. */
export interface MessageNodeOptions {
  /** The index of the optional output for faults, which is the last; left out where there is none. */
  errorOutput?: number;
  /** @returns a function that reports the result and ends the message; undefined if it waits. */
  work(input: Input): Promise<(() => void) | undefined>;
  /** @returns whether the message was handled already, so that `work` is not called. */
  takesOver?(input: Input): boolean;
  /** Called after a fault has been reported and is shown on the badge. */
  failed?(): void;
  close?(): void;
}

/**
 * Node-RED clones the message for Complete and Catch nodes, and throws if that is impossible. A fault
 * then goes to Catch nodes with what they need of the message.
 */
function endsOnce(node: RuntimeNode, message: Message, done: Done): Done {
  let ended = false;
  return (error) => {
    try {
      if (!ended) {
        ended = true;
        done(error);
      } else if (error) node.error(error);
    } catch (thrown) {
      if (error) node.error(error, withoutContent(message));
      else node.error(thrown instanceof Error ? thrown : String(thrown));
    }
  };
}

/** A deployed node that receives messages. Plain data: closures of each would be half of its memory. */
export interface MessageNode {
  readonly node: RuntimeNode;
  readonly config: NodeConfig;
  readonly options: MessageNodeOptions;
  isClosed: boolean;
  /** Whether it was removed, as opposed to closed by a deploy that starts it again. */
  isRemoved: boolean;
}

/** Ends a message with an error. */
export function fail({ node, config, options }: MessageNode, input: Input, error: unknown): void {
  const toOutput = String(config.errorOutput) === 'true';
  reportFault(node, input, error, toOutput ? options.errorOutput : undefined);
  options.failed?.();
}

/**
 * Catch nodes get no errors of a closed node, but a change that may have been made must be logged.
 */
function endUnreported({ node }: MessageNode, input: Input, error: unknown): void {
  if (error instanceof Fault && error.report().outcome) node.warn(error.message);
  input.done();
}

async function handle(messages: MessageNode, input: Input): Promise<void> {
  try {
    const report = await messages.options.work(input);
    if (report === undefined) return;
    if (messages.isClosed) input.done();
    else report();
  } catch (error) {
    if (messages.isClosed) endUnreported(messages, input, error);
    else fail(messages, input, error);
  }
}

/** Handles a message that a node has received. */
export function handleMessage(
  messages: MessageNode,
  message: Message,
  send: Send,
  done: Done,
): void {
  const { node, config, options } = messages;
  // Secrets cannot be removed from a frozen message, which Node-RED would pass on to Catch and
  // Complete nodes. The node receives a copy instead.
  const own = changeable(message);
  if (own !== message) {
    node.receive(own);
    return;
  }
  const chosen = deployedAppliance(config.appliance);
  const words = () => chosen?.words() ?? englishWords;
  const input = { message, send, done: endsOnce(node, message, done), words };
  if (options.takesOver?.(input)) return;
  handle(messages, input).catch(input.done);
}
