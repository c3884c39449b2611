import { Fault } from '../../src/appliance/faults/fault';
import { deployedAppliance } from '../appliance/deployed-appliances';
import type { Done, NodeConfig, RuntimeNode } from '../runtime/node-red';
import { type Passage, reportFault } from './report';

/** A deployed node that takes messages. */
export interface MessageNode {
  /** Ends a message with what went wrong. */
  fail(passage: Passage, error: unknown): void;
  isClosed(): boolean;
  /** Whether it was closed for good, not for a deploy that puts it in its place again. */
  isRemoved(): boolean;
}

/** What such a node does with a message, and what else is its own. */
export interface MessageWork {
  /** The output (from 0) for faults, where the user wants one: the last. */
  errorOutput: number;
  /** @returns what reports the result and so ends the message; nothing where it is kept. */
  work(passage: Passage): Promise<(() => void) | undefined>;
  /** Whether the message is taken before it is asked what to do with it. */
  takes?(passage: Passage): boolean;
  /** Told after a fault has been reported, and shown on the badge. */
  failed?(): void;
  close?(): void;
}

/**
 * What all nodes do that take messages: each message ends exactly once, at its report, at a fault,
 * or without either where the node was closed meanwhile. Every throw becomes badge and `done` here.
 */
export function takeMessages(
  node: RuntimeNode,
  config: NodeConfig,
  { errorOutput, work, takes, failed, close }: MessageWork,
): MessageNode {
  let closed = false;
  let removed = false;

  function fail(passage: Passage, error: unknown): void {
    const toOutput = String(config.errorOutput) === 'true';
    reportFault(node, passage, error, toOutput ? errorOutput : undefined);
    failed?.();
  }

  /** Catch nodes hear nothing of a closed node; what may have been changed is told all the same. */
  function forget(passage: Passage, error: unknown): void {
    if (error instanceof Fault && error.report().outcome) node.warn(error.message);
    passage.done();
  }

  async function pass(passage: Passage): Promise<void> {
    try {
      const report = await work(passage);
      if (report === undefined) return;
      if (closed) passage.done();
      else report();
    } catch (error) {
      if (closed) forget(passage, error);
      else fail(passage, error);
    }
  }

  /** Node-RED clones the message for Complete and Catch nodes, which some messages do not bear. */
  function once(done: Done): Done {
    let ended = false;
    return (error) => {
      try {
        if (!ended) {
          ended = true;
          done(error);
        } else if (error) node.error(error);
      } catch (thrown) {
        node.error(thrown instanceof Error ? thrown : String(thrown));
      }
    };
  }

  deployedAppliance(config.appliance)?.register(node);
  node.on('input', (message, send, done) => {
    const passage = { message, send, done: once(done) };
    if (takes?.(passage)) return;
    pass(passage).catch(passage.done);
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
