import { Fault } from '../../src/appliance/faults/fault';
import { changeable } from '../../src/messages/rewrite';
import { englishWords } from '../../src/messages/sentence';
import { deployedAppliance } from '../appliance/deployed-appliances';
import type { Done, Message, NodeConfig, RuntimeNode } from '../runtime/node-red';
import { type Input, reportFault, withoutContent } from './report';

/** A deployed node that receives messages. */
export interface MessageNode {
  /** Ends a message with an error. */
  fail(input: Input, error: unknown): void;
  isClosed(): boolean;
  /** Whether it was removed, as opposed to closed by a deploy that starts it again. */
  isRemoved(): boolean;
}

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

/**
 * Handles the messages of a node so that each one ends exactly once: with its report, with a fault,
 * or with neither if the node was closed meanwhile. Every exception becomes a badge and a call of
 * `done`.
 */
export function takeMessages(
  node: RuntimeNode,
  config: NodeConfig,
  { errorOutput, work, takesOver, failed, close }: MessageNodeOptions,
): MessageNode {
  let closed = false;
  let removed = false;

  function fail(input: Input, error: unknown): void {
    const toOutput = String(config.errorOutput) === 'true';
    reportFault(node, input, error, toOutput ? errorOutput : undefined);
    failed?.();
  }

  /**
   * Catch nodes get no errors of a closed node, but a change that may have been made must be
   * logged.
   */
  function endUnreported(input: Input, error: unknown): void {
    if (error instanceof Fault && error.report().outcome) node.warn(error.message);
    input.done();
  }

  async function handle(input: Input): Promise<void> {
    try {
      const report = await work(input);
      if (report === undefined) return;
      if (closed) input.done();
      else report();
    } catch (error) {
      if (closed) endUnreported(input, error);
      else fail(input, error);
    }
  }

  const chosen = deployedAppliance(config.appliance);
  chosen?.register(node);
  const chosenWords = () => chosen?.words() ?? englishWords;
  node.on('input', (message, send, done) => {
    // Secrets cannot be removed from a frozen message, which Node-RED would pass on to Catch and
    // Complete nodes. The node receives a copy instead.
    const own = changeable(message);
    if (own !== message) {
      node.receive(own);
      return;
    }
    const input = { message, send, done: endsOnce(node, message, done), words: chosenWords };
    if (takesOver?.(input)) return;
    handle(input).catch(input.done);
  });
  node.on('close', (isRemoved, done) => {
    closed = true;
    removed = isRemoved;
    close?.();
    deployedAppliance(config.appliance)?.deregister(node);
    node.status({});
    done();
  });
  return { fail, isClosed: () => closed, isRemoved: () => removed };
}
