import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { describeMovedExample, reach } from './example';

const run = 'backup.schedules.run';
/** Seconds between the polls of the example's job node. */
const interval = 5;

describeMovedExample('08 - Back up, then patch', (example) => {
  let simulator: Simulator;

  beforeEach(async () => {
    // Yesterday's backup has succeeded, as every day.
    simulator = await startSimulator({ scenario: 'none' });
    simulator.nextBackups('never-ending');
    await example.deploy(reach(simulator));
  });
  afterEach(() => simulator.stop());

  const running = () => simulator.backups.list().find(({ state }) => state === 'INPROGRESS');

  /** @returns the id of the backup that the flow has started and waits for. */
  async function begin(): Promise<string> {
    await example.press('Back up, then patch');
    assert.match(await example.shown('backup is running'), /is running/);
    return running()?.id ?? '';
  }

  it("patches after today's backup, and not while yesterday's alone has succeeded", async () => {
    const yesterday = simulator.backups.list().map(({ id }) => id);
    const id = await begin();
    assert.ok(!yesterday.includes(id));
    await example.pass(2 * interval);
    assert.deepEqual(example.unread('patched'), []);
    simulator.backups.end(id, 'SUCCEEDED');
    await example.pass(interval);
    assert.equal(await example.shown('patched'), `Time to patch: the backup ${id} succeeded.`);
    assert.deepEqual(example.unread(), []);
    assert.deepEqual(example.complaints(), []);
  });

  it('stops when the backup fails', async () => {
    simulator.backups.end(await begin(), 'FAILED', 'The disk is full.');
    await example.pass(interval);
    assert.match(await example.shown('nothing was patched'), /The disk is full\./);
    assert.deepEqual(example.unread(), []);
  });

  it('stops when the backup is lost', async () => {
    const id = await begin();
    await example.pass(2 * interval);
    simulator.backups.remove(id);
    // It is lost 30 s after it was last seen.
    await example.pass(30 + interval);
    assert.match(await example.shown('nothing was patched'), /How it ended is not known/);
    assert.deepEqual(example.unread(), []);
  });

  it('stops when another backup runs already', async () => {
    simulator.backups.start();
    await example.press('Back up, then patch');
    assert.match(await example.shown('nothing was patched'), /backup/i);
    assert.deepEqual(example.unread(), []);
    assert.equal(simulator.counters().byOperation[run], 1);
  });

  it('stops when the appliance has no schedule to back up by', async () => {
    simulator.schedules.set('default', undefined);
    await example.press('Back up, then patch');
    assert.match(await example.shown('nothing was patched'), /no backup schedule/);
    assert.deepEqual(example.unread(), []);
  });

  it('does not patch after "Do not patch after all"', async () => {
    const id = await begin();
    await example.press('Do not patch after all');
    await example.badge('Back up', ({ fill }) => fill === undefined);
    simulator.backups.end(id, 'SUCCEEDED');
    simulator.resetCounters();
    // A further message shows that the node is done with the one before.
    simulator.schedules.set('default', undefined);
    await example.press('Back up, then patch');
    await example.shown('nothing was patched');
    assert.deepEqual(example.unread(), []);
    assert.equal(simulator.counters().byOperation['backup.job.details.list'], undefined);
  });
});
