/**
 * Node-RED clones a message for the second wire, and for Complete and Catch nodes. A message may
 * hold what cannot be cloned, as the object of a library that another node put there.
 */
import assert from 'node:assert/strict';
import type { Script } from '../../simulator';
import { type MovedFlow, movedFlows } from './moved-flow';

const ends: Script = [
  { for: 20, job: { status: 'RUNNING', progress: [0, 100] } },
  { job: { status: 'SUCCEEDED' } },
];
const unclonable = () => ({
  own: {
    get it(): never {
      throw new Error('That is mine.');
    },
  },
});

describe('A message that cannot be cloned', () => {
  let there: MovedFlow;

  const startMoved = movedFlows();

  async function starting(job: Record<string, unknown>, scenario: string | Script): Promise<void> {
    there = await startMoved({ job }, { scenario });
  }

  const rows: [what: string, scenario: string | Script, badge: string][] = [
    ['an answer', [{ job: { status: 'SUCCEEDED' } }], 'green dot succeeded'],
    ['a fault', 'forbidden', 'red ring not-authorized'],
  ];
  for (const [what, scenario, badge] of rows) {
    it(`ends once, with ${what}`, async () => {
      await starting({}, scenario);
      await there.send('a', unclonable());
      assert.equal(there.ends('a'), 1);
      assert.equal(there.badges().at(-1), badge);
    });
  }

  for (const report of ['state', 'end']) {
    it(`ends once, and so do those who wait with it (${report})`, async () => {
      await starting({ action: 'wait', report }, ends);
      await there.send('a');
      await there.send('b', unclonable());
      await there.send('c');
      await there.time.pass(25);
      assert.deepEqual(there.told().slice(-3), ['a succeeded', 'b succeeded', 'c succeeded']);
      assert.deepEqual(['a', 'b', 'c'].map(there.ends), [1, 1, 1]);
    });
  }

  it('ends once, also where its progress cannot be told', async () => {
    await starting({ action: 'wait' }, ends);
    await there.send('a', unclonable());
    assert.equal(there.ends('a'), 1);
    assert.equal(there.badges().at(-1), 'red ring error');
  });
});
