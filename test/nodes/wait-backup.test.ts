import assert from 'node:assert/strict';
import type { Flow } from 'node-red-node-test-helper';
import { type MovedFlow, movedFlows } from './moved-flow';

const details = 'backup.job.details.list';
const get = 'backup.job.get';

/** A backup job node that waits, and what follows a backup that succeeded. */
const patching: Flow = [
  {
    id: 'waiting',
    z: 'tab',
    type: 'vcenter-backup-job',
    action: 'wait',
    appliance: 'appliance',
    jobIdType: 'auto',
    report: 'end',
    wires: [['running'], ['patch'], ['failed'], ['not found']],
  },
  { id: 'patch', z: 'tab', type: 'helper', wires: [] },
];
const starting = {
  type: 'vcenter-backup-job',
  action: 'start',
  source: 'schedule',
  wires: [['waiting'], ['waiting'], ['failed'], ['not found']],
};
const waiting = { type: 'vcenter-backup-job', action: 'wait', jobIdType: 'auto' };

describe('Waiting for a backup', () => {
  let there: MovedFlow;

  const startMoved = movedFlows();

  /** What stands in the list before anything is done. */
  function yesterday(): { id: string; state: string } {
    const latest = there.simulator.backups.list().at(-1);
    assert.equal(latest?.state, 'SUCCEEDED', "yesterday's backup succeeded");
    return latest;
  }

  describe('back up, wait, patch', () => {
    async function patchingAfter(job: Record<string, unknown> = {}): Promise<void> {
      there = await startMoved(
        { job: { ...starting, ...job }, nodes: patching },
        { scenario: 'none' },
      );
    }

    it("patches after today's backup, not after yesterday's", async () => {
      await patchingAfter();
      const { id } = yesterday();
      await there.send('a');
      await there.time.pass(55);
      assert.deepEqual(there.told(), [], 'nothing is patched while it runs');
      await there.time.pass(10);
      assert.deepEqual(there.told(), ['a patch']);
      const { job } = there.last('a');
      assert.equal(job?.state, 'succeeded');
      assert.notEqual(job?.id, id);
      assert.equal(job?.id, there.simulator.backups.list().at(-1)?.id);
      assert.ok((job?.details?.size ?? 0) > 0, 'details of its end, not of its begin');
    });
    it('does not patch after a backup that failed', async () => {
      await patchingAfter();
      there.simulator.nextBackups('FAILED');
      await there.send('a');
      await there.time.pass(65);
      assert.deepEqual(there.told(), ['a failed']);
    });
    it('does not patch after one that could not be started', async () => {
      await patchingAfter();
      there.simulator.setScenario('never-ending');
      await there.send('a');
      await there.time.pass(65);
      assert.deepEqual(there.told(), ['a catch REFUSED']);
    });
    it('does not patch where the backup is lost', async () => {
      await patchingAfter();
      await there.send('a');
      await there.time.pass(20);
      there.simulator.backups.remove(there.simulator.backups.list().at(-1)?.id ?? '');
      await there.time.pass(65);
      assert.deepEqual(there.told(), ['a not found']);
      assert.equal(there.last('a').job?.state, 'lost');
    });
    it('does not take the backup of somebody else for it, though that ends first', async () => {
      await patchingAfter();
      there.simulator.nextBackups('never-ending');
      await there.send('a');
      await there.time.pass(10);
      there.simulator.backups.add({ id: 'other', startTime: there.simulator.clock.now() });
      await there.time.pass(60);
      assert.deepEqual(there.told(), []);
    });
    it('also through a restart of the services', async () => {
      await patchingAfter();
      await there.send('a');
      await there.time.pass(10);
      there.simulator.setScenario([{ for: 90, trouble: 'refused' }, { job: 'none' }]);
      await there.time.pass(90);
      assert.deepEqual(there.told(), []);
      await there.time.pass(31);
      assert.deepEqual(there.told(), ['a patch']);
    });
  });

  describe('that somebody else starts', () => {
    it("yesterday's is no answer: not found at once", async () => {
      there = await startMoved({ job: waiting }, { scenario: 'none' });
      yesterday();
      await there.send('a');
      assert.deepEqual(there.told(), ['a not found']);
      assert.match(there.last('a').job?.text ?? '', /had already ended/);
    });
    it('the one that appears is', async () => {
      there = await startMoved({ job: { ...waiting, appear: '3600' } }, { scenario: 'none' });
      const { id } = yesterday();
      await there.send('a');
      await there.time.pass(600);
      assert.deepEqual(there.told(), []);
      there.simulator.backups.start('SCHEDULED');
      await there.time.pass(6);
      assert.deepEqual(there.told(), ['a running']);
      assert.notEqual(there.last('a').job?.id, id);
      assert.ok((there.last('a').job?.duration ?? 60) < 10, "not yesterday's details");
      await there.time.pass(60);
      assert.deepEqual(there.told(), ['a succeeded']);
    });
    it('the one that runs is', async () => {
      there = await startMoved({ job: waiting }, { scenario: 'none' });
      there.simulator.backups.start();
      await there.send('a');
      await there.time.pass(66);
      assert.deepEqual(there.told(), ['a running', 'a succeeded']);
    });
    it('the one that was seen, though another comes after it', async () => {
      there = await startMoved({ job: waiting }, { scenario: 'none' });
      const id = there.simulator.backups.start();
      await there.send('a');
      await there.time.pass(10);
      there.simulator.backups.add({ id: 'other', state: 'INPROGRESS' });
      await there.time.pass(60);
      assert.deepEqual(there.told(), ['a running', 'a succeeded']);
      assert.equal(there.last('a').job?.id, id);
    });
    it("accept: yesterday's is an answer", async () => {
      there = await startMoved({ job: { ...waiting, ended: 'accept' } }, { scenario: 'none' });
      const { id } = yesterday();
      await there.send('a');
      assert.deepEqual(there.told(), ['a succeeded']);
      assert.equal(there.last('a').job?.id, id);
    });
    it("yesterday's, named by its id, is an answer", async () => {
      there = await startMoved(
        { job: { ...waiting, jobIdType: 'msg', jobId: 'which' } },
        { scenario: 'none' },
      );
      const { id } = yesterday();
      await there.send('a', { which: id });
      await there.send('b', { which: 'gone' });
      assert.deepEqual(there.told(), ['a succeeded', 'b not found']);
    });
  });

  it('two backups named by their ids are two waits', async () => {
    there = await startMoved(
      { job: { ...waiting, jobIdType: 'msg', jobId: 'which' } },
      { scenario: 'none' },
    );
    const { backups } = there.simulator;
    const startTime = there.simulator.clock.now();
    for (const id of ['one', 'two']) backups.add({ id, state: 'INPROGRESS', startTime });
    await there.send('a', { which: 'one' });
    await there.send('b', { which: 'two' });
    await there.send('c', { which: 'two' });
    assert.match(there.badges().at(-1) ?? '', /^blue dot 2/);
    backups.end('two');
    await there.time.pass(6);
    assert.deepEqual(there.told(), ['a running', 'b running', 'b succeeded', 'c succeeded']);
    await there.send('stop', { stop: true, which: 'one' });
    assert.equal(there.ends('a'), 1);
  });

  it('when one of two waits ends, the badge is that of the other', async () => {
    const job = { ...waiting, jobIdType: 'msg', jobId: 'which', interval: '60', timeout: '30' };
    there = await startMoved({ job }, { scenario: 'none' });
    const { backups, clock } = there.simulator;
    const startTime = clock.now();
    for (const id of ['one', 'two']) backups.add({ id, state: 'INPROGRESS', startTime });
    await there.send('a', { which: 'one' });
    await there.time.pass(5);
    await there.send('b', { which: 'two' });
    await there.time.pass(26);
    assert.deepEqual(there.told(), ['a running', 'b running', 'a catch WAIT_TIMED_OUT']);
    assert.deepEqual(there.badges().slice(-2), ['red ring wait-timed-out', 'blue dot waiting']);
    await there.time.pass(5);
    assert.equal(there.badges().at(-1), 'red ring wait-timed-out');
  });

  it('shows size and duration of its last poll, not of its first', async () => {
    there = await startMoved({ job: { ...waiting, report: 'every' } }, { scenario: 'none' });
    there.simulator.backups.start();
    const shown: [size: number, duration: number][] = [];
    await there.send('a');
    for (const seconds of [0, 20, 20, 30]) {
      await there.time.pass(seconds);
      there.told();
      const { job } = there.last('a');
      shown.push([job?.details?.size ?? -1, job?.duration ?? -1]);
    }
    assert.equal(there.last('a').job?.state, 'succeeded');
    const isRising = (values: number[]) =>
      values.every((value, index) => index === 0 || value > (values[index - 1] ?? value));
    assert.ok(isRising(shown.map(([size]) => size)), String(shown));
    assert.ok(isRising(shown.map(([, duration]) => duration)), String(shown));
    assert.deepEqual([shown[0], shown.at(-1)?.[1]], [[0, 0], 60]);
  });

  it('a wait that gives up has those of its last poll, too', async () => {
    there = await startMoved({ job: { ...waiting, timeout: '30' } }, { scenario: 'none' });
    there.simulator.backups.start();
    await there.send('a');
    await there.time.pass(31);
    assert.deepEqual(there.told(), ['a running', 'a catch WAIT_TIMED_OUT']);
    const { job } = there.last('a');
    assert.ok((job?.duration ?? 0) >= 25, String(job?.duration));
    assert.ok((job?.details?.size ?? 0) > 0);
  });

  it('costs one request for each look while it runs', async () => {
    there = await startMoved({ job: waiting }, { scenario: 'none', backupSeconds: 600 });
    there.simulator.backups.start();
    await there.send('a');
    await there.time.pass(20);
    const before = there.simulator.counters().byOperation;
    await there.time.pass(300);
    const after = there.simulator.counters().byOperation;
    assert.equal(after[get], before[get]);
    const looks = (after[details] ?? 0) - (before[details] ?? 0);
    assert.ok(looks >= 60 && looks <= 67, `${looks} looks`);
  });
});
