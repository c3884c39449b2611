import { setTimeout as wait } from 'node:timers/promises';
import { flowsOfOneAppliance } from '../flows';
import type { Counters } from '../processes/appliance';
import type { Outcome } from '../readings';
import { exactly } from '../statistics';
import type { NodeRed, TestBed } from '../test-bed';
import { runCounted } from './counted-run';

/** What a Node-RED that has just started opens at the appliance while it does something. */
async function countOpened(
  bed: TestBed,
  flows: number,
  doing: (nodeRed: NodeRed) => Promise<void>,
): Promise<Omit<Counters, 'requests'>> {
  const userDir = await bed.makeUserDir(flowsOfOneAppliance(bed.target, flows), true);
  const nodeRed = await bed.startNodeRed(userDir);
  const before = await bed.counters();
  await doing(nodeRed);
  const after = await bed.counters();
  await nodeRed.end();
  return {
    connections: after.connections - before.connections,
    handshakes: after.handshakes - before.handshakes,
    logins: after.logins - before.logins,
  };
}

/** 1,000 messages to one appliance, 8 at once, without anything having been opened before. */
export async function countConnections(bed: TestBed): Promise<Outcome> {
  const { connections, handshakes, logins } = await countOpened(bed, 8, async (nodeRed) => {
    await runCounted(bed, nodeRed, { concurrency: 8, until: { messages: 1_000 } });
  });
  return {
    readings: {
      connections: exactly(connections),
      handshakes: exactly(handshakes),
      logins: exactly(logins),
    },
  };
}

/**
 * Longer than Node.js keeps an idle connection of its default agent, which is five seconds: a flow
 * that asks every six opens a new connection each time.
 */
const pause = 6_000;

/** Three messages, far apart. */
export async function countSpacedConnections(bed: TestBed): Promise<Outcome> {
  const { connections } = await countOpened(bed, 1, async (nodeRed) => {
    for (let message = 1; message <= 3; message += 1) {
      if (message > 1) await wait(pause, undefined, { signal: bed.signal });
      await runCounted(bed, nodeRed, { concurrency: 1, until: { messages: 1 } });
    }
  });
  return { readings: { 'connections of spaced messages': exactly(connections) } };
}
