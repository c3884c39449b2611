import { setTimeout as wait } from 'node:timers/promises';
import { flowsOf } from '../flows';
import type { Counters } from '../processes/appliance';
import type { Outcome } from '../readings';
import { exactly } from '../statistics';
import type { NodeRed, TestBed } from '../test-bed';

/** What a Node-RED that has just started opens at the appliance while it does something. */
async function countOpened(
  bed: TestBed,
  doing: (nodeRed: NodeRed) => Promise<void>,
): Promise<Counters> {
  const userDir = await bed.makeUserDir(flowsOf.package(bed.target), true);
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

/** 1,000 messages, 8 at once, without anything having been opened before. */
export async function countConnections(bed: TestBed): Promise<Outcome> {
  const { connections, handshakes, logins } = await countOpened(bed, async (nodeRed) => {
    await nodeRed.call('run', { concurrency: 8, until: { messages: 1_000 } });
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
  const { connections } = await countOpened(bed, async (nodeRed) => {
    for (let message = 1; message <= 3; message += 1) {
      if (message > 1) await wait(pause, undefined, { signal: bed.signal });
      await nodeRed.call('run', { concurrency: 1, until: { messages: 1 } });
    }
  });
  return { readings: { 'connections of spaced messages': exactly(connections) } };
}
