import type { LoopOptions, Slice } from '../processes/closed-loop';
import type { NodeRed, TestBed } from '../test-bed';

/**
 * Runs the loop of a Node-RED while nothing else asks the appliance.
 * @throws Error when its messages were not as many requests: what was measured then is not what a
 *   message costs
 */
export async function runCounted(
  { counters }: Pick<TestBed, 'counters'>,
  nodeRed: Pick<NodeRed, 'call'>,
  loop: LoopOptions,
): Promise<Slice> {
  const before = await counters();
  const slice = await nodeRed.call('run', loop);
  const after = await counters();
  const requests = after.requests - before.requests;
  if (requests === slice.sent) return slice;
  throw new Error(`${slice.sent} messages made ${requests} requests, instead of one each`);
}
