import { once } from 'node:events';
import redNodes from '@node-red/runtime/lib/nodes';
import RED from 'node-red';
import type { Credentials, Flow } from 'node-red-node-test-helper';
import type { MovedTime } from './moved-time';

const { events } = RED.runtime;

/**
 * Deploys, and waits until all flows have been started. node-red-node-test-helper has the same, but
 * begins to listen only afterwards and gives up after 300 ms.
 */
export async function setFlows(
  flow: Flow,
  type: 'full' | 'nodes' | 'flows',
  credentials: Credentials,
): Promise<void> {
  const started = once(events, 'flows:started');
  await redNodes.setFlows(flow, credentials, type);
  await started;
}

/**
 * Waits for a deploy, and lets time pass while it waits for nodes to close: before that, and after it,
 * nothing of a deploy takes any.
 */
export async function inTime(time: MovedTime, deploy: () => Promise<void>): Promise<void> {
  const stopping = once(events, 'flows:stopping');
  const stopped = once(events, 'flows:stopped');
  const deployed = deploy();
  await Promise.race([stopping, deployed]);
  await time.until(Promise.race([stopped, deployed]));
  await deployed;
}
