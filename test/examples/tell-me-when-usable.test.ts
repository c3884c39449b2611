import assert from 'node:assert/strict';
import { minute, running, waitingExample } from './after-a-restore-flow';
import { describeMovedExample } from './example';

describeMovedExample('02 - Tell me when the restored vCenter is usable', (example) => {
  const there = waitingExample(example);
  const message = () => example.shown('put your notification here');

  /** Blue while the appliance answers, yellow while it does not. */
  const waits = (fill: string) =>
    example.badge('Wait for the reconciliation', (badge) => badge.fill === fill);

  it('waits for the job to start, through the outage, and sends one message at its end', async () => {
    there.simulator.setScenario([
      { for: minute, job: 'none' },
      { for: minute, job: running },
      { for: minute, trouble: 'refused' },
      { job: { status: 'SUCCEEDED' } },
    ]);
    await example.press('The restore has ended');
    // "No job" does not end the wait.
    await example.pass(minute);
    await there.nextPhase();
    await example.badge('Wait for the reconciliation', ({ text }) => /42 %/.test(text ?? ''));
    await there.nextPhase();
    await waits('yellow');
    assert.deepEqual(example.unread(), []);
    await there.nextPhase();
    assert.match(await message(), /^The reconciliation of 127\.0\.0\.1 succeeded/);
    assert.deepEqual(example.unread(), []);
  });

  it('says that the reconciliation failed', async () => {
    there.simulator.setScenario('found-failed');
    await example.press('The restore has ended');
    assert.match(await message(), /failed: /);
  });

  it('says that there was no reconciliation', async () => {
    await there.deploy({ appear: minute / 2 });
    await example.press('The restore has ended');
    await example.pass(minute);
    assert.match(await message(), /has no reconciliation job/);
  });
});
