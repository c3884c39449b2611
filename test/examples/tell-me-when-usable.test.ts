import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { describeExample, reach, set } from './example';

const get = 'reconciliation.job.get';
const job = { type: 'vcenter-reconciliation-job' };

/** Simulated seconds. */
const minute = 60;
const running = { status: 'RUNNING', progress: 42 } as const;

describeExample('02 - Tell me when the restored vCenter is usable', (example) => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ scenario: 'none', speed: 0 });
    // The only thing these tests change that a user need not: a second for the five.
    await example.deploy(reach(simulator), set(job, { interval: 1 }));
  });
  afterEach(() => simulator.stop());

  const nextPhase = () => simulator.clock.advance(minute * 1000);
  const message = () => example.shown('put your notification here');

  /** Blue while the appliance answers, yellow while it does not. */
  const waits = (fill: string) =>
    example.badge('Wait for the reconciliation', (badge) => badge.fill === fill);

  it('waits for the job to start, through the outage, and sends one message at its end', async () => {
    simulator.setScenario([
      { for: minute, job: 'none' },
      { for: minute, job: running },
      { for: minute, trouble: 'refused' },
      { job: { status: 'SUCCEEDED' } },
    ]);
    await example.press('The restore has ended');
    // The second request: "no job" did not end the wait.
    await simulator.whenRequest(get, 2);
    nextPhase();
    await example.badge('Wait for the reconciliation', ({ text }) => /42 %/.test(text ?? ''));
    nextPhase();
    await waits('yellow');
    assert.deepEqual(example.unread(), []);
    nextPhase();
    assert.match(await message(), /^The reconciliation of 127\.0\.0\.1 succeeded/);
    assert.deepEqual(example.unread(), []);
  });

  it('says that the reconciliation failed', async () => {
    simulator.setScenario('found-failed');
    await example.press('The restore has ended');
    assert.match(await message(), /failed: /);
  });

  it('says that there was no reconciliation', async () => {
    await example.deploy(reach(simulator), set(job, { interval: 1, appear: 1 }));
    await example.press('The restore has ended');
    assert.match(await message(), /has no reconciliation job/);
  });
});
