import assert from 'node:assert/strict';
import { minute, running, waitingExample } from './after-a-restore-flow';
import { describeMovedExample } from './example';
import { readMail } from './mail';

describeMovedExample('09 - After a restore', (example) => {
  const there = waitingExample(example);

  /** Blue as long as the appliance is there, yellow while it is not. */
  const waits = (fill: string | undefined) =>
    example.badge('Wait for the end', (badge) => badge.fill === fill);

  const mail = async () => readMail(await example.shown('put your e-mail node here'));

  it('waits for the reconciliation to appear, through the outage, for its end', async () => {
    there.simulator.setScenario([
      { for: minute, job: 'none' },
      { for: minute, job: running },
      { for: minute, trouble: 'refused' },
      { for: minute },
      { for: minute, trouble: 'no-healthy-upstream' },
      { for: minute },
      { job: { status: 'SUCCEEDED' } },
    ]);
    await example.press('The restore has begun');
    await example.pass(minute);
    await there.nextPhase();
    assert.match(await example.shown('running'), /is running, 42% complete/);
    for (const _outage of ['the port is closed', 'services are starting']) {
      await there.nextPhase();
      await waits('yellow');
      await there.nextPhase();
      await waits('blue');
    }
    assert.deepEqual(example.unread(), []);
    await there.nextPhase();
    const { subject, body } = await mail();
    assert.equal(subject, 'Reconciliation of 127.0.0.1: succeeded');
    assert.match(body, /succeeded with 1 warning: Partner .* It took 5 min\./);
    assert.deepEqual(example.unread(), []);
  });

  it('tells of a reconciliation that has failed', async () => {
    there.simulator.setScenario('found-failed');
    await example.press('The restore has begun');
    const { subject, body } = await mail();
    assert.equal(subject, 'Reconciliation of 127.0.0.1: failed');
    assert.match(body, /failed: /);
  });

  it('tells when none appears in time', async () => {
    await there.deploy({ appear: minute / 2 });
    await example.press('The restore has begun');
    await example.pass(minute);
    assert.equal((await mail()).subject, 'Reconciliation of 127.0.0.1: not found');
  });

  it('reports once that one has stalled, and keeps waiting', async () => {
    await there.deploy({ stalledAfter: minute / 2 });
    there.simulator.setScenario([{ for: minute, job: running }, { job: { status: 'SUCCEEDED' } }]);
    await example.press('The restore has begun');
    await example.pass(minute);
    const { subject, body } = await mail();
    assert.equal(subject, 'Reconciliation of 127.0.0.1: stalled');
    assert.match(body, /no progress/);
    await there.nextPhase();
    assert.equal((await mail()).subject, 'Reconciliation of 127.0.0.1: succeeded');
  });

  it('tells when the appliance stays away for too long', async () => {
    await there.deploy({ outage: minute / 2 });
    await there.simulator.suspend();
    await example.press('The restore has begun');
    await example.pass(minute);
    const { subject, body } = await mail();
    assert.equal(subject, 'Reconciliation of 127.0.0.1: the wait failed');
    assert.match(body, /It has been unreachable/);
  });

  it('tells nothing after "Stop"', async () => {
    there.simulator.setScenario([{ job: running }]);
    await example.press('The restore has begun');
    await example.shown('running');
    await example.press('Stop');
    await waits(undefined);
    there.simulator.setScenario('found-succeeded');
    await example.press('The restore has begun');
    assert.equal((await mail()).subject, 'Reconciliation of 127.0.0.1: succeeded');
    assert.deepEqual(example.unread(), []);
  });
});
