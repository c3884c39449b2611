import { once } from 'node:events';
import redNodes from '@node-red/runtime/lib/nodes';
import RED from 'node-red';
import type { Credentials, Flow } from 'node-red-node-test-helper';

/**
 * Deploys, and waits until all flows have been started. node-red-node-test-helper has the same, but
 * begins to listen only afterwards and gives up after 300 ms.
 */
export async function setFlows(
  flow: Flow,
  type: 'full' | 'nodes' | 'flows',
  credentials: Credentials,
): Promise<void> {
  const started = once(RED.runtime.events, 'flows:started');
  await redNodes.setFlows(flow, credentials, type);
  await started;
}
