import assert from 'node:assert/strict';
import { runCounted } from '../../bench/experiments/counted-run';
import type { Slice } from '../../bench/processes/closed-loop';
import type { NodeRed, TestBed } from '../../bench/test-bed';

const slice: Slice = { sent: 20, messages: 13, milliseconds: 5, cpuTime: 900, p50: 3, p99: 4 };

describe('bench: counted run', () => {
  /** A Node-RED whose messages make so many requests to an appliance that had some before. */
  function run(made: number): Promise<Slice> {
    let requests = 100;
    const bed: Pick<TestBed, 'counters'> = {
      counters: async () => ({ connections: 1, handshakes: 1, logins: 1, requests }),
    };
    const call = async () => {
      requests += made;
      return slice;
    };
    const nodeRed = { call } as Pick<NodeRed, 'call'>;
    return runCounted(bed, nodeRed, { concurrency: 4, until: { messages: 20 } });
  }

  it('has the slice where each message was a request', async () => {
    assert.equal(await run(20), slice);
  });

  const others: [what: string, requests: number][] = [
    ['messages that share requests', 5],
    ['messages of several requests', 40],
    ['no request', 0],
  ];
  for (const [what, requests] of others) {
    it(`fails with ${what}`, async () => {
      await assert.rejects(
        run(requests),
        new RegExp(`20 messages made ${requests} requests, instead of one each`),
      );
    });
  }
});
