/** Credentials that are sent with every request (Basic), before the appliance has accepted them once. */
import assert from 'node:assert/strict';
import { movedFlows } from './moved-flow';

describe('Basic that is not yet proven, at an appliance that answers 500', () => {
  const start = movedFlows();
  const failing = (delay: number) => ({
    ...{ status: 500, delay },
    body: { error_type: 'INTERNAL_SERVER_ERROR', messages: [] },
  });
  const appliance = { auth: 'basic' };

  it('after a second: thirty messages for different backups share its answers', async () => {
    const job = { type: 'vcenter-backup-job', jobIdType: 'msg', jobId: 'id' };
    const there = await start({ appliance, job }, { scenario: 'none' });
    there.simulator.answerWith('*', failing(1000));
    const names = Array.from({ length: 30 }, (_, index) => `message ${index}`);
    for (const name of names) await there.send(name, { id: name });
    assert.deepEqual(there.told(), []);
    // A request for the details of the backup, then one for the backup itself: a second each.
    await there.time.pass(2.5);
    const faults = names.map((name) => `${name} catch APPLIANCE_ERROR`);
    assert.deepEqual(there.told().sort(), faults.sort());
    assert.equal(there.simulator.requests.length, 2);
  });

  it("after 20 s: waiting for it counts towards another request's 30 s", async () => {
    const cancel = {
      ...{ id: 'cancel', z: 'tab', type: 'vcenter-restore-job', name: '', action: 'cancel' },
      ...{ appliance: 'appliance', targetType: 'appliance', errorOutput: false },
      ...{ outputs: 4, wires: [['running'], ['succeeded'], ['failed'], ['not found']] },
    };
    const there = await start({ appliance, nodes: [cancel] }, { scenario: 'none' });
    there.simulator.answerWith('*', failing(20_000));
    await there.send('a');
    await there.send('b', {}, 'cancel');
    await there.time.pass(20);
    assert.deepEqual(there.told(), ['a catch APPLIANCE_ERROR']);
    await there.time.pass(10);
    assert.deepEqual(there.told(), ['b catch TIMED_OUT']);
  });
});
