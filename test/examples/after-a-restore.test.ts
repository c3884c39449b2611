import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { describeExample, reach, set } from './example';
import { readMail } from './mail';

const get = 'reconciliation.job.get';
const job = { type: 'vcenter-reconciliation-job' };

/** Simulated seconds. */
const minute = 60;
const running = { status: 'RUNNING', progress: 42 } as const;

describeExample('09 - After a restore', (example) => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ scenario: 'none', speed: 0 });
    // The only thing these tests change that a user need not: the times.
    await example.deploy(reach(simulator), set(job, { interval: 1 }));
  });
  afterEach(() => simulator.stop());

  const nextPhase = () => simulator.clock.advance(minute * 1000);

  /** Blue as long as the appliance is there, yellow while it is not. */
  const waits = (fill: string | undefined) =>
    example.badge('Wait for the end', (badge) => badge.fill === fill);

  const mail = async () => readMail(await example.shown('put your e-mail node here'));

  it('waits for the reconciliation to appear, through the outage, for its end', async () => {
    simulator.setScenario([
      { for: minute, job: 'none' },
      { for: minute, job: running },
      { for: minute, trouble: 'refused' },
      { for: minute },
      { for: minute, trouble: 'no-healthy-upstream' },
      { for: minute },
      { job: { status: 'SUCCEEDED' } },
    ]);
    await example.press('The restore has begun');
    await simulator.whenRequest(get, 2);
    nextPhase();
    assert.match(await example.shown('running'), /is running, 42% complete/);
    for (const _outage of ['the port is closed', 'services are starting']) {
      nextPhase();
      await waits('yellow');
      nextPhase();
      await waits('blue');
    }
    assert.deepEqual(example.unread(), []);
    nextPhase();
    const { subject, body } = await mail();
    assert.equal(subject, 'Reconciliation of 127.0.0.1: succeeded');
    assert.match(body, /succeeded with 1 warning: Partner .* It took 5 min\./);
    assert.deepEqual(example.unread(), []);
  });

  it('tells of a reconciliation that has failed', async () => {
    simulator.setScenario('found-failed');
    await example.press('The restore has begun');
    const { subject, body } = await mail();
    assert.equal(subject, 'Reconciliation of 127.0.0.1: failed');
    assert.match(body, /failed: /);
  });

  it('tells when none appears in time', async () => {
    await example.deploy(reach(simulator), set(job, { interval: 1, appear: 1 }));
    await example.press('The restore has begun');
    assert.equal((await mail()).subject, 'Reconciliation of 127.0.0.1: not found');
  });

  it('reports once that one has stalled, and keeps waiting', async () => {
    await example.deploy(reach(simulator), set(job, { interval: 1, stalledAfter: 1 }));
    simulator.setScenario([{ for: minute, job: running }, { job: { status: 'SUCCEEDED' } }]);
    await example.press('The restore has begun');
    const { subject, body } = await mail();
    assert.equal(subject, 'Reconciliation of 127.0.0.1: stalled');
    assert.match(body, /no progress/);
    nextPhase();
    assert.equal((await mail()).subject, 'Reconciliation of 127.0.0.1: succeeded');
  });

  it('tells when the appliance stays away for too long', async () => {
    await example.deploy(reach(simulator), set(job, { interval: 1, outage: 1 }));
    await simulator.suspend();
    await example.press('The restore has begun');
    const { subject, body } = await mail();
    assert.equal(subject, 'Reconciliation of 127.0.0.1: the wait failed');
    assert.match(body, /It has been unreachable/);
  });

  it('tells nothing after "Stop"', async () => {
    simulator.setScenario([{ job: running }]);
    await example.press('The restore has begun');
    await example.shown('running');
    await example.press('Stop');
    await waits(undefined);
    simulator.setScenario('found-succeeded');
    await example.press('The restore has begun');
    assert.equal((await mail()).subject, 'Reconciliation of 127.0.0.1: succeeded');
    assert.deepEqual(example.unread(), []);
  });
});
