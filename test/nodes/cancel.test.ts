import assert from 'node:assert/strict';
import type { SimulatorOptions } from '../../simulator';
import type { FlowOptions } from './deployed-flow';
import { type MovedFlow, movedFlows } from './moved-flow';

const cancelBackup = 'backup.job.cancel';
const cancelRestore = 'restore.job.cancel';

const backup = { type: 'vcenter-backup-job', action: 'cancel', jobIdType: 'auto' };
const restore = { type: 'vcenter-restore-job', action: 'cancel' };

const said = (status: string, text: string) => ({
  status: 200,
  body: { status, messages: [{ id: 'demo', default_message: text, args: [] }] },
});

describe('A job node that cancels a job', () => {
  let there: MovedFlow;

  const startMoved = movedFlows();

  async function cancelling(
    job: Record<string, unknown>,
    appliance: SimulatorOptions = {},
    more: FlowOptions = {},
  ): Promise<MovedFlow> {
    there = await startMoved({ ...more, job }, { scenario: 'none', ...appliance });
    return there;
  }

  const times = (operation: typeof cancelBackup | typeof cancelRestore) =>
    there.simulator.counters().byOperation[operation] ?? 0;
  const startTime = () => there.simulator.clock.now();

  describe('a backup', () => {
    it('OK: it is looked at once, and leaves by its state', async () => {
      await cancelling(backup);
      const id = there.simulator.backups.start();
      await there.send('a');
      assert.deepEqual(there.told(), ['a failed']);
      const { job, payload } = there.last('a');
      assert.equal(job?.id, id);
      assert.equal((payload as { status: string }).status, 'FAILED');
      assert.equal(there.simulator.backups.list().at(-1)?.state, 'FAILED');
      assert.deepEqual(there.badges(), ['blue dot cancelling', 'red ring failed']);
    });
    it('WARNING: likewise, with what was said first in msg.job.messages', async () => {
      await cancelling(backup);
      there.simulator.backups.start();
      there.simulator.answerWith(cancelBackup, said('WARNING', 'It may take a while.'));
      await there.send('a');
      assert.deepEqual(there.told(), ['a running']);
      assert.equal(there.last('a').job?.messages[0], 'It may take a while.');
    });
    it('FAIL: OPERATION_FAILED, with what was said', async () => {
      await cancelling(backup);
      there.simulator.backups.start();
      there.simulator.answerWith(cancelBackup, said('FAIL', 'It is too late.'));
      await there.send('a');
      assert.deepEqual(there.told(), ['a catch OPERATION_FAILED']);
      const { fault } = there.last('a');
      assert.equal(fault?.operation, cancelBackup);
      assert.equal(fault?.statusCode, 200);
      assert.deepEqual(fault?.messages, ['It is too late.']);
    });
    it('one that has ended: OPERATION_FAILED', async () => {
      await cancelling(backup);
      await there.send('a');
      assert.deepEqual(there.told(), ['a catch OPERATION_FAILED']);
    });
    it('auto: the one in msg.job, though another is later', async () => {
      await cancelling(
        { ...backup, wires: [['running'], [], ['failed'], ['not found']] },
        {},
        {
          nodes: [
            {
              id: 'get',
              z: 'tab',
              type: 'vcenter-backup-job',
              action: 'get',
              appliance: 'appliance',
              jobIdType: 'str',
              jobId: 'mine',
              wires: [['job'], [], [], []],
            },
          ],
        },
      );
      there.simulator.backups.add({ id: 'mine', state: 'INPROGRESS', startTime: startTime() });
      await there.time.pass(60);
      there.simulator.backups.start();
      await there.send('a', {}, 'get');
      assert.deepEqual(there.told(), ['a failed']);
      assert.equal(there.last('a').job?.id, 'mine');
    });
    it('auto: the one in msg.job, also where it was lost: never another one instead', async () => {
      await cancelling(backup);
      there.simulator.backups.start();
      const job = { kind: 'backup', appliance: { id: 'appliance' }, state: 'lost', id: 'gone' };
      await there.send('a', { job });
      await there.send('b', { job: { ...job, state: 'not-found' } });
      assert.deepEqual(there.told(), ['a catch NOT_FOUND', 'b catch NOT_FOUND']);
      assert.equal(there.simulator.backups.list().at(-1)?.state, 'INPROGRESS');
    });
    it('auto without msg.job: the latest', async () => {
      await cancelling(backup);
      const id = there.simulator.backups.start();
      await there.send('a');
      there.told();
      assert.equal(there.last('a').job?.id, id);
    });
    it('none there: not found, and nothing is cancelled', async () => {
      await cancelling(backup, { history: 0 });
      await there.send('a');
      assert.deepEqual(there.told(), ['a not found']);
      assert.equal(there.last('a').job?.state, 'none');
      assert.equal(times(cancelBackup), 0);
    });
    it('one that the flow names and that is not there: NOT_FOUND', async () => {
      await cancelling({ ...backup, jobIdType: 'msg', jobId: 'which' });
      await there.send('a', { which: 'gone' });
      assert.deepEqual(there.told(), ['a catch NOT_FOUND']);
      assert.equal(there.last('a').fault?.operation, cancelBackup);
      assert.equal(there.badges().at(-1), 'red ring not-found-id');
    });
    for (const which of [undefined, '', '  ', 3, { id: 'x' }]) {
      it(`an id that is none (${JSON.stringify(which)}): INVALID_REQUEST`, async () => {
        await cancelling({ ...backup, jobIdType: 'msg', jobId: 'which' });
        await there.send('a', { which });
        assert.deepEqual(there.told(), ['a catch INVALID_REQUEST']);
        assert.equal(there.simulator.counters().requests, 0);
      });
    }
    for (const which of ['..', '.', 'a\nb']) {
      it(`an id that would lead elsewhere (${JSON.stringify(which)}): INVALID_REQUEST`, async () => {
        await cancelling({ ...backup, jobIdType: 'msg', jobId: 'which' });
        await there.send('a', { which });
        assert.deepEqual(there.told(), ['a catch INVALID_REQUEST']);
        assert.equal(times(cancelBackup), 0);
      });
    }
    it('is sent once: outcome unknown where no answer comes', async () => {
      await cancelling(backup);
      there.simulator.backups.start();
      there.simulator.answerWith(cancelBackup, { how: 'never' });
      await there.send('a');
      await there.time.pass(60);
      assert.deepEqual(there.told(), ['a catch TIMED_OUT']);
      assert.equal(there.last('a').fault?.outcome, 'unknown');
      assert.equal(times(cancelBackup), 1);
    });
    it('not where the appliance may only be read: READ_ONLY', async () => {
      await cancelling(backup, {}, { appliance: { readOnly: true } });
      there.simulator.backups.start();
      await there.send('a');
      assert.deepEqual(there.told(), ['a catch READ_ONLY']);
      assert.equal(there.simulator.counters().requests, 0, 'before anything is sent');
    });
    it('accepted, and then out of reach: the fault says both', async () => {
      await cancelling(backup);
      const id = there.simulator.backups.start();
      there.simulator.answerWith('backup.job.details.list', {
        status: 403,
        body: { error_type: 'UNAUTHORIZED' },
      });
      await there.send('a', { job: { kind: 'backup', id, appliance: { id: 'appliance' } } });
      assert.deepEqual(there.told(), ['a catch NOT_AUTHORIZED']);
      assert.match(
        there.last('a').fault?.text ?? '',
        /^The cancellation was accepted, but the job could not be read afterwards\. /,
      );
    });
  });

  describe('the restore', () => {
    it('OK: it is looked at once, and leaves by its state', async () => {
      await cancelling(restore);
      there.simulator.restore.set('INPROGRESS', 30);
      await there.send('a');
      assert.deepEqual(there.told(), ['a failed']);
      assert.equal(there.last('a').job?.kind, 'restore');
    });
    it('none is running: OPERATION_FAILED', async () => {
      await cancelling(restore);
      await there.send('a');
      assert.deepEqual(there.told(), ['a catch OPERATION_FAILED']);
    });
  });

  describe('the reconciliation', () => {
    it('cannot: the API has no such operation', async () => {
      await cancelling({ action: 'cancel' }, { scenario: 'never-ending' });
      await there.send('a');
      assert.deepEqual(there.told(), ['a catch NOT_CONFIGURED']);
      assert.equal(there.simulator.counters().requests, 0);
    });
  });
});
