import type { JobKind } from '../../src/jobs/job/job';
import { type MessageNodeOptions, takeMessages } from '../message/message-node';
import { loadOnce } from '../runtime/load-once';
import type { NodeConfig, Runtime, RuntimeNode } from '../runtime/node-red';
import type { JobNode } from './job-work';

const jobWork = loadOnce(() => require('./job-work') as typeof import('./job-work'));

/** The index of the optional output for faults, which is the last. */
const errorOutput = 4;

/** @returns whether a node of this configuration starts or waits for jobs. */
function isStartOrWait({ action }: NodeConfig): boolean {
  return ['start', 'wait'].includes(String(action).trim());
}

/** Starts a deployed job node of one of the three kinds. */
export function startJobNode(
  runtime: Runtime,
  node: RuntimeNode,
  config: NodeConfig,
  kind: JobKind,
): void {
  const self: JobNode = { runtime, node, config, kind };
  const options: MessageNodeOptions = {
    errorOutput,
    work: (input) => jobWork().work(self, input),
  };
  const messages = takeMessages(node, config, options);
  self.messages = messages;
  if (isStartOrWait(config)) {
    const { createStartAndWait } = require('./start-and-wait') as typeof import('./start-and-wait');
    const startAndWait = createStartAndWait({ ...self, messages });
    self.startAndWait = startAndWait;
    options.takesOver = startAndWait.takesOver;
    options.failed = startAndWait.badgeReplaced;
    options.close = startAndWait.close;
  }
}
