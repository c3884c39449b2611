import assert from 'node:assert/strict';
import { type MovedFlow, startMoved } from './moved-flow';

const get = 'reconciliation.job.get';

describe('A job node that waits', () => {
  let there: MovedFlow;

  afterEach(() => there.close());

  describe('until the job has ended', () => {
    it('tells that it runs, and how it ended', async () => {
      there = await startMoved({ job: { action: 'wait' } });
      await there.send('a');
      assert.deepEqual(there.told(), ['a running']);
      assert.equal(there.ends('a'), 0);
      await there.time.pass(15);
      assert.deepEqual(there.told(), []);
      await there.time.pass(10);
      assert.deepEqual(there.told(), ['a succeeded']);
      assert.equal(there.ends('a'), 1);
      assert.ok((there.simulator.counters().byOperation[get] ?? 0) >= 5);
    });
  });
});
