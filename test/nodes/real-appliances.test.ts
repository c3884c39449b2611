/**
 * What was seen of real appliances, and what a flow makes of it: a test for each fact. How accounts
 * are locked, and sessions on 5480, are specified in test/simulator/lockouts.test.ts.
 */
import assert from 'node:assert/strict';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator';
import type { BackupFailure } from '../../simulator/backups/backup-failures';
import { type DeployedFlow, deploy, type FlowOptions } from './deployed-flow';
import {
  deployRecovery,
  type RecoveryFlow,
  type RecoveryOptions,
  type SeenAnswer,
  writtenInputs,
} from './recovery-flow';

const place = { location: 'sftp://backup.lab.example/vc', location_user: 'svc-backup' };
const sso = { ssoUsername: 'administrator@vsphere.local', ssoPassword: 'VMware1!' };

describe('Real appliances', () => {
  let simulator: Simulator;
  let flow: DeployedFlow | RecoveryFlow | undefined;

  afterEach(async () => {
    await flow?.close();
    flow = undefined;
    await simulator.stop();
  });

  async function start(options: SimulatorOptions = {}): Promise<void> {
    simulator = await startSimulator({ scenario: 'none', ...options });
  }

  async function ask(options: RecoveryOptions): Promise<SeenAnswer> {
    const asking = await deployRecovery(simulator, options);
    flow = asking;
    const seen = await asking.send();
    await asking.close();
    flow = undefined;
    return seen;
  }

  const onManagement = () => ({
    connection: 'management',
    port: String(simulator.managementPort),
  });

  it('allow a restore only between deployment and first boot, when only 5480 answers, as root', async () => {
    await start({ restorable: true, scenario: [{ trouble: 'refused', side: 'api' }] });
    const options: FlowOptions = {
      appliance: onManagement(),
      credentials: { username: 'root', password: simulator.rootPassword },
      job: {
        type: 'vcenter-restore-job',
        action: 'start',
        spec: JSON.stringify({ location_type: 'SFTP', ...place }),
      },
      nodeCredentials: { job: sso },
    };
    const restoring = await deploy(simulator, options);
    flow = restoring;
    assert.equal((await restoring.send()).by, 'running');
    const again = (await restoring.send()).message;
    assert.equal(again.fault?.errorType, 'FEATURE_IN_USE');
    simulator.restore.set('SUCCEEDED');
    simulator.restore.setRestorable(false);
    const after = (await restoring.send()).message;
    assert.equal(after.fault?.errorType, 'NOT_ALLOWED_IN_CURRENT_STATE');
  });

  for (const operation of ['backup.validate', 'restore.validate', 'recovery.get']) {
    it(`have ${operation} on /rest too, also on 5480`, async () => {
      await start();
      const given = { location_type: 'SFTP', ...place };
      const parameters = operation === 'recovery.get' ? [] : writtenInputs(given);
      const rest = { appliance: { connection: 'rest' } };
      const management = {
        appliance: onManagement(),
        applianceCredentials: { username: 'root', password: simulator.rootPassword },
      };
      for (const connection of [rest, management]) {
        const { by, message } = await ask({ operation, parameters, ...connection });
        assert.equal(by, 'result', JSON.stringify(message.fault));
        assert.match(simulator.requests.map(({ path }) => path).join(' '), /\/rest\/appliance/);
      }
    });
  }

  it('hold all backups they ever made, in no order: the latest is that with the latest start', async () => {
    await start({ history: 500, speed: 0 });
    const latest = simulator.backups.list().at(-1);
    const asking = await deploy(simulator, {
      job: { type: 'vcenter-backup-job', jobId: 'latest' },
    });
    flow = asking;
    const { job } = (await asking.send()).message;
    assert.equal(job?.id, latest?.id);
  });

  it('name a job YYYYMMDD-hhmmss-build', async () => {
    await start();
    const { message } = await ask({ operation: 'backup.job.list' });
    assert.ok(Array.isArray(message.payload));
    for (const id of message.payload) assert.match(String(id), /^\d{8}-\d{6}-\d+$/);
  });

  it('report no days for a daily schedule', async () => {
    await start();
    const { message } = await ask({
      operation: 'backup.schedules.get',
      parameters: writtenInputs({ schedule: 'default' }),
    });
    assert.deepEqual(Object(message.payload).recurrence_info.days, []);
  });

  it('have one schedule: a second is REFUSED, as ALREADY_EXISTS', async () => {
    await start();
    const { message } = await ask({
      operation: 'backup.schedules.create',
      parameters: writtenInputs({ schedule: 'other', ...place }),
    });
    assert.deepEqual(
      [message.fault?.code, message.fault?.errorType],
      ['REFUSED', 'ALREADY_EXISTS'],
    );
  });

  it('end the name of an archive in the base32 of its comment, with its =', async () => {
    await start({ speed: 0 });
    simulator.schedules.set('default', place);
    await ask({
      operation: 'backup.schedules.run',
      parameters: writtenInputs({ schedule: 'default', comment: 'foob' }),
    });
    simulator.clock.advance(120_000);
    const system = { system_name: 'vc-a.lab.example', ...place };
    const list = await ask({
      operation: 'backup.system-name.archives.list',
      parameters: writtenInputs(system),
    });
    assert.ok(Array.isArray(list.message.payload), JSON.stringify(list.message.fault));
    const { archive } = list.message.payload.at(-1) as { archive: string };
    assert.match(archive, /^S_8\.0\.2\.00100_\d{8}-\d{6}_MZXW6YQ=$/);
    const found = await ask({
      operation: 'backup.system-name.archives.get',
      parameters: writtenInputs({ ...system, archive }),
    });
    assert.equal(Object(found.message.payload).comment, 'foob');
  });

  it('have the parts common, seat and supervisors (8.x), and take seat alone', async () => {
    await start();
    const { message } = await ask({ operation: 'backup.parts.list' });
    assert.ok(Array.isArray(message.payload));
    const ids = message.payload.map((part) => Object(part).id);
    assert.deepEqual(ids, ['common', 'seat', 'supervisors']);
    const given = { location_type: 'SFTP', ...place, parts: ['seat'] };
    const validated = await ask({ operation: 'backup.validate', parameters: writtenInputs(given) });
    assert.equal(validated.by, 'result', JSON.stringify(validated.message.fault));
  });

  it('take NFS locations with a colon and an empty port', async () => {
    await start();
    const location = 'nfs://10.10.10.10:/nfs/x';
    const given = { location_type: 'NFS', location };
    const { by } = await ask({ operation: 'backup.validate', parameters: writtenInputs(given) });
    assert.equal(by, 'result');
    assert.ok(simulator.requests.some(({ body }) => body.includes(location)));
  });

  const failures: readonly [BackupFailure, RegExp][] = [
    ['exception', /^BackupManager encountered an exception\. Please check logs for details\.$/],
    ['database-unhealthy', /^Db health is UNHEALTHY, Backup Failed\. Disable health check/],
    ['services-stopped', /^Invalid vCenter Server status: All required services are not up!/],
    ['snapshot', /^Full backup not allowed during VM snapshot$/],
  ];
  for (const [failure, text] of failures) {
    it(`fail in their own words, which a flow gets: ${failure}`, async () => {
      await start({ speed: 0 });
      simulator.nextBackups('FAILED', failure);
      const id = simulator.backups.start();
      simulator.clock.advance(120_000);
      const job = { type: 'vcenter-backup-job', jobId: id, jobIdType: 'str' };
      const asking = await deploy(simulator, { job });
      flow = asking;
      const { by, message } = await asking.send();
      assert.equal(by, 'failed', JSON.stringify(message.fault));
      assert.match(message.job?.error ?? '', text);
    });
  }

  it('answer 500 for the restore job where nothing was ever restored: not found', async () => {
    await start({ restoreNever: 'error-500' });
    const asking = await deploy(simulator, { job: { type: 'vcenter-restore-job' } });
    flow = asking;
    const { by, message } = await asking.send();
    assert.deepEqual([by, message.job?.statusCode], ['not found', 500]);
  });

  it('never report whether a backup is encrypted', async () => {
    await start({ speed: 0 });
    const given = { location_type: 'SFTP', ...place };
    const backupPassword = 'B4ckup-pass!';
    const created = await ask({
      operation: 'backup.job.create',
      parameters: writtenInputs(given),
      credentials: { backupPassword },
    });
    assert.equal(created.by, 'result', JSON.stringify(created.message.fault));
    for (const operation of ['backup.job.details.list', 'backup.schedules.list']) {
      const { message } = await ask({ operation });
      assert.doesNotMatch(JSON.stringify(message.payload), /password|encrypt|B4ckup/i);
    }
  });
});
