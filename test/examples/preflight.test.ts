import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { type Change, describeExample, reach, set } from './example';

/** What its comment asks for: where the backups are. */
const location: Change = (node) =>
  node.name === 'archive'
    ? {
        location: 'sftp://backup.lab.example/vc',
        credentials: { locationUser: 'vcenter', locationPassword: 'Place-1!' },
      }
    : {};

describeExample('15 - Preflight, back up, check the archive, then patch', (example) => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ scenario: 'none', backupSeconds: 1 });
    // Shorter than a person would wait.
    const often = set({ type: 'vcenter-backup-job' }, { interval: 1 });
    await example.deploy(reach(simulator), location, often);
  });
  afterEach(() => simulator.stop());

  it('patches once the backup is at its location', async () => {
    await example.press('Patch');
    assert.match(
      await example.shown('patched'),
      /^Time to patch: the backup \S+ is at its location/,
    );
    assert.deepEqual(example.complaints(), []);
  });

  it('patches nothing where the appliance is not in order', async () => {
    simulator.answerWith('health.storage.get', { status: 200, body: '"red"' });
    await example.press('Patch');
    assert.match(await example.shown('nothing was patched'), /storage is red/);
    assert.equal(simulator.counters().byOperation['backup.schedules.run'], undefined);
  });

  it('patches nothing where the backup failed', async () => {
    simulator.nextBackups('FAILED');
    await example.press('Patch');
    assert.match(await example.shown('nothing was patched'), /backup of .* failed/);
  });

  it('patches nothing where the archive is missing', async () => {
    simulator.answerWith('backup.system-name.archives.list', { status: 200, body: [] });
    await example.press('Patch');
    assert.match(await example.shown('nothing was patched'), /is missing from its location/);
  });
});
