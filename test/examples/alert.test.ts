import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { describeExample, reach, set } from './example';
import { readMail } from './mail';

const monitor = { type: 'vcenter-recovery-monitor' };
const hour = 3_600_000;

/** A time so many hours ago. */
const ago = (hours: number) => new Date(Date.now() - hours * hour);

describeExample('07 - Alert when a backup fails or is overdue', (example) => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ scenario: 'none' });
    simulator.backups.clear();
  });
  afterEach(() => simulator.stop());

  /** Deploys, and waits until the monitor knows what there is. */
  async function begin(): Promise<void> {
    // The only thing these tests change that a user need not: a second for the minute.
    await example.deploy(reach(simulator), set(monitor, { interval: 1 }));
    await simulator.whenRequest('backup.job.list', 2);
  }

  const told = async (by: string) => readMail(await example.shown(by));
  const alarm = () => told('raise your alarm here');
  const allClear = () => told('give the all-clear here');

  it('raises the alarm once when a backup fails', async () => {
    simulator.backups.add({ startTime: ago(2) });
    await begin();
    const id = simulator.backups.start();
    simulator.backups.end(id, 'FAILED', 'The disk is full.');
    const { subject, body } = await alarm();
    assert.equal(subject, 'Alarm: backup of 127.0.0.1 failed');
    assert.match(body, /The disk is full\./);
    simulator.backups.end(simulator.backups.start());
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
    // It is lost 30 s after it was last seen.
    await simulator.whenRequest('*', simulator.counters().requests + 20);
    const { subject, body } = await alarm();
    assert.equal(subject, 'Alarm: backup of 127.0.0.1 lost');
    assert.match(body, /How it ended is not known/);
  });

  it('raises the alarm when the appliance cannot be watched', async () => {
    simulator.setScenario('forbidden');
    await example.deploy(reach(simulator), set(monitor, { interval: 1 }));
    const { subject, body } = await alarm();
    assert.equal(subject, 'Alarm: the backups of 127.0.0.1 are not monitored');
    assert.match(body, /is not authorized/);
    await simulator.whenRequest('backup.job.list', 2);
    assert.deepEqual(example.unread(), []);
  });
});
