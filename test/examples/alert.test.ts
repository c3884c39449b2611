import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { describeMovedExample, reach } from './example';
import { readMail } from './mail';

/** Seconds between the polls of the example's monitor. */
const interval = 60;
const hour = 3_600_000;

/** A time so many hours ago. */
const ago = (hours: number) => new Date(Date.now() - hours * hour);

describeMovedExample('07 - Alert when a backup fails or is overdue', (example) => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ scenario: 'none' });
    simulator.backups.clear();
  });
  afterEach(() => simulator.stop());

  /** Deploys, and waits until the monitor knows what there is. */
  async function begin(): Promise<void> {
    await example.deploy(reach(simulator));
    await example.pass(interval);
  }

  const told = async (by: string) => readMail(await example.shown(by));
  const alarm = () => told('raise your alarm here');
  const allClear = () => told('give the all-clear here');

  it('raises the alarm once when a backup fails', async () => {
    simulator.backups.add({ startTime: ago(2) });
    await begin();
    const id = simulator.backups.start();
    simulator.backups.end(id, 'FAILED', 'The disk is full.');
    await example.pass(interval);
    const { subject, body } = await alarm();
    assert.equal(subject, 'Alarm: backup of 127.0.0.1 failed');
    assert.match(body, /The disk is full\./);
    simulator.backups.end(simulator.backups.start());
    await example.pass(interval);
    assert.equal((await allClear()).subject, 'Backup of 127.0.0.1 succeeded');
    assert.deepEqual(example.unread(), []);
    assert.deepEqual(example.complaints(), []);
  });

  it('raises the alarm when no backup has succeeded for 25 hours', async () => {
    simulator.backups.add({ startTime: ago(26) });
    await begin();
    const { subject, body } = await alarm();
    assert.equal(subject, 'Alarm: backup of 127.0.0.1 overdue');
    assert.match(body, /backup/);
    assert.deepEqual(example.unread(), []);
  });

  it('raises the alarm when a backup that was running has vanished', async () => {
    simulator.backups.add({ startTime: ago(2) });
    const id = simulator.backups.add({ state: 'INPROGRESS' });
    await begin();
    simulator.backups.remove(id);
    // It is lost when two polls in a row have missed it, the second at least 30 s after it was seen.
    await example.pass(interval);
    assert.deepEqual(example.unread(), []);
    await example.pass(interval);
    const { subject, body } = await alarm();
    assert.equal(subject, 'Alarm: backup of 127.0.0.1 lost');
    assert.match(body, /How it ended is not known/);
  });

  it('raises the alarm when the appliance cannot be watched', async () => {
    simulator.setScenario('forbidden');
    await example.deploy(reach(simulator));
    const { subject, body } = await alarm();
    assert.equal(subject, 'Alarm: the backups of 127.0.0.1 are not monitored');
    assert.match(body, /is not authorized/);
    await example.pass(interval);
    assert.deepEqual(example.unread(), []);
  });
});
