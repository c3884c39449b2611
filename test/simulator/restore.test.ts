import assert from 'node:assert/strict';
import type { SimulatorOptions } from '../../simulator';
import { appliances } from './appliances';
import { backupRequest, type Caller, reconciliationSpec, restoreRequest } from './caller';
import { at, type DialectName, dialectNames, faultOf } from './client';

const second = 1000;

describe('Stand-in appliance: the restore job', () => {
  const startRestorable = appliances({
    scenario: 'none',
    now: new Date('2025-03-05T12:00:00Z'),
    restorable: true,
  });

  async function start(dialect: DialectName, options: SimulatorOptions = {}) {
    const { simulator, callers } = await startRestorable(options);
    return { simulator, caller: callers[dialect] };
  }

  const idle = { state: 'NONE', messages: [], progress: 0 };
  const create = (caller: Caller, change: object = {}) =>
    caller.ask('restore.job.create', { input: { ...restoreRequest, ...change } });
  const job = (caller: Caller) => caller.get('restore.job.get');

  for (const dialect of dialectNames) {
    describe(`over ${dialect}`, () => {
      it('is NONE where nothing was ever restored', async () => {
        const { caller } = await start(dialect);
        assert.deepEqual(await job(caller), idle);
      });

      it('or 500, where the appliance is one of those', async () => {
        const { simulator, caller } = await start(dialect, { restoreNever: 'error-500' });
        assert.equal(faultOf(await caller.ask('restore.job.get')), '500 INTERNAL_SERVER_ERROR');
        simulator.restore.set('SUCCEEDED');
        assert.equal(at(await job(caller), 'state'), 'SUCCEEDED');
      });

      it('runs and succeeds in its time', async () => {
        const { simulator, caller } = await start(dialect);
        const created = await create(caller);
        assert.equal(created.status, dialect === 'api' ? 201 : 200);
        assert.equal(at(await job(caller), 'state'), 'INPROGRESS');
        simulator.clock.advance(90 * second);
        assert.equal(at(await job(caller), 'progress'), 75);
        simulator.clock.advance(30 * second);
        const { messages: _messages, ...ended } = Object(await job(caller));
        assert.deepEqual(ended, { state: 'SUCCEEDED', progress: 100 });
      });

      it('takes as long as it is told', async () => {
        const { simulator, caller } = await start(dialect, { restoreSeconds: 10 });
        await create(caller);
        simulator.clock.advance(10 * second);
        assert.equal(at(await job(caller), 'state'), 'SUCCEEDED');
      });

      it('is refused on an appliance that is in use: NOT_ALLOWED_IN_CURRENT_STATE', async () => {
        const { simulator, caller } = await start(dialect, { restorable: false });
        assert.equal(faultOf(await create(caller)), '400 NOT_ALLOWED_IN_CURRENT_STATE');
        assert.deepEqual(await job(caller), idle);
        simulator.restore.setRestorable(true);
        assert.ok((await create(caller)).status < 300);
      });

      it('is refused once it has succeeded', async () => {
        const { simulator, caller } = await start(dialect, { reconciliationAfterRestore: 'never' });
        await create(caller);
        assert.equal(faultOf(await create(caller)), '400 FEATURE_IN_USE');
        simulator.clock.advance(120 * second);
        assert.equal(faultOf(await create(caller)), '400 NOT_ALLOWED_IN_CURRENT_STATE');
      });

      const reasons: readonly [what: string, change: object, told: RegExp][] = [
        ['a wrong password', { sso_admin_user_password: 'wrong' }, /refused the administrator/],
        ['a wrong user', { sso_admin_user_name: 'root' }, /refused the administrator root/],
        ['a server out of reach', { location: 'sftp://unreachable/vc' }, /cannot be reached/],
      ];
      for (const [what, change, told] of reasons) {
        it(`with ${what} begins, and fails for that reason`, async () => {
          const { simulator, caller } = await start(dialect);
          assert.ok((await create(caller, change)).status < 300);
          assert.equal(at(await job(caller), 'state'), 'INPROGRESS');
          simulator.clock.advance(5 * second);
          assert.equal(at(await job(caller), 'state'), 'FAILED');
          assert.match(String(at(await job(caller), 'messages', 0, 'default_message')), told);
        });
      }

      it('needs no administrator where none is needed', async () => {
        const { simulator, caller } = await start(dialect, { ssoLoginRequired: false });
        const { location, location_type } = restoreRequest;
        await caller.ask('restore.job.create', { input: { location, location_type } });
        simulator.clock.advance(120 * second);
        assert.equal(at(await job(caller), 'state'), 'SUCCEEDED');
      });

      it('cancelled, it has failed with the progress it had', async () => {
        const { simulator, caller } = await start(dialect);
        await create(caller);
        simulator.clock.advance(60 * second);
        assert.deepEqual(await caller.get('restore.job.cancel'), { status: 'OK', messages: [] });
        simulator.clock.advance(120 * second);
        const ended = await job(caller);
        assert.deepEqual([at(ended, 'state'), at(ended, 'progress')], ['FAILED', 50]);
        assert.equal(at(ended, 'messages', 0, 'default_message'), 'The restore was cancelled.');
      });

      it('cannot be cancelled where none runs: 200 with FAIL', async () => {
        const { caller } = await start(dialect);
        assert.equal(at(await caller.get('restore.job.cancel'), 'status'), 'FAIL');
      });
    });

    describe(`validated over ${dialect}`, () => {
      const { sso_admin_user_name: _user, ...request } = restoreRequest;
      const validate = (caller: Caller, change: object = {}) =>
        caller.get('restore.validate', { input: { ...request, ...change } });

      it('tells of the archive that it would restore', async () => {
        const { caller } = await start(dialect);
        const location =
          'sftp://backup.lab.example/vc/vCenter/sn_vc-a.lab.example/S_8.0.2.00100_20250304-230000_';
        assert.deepEqual(await validate(caller, { location }), {
          timestamp: '2025-03-04T23:01:00.000Z',
          parts: ['common', 'seat'],
          version: '8.0.2.00100',
          boxname: 'vc-a.lab.example',
          sso_login_required: true,
          comment: '',
          applicable: true,
          messages: [],
        });
      });

      it('takes a location it does not know for that of another appliance', async () => {
        const { caller } = await start(dialect, { ssoLoginRequired: false });
        const told = await validate(caller);
        assert.deepEqual([at(told, 'applicable'), at(told, 'sso_login_required')], [true, false]);
      });

      it('says what stands against it: 200, not applicable', async () => {
        const { caller } = await start(dialect);
        const told = await validate(caller, { location: 'sftp://unreachable/vc' });
        assert.equal(at(told, 'applicable'), false);
        assert.match(String(at(told, 'messages', 0, 'default_message')), /cannot be reached/);
      });

      it('needs the password of an archive that was encrypted', async () => {
        const { simulator, caller } = await start(dialect);
        const password = 'Abcdefg1!';
        const input = { ...backupRequest, backup_password: password };
        const id = String(at(await caller.get('backup.job.create', { input }), 'id'));
        simulator.clock.advance(60 * second);
        const details = at(await caller.get('backup.job.details.list', { jobs: [id] }), id);
        const location = String(at(details, 'location'));
        for (const [given, applicable] of [
          [{}, false],
          [{ backup_password: 'Gfedcba1!' }, false],
          [{ backup_password: password }, true],
        ] as const) {
          const told = await validate(caller, { location, ...given });
          assert.equal(at(told, 'applicable'), applicable);
        }
      });

      it('does not know of warnings to ignore', async () => {
        const { caller } = await start(dialect);
        const input = { ...request, ignore_warnings: true };
        const refused = await caller.ask('restore.validate', { input });
        assert.equal(faultOf(refused), '400 UNEXPECTED_INPUT');
      });
    });
  }

  it('is at what a test says, and nothing follows from it', async () => {
    const { simulator, caller } = await start('api');
    for (const [state, progress] of [
      ['INPROGRESS', 30],
      ['SUCCEEDED', 100],
      ['NONE', 0],
    ] as const) {
      simulator.restore.set(state, progress);
      simulator.clock.advance(3600 * second);
      const told = await job(caller);
      assert.deepEqual([at(told, 'state'), at(told, 'progress')], [state, progress]);
    }
    assert.equal((await caller.ask('reconciliation.job.get')).status, 404);
  });

  describe('The reconciliation after it', () => {
    const reconciliation = async (caller: Caller) =>
      at(await caller.get('reconciliation.job.get'), 'status');

    it('is refused before, and begins by itself half a minute after', async () => {
      const { simulator, caller } = await start('api');
      const input = reconciliationSpec;
      const refused = await caller.ask('reconciliation.job.create', { input });
      assert.equal(faultOf(refused), '400 NOT_ALLOWED_IN_CURRENT_STATE');
      await create(caller);
      simulator.clock.advance(149 * second);
      assert.equal(faultOf(await caller.ask('reconciliation.job.get')), '404 NOT_FOUND');
      simulator.clock.advance(second);
      const info = await caller.get('reconciliation.job.get');
      assert.deepEqual(
        [at(info, 'status'), at(info, 'start_time')],
        ['RUNNING', simulator.clock.now().toISOString()],
      );
      simulator.clock.advance(20 * second);
      assert.equal(await reconciliation(caller), 'SUCCEEDED');
    });

    it('has its own times, however the clock is moved', async () => {
      const { simulator, caller } = await start('api');
      await create(caller);
      simulator.clock.advance(3600 * second);
      const info = await caller.get('reconciliation.job.get');
      assert.deepEqual(
        [at(info, 'start_time'), at(info, 'end_time')],
        ['2025-03-05T12:02:30.000Z', '2025-03-05T12:02:50.000Z'],
      );
    });

    it('may be started before, and then does not begin once more', async () => {
      const { simulator, caller } = await start('api');
      await create(caller);
      simulator.clock.advance(121 * second);
      const input = reconciliationSpec;
      assert.equal((await caller.ask('reconciliation.job.create', { input })).status, 201);
      simulator.clock.advance(3600 * second);
      const info = await caller.get('reconciliation.job.get');
      assert.equal(at(info, 'start_time'), '2025-03-05T12:02:01.000Z');
    });

    it('begins when it is told, or never', async () => {
      const soon = await start('api', { reconciliationAfterRestore: 0 });
      const never = await start('api', { reconciliationAfterRestore: 'never' });
      for (const { simulator, caller } of [soon, never]) {
        await create(caller);
        simulator.clock.advance(120 * second);
      }
      assert.equal(await reconciliation(soon.caller), 'RUNNING');
      assert.equal((await never.caller.ask('reconciliation.job.get')).status, 404);
    });

    it('begins while the services are down, which come up again in their time', async () => {
      const { simulator, caller } = await start('api');
      simulator.setScenario([
        { for: 100, job: 'none' },
        { for: 60, trouble: 'no-healthy-upstream' },
        {},
      ]);
      await create(caller);
      simulator.clock.advance(155 * second);
      assert.equal((await caller.ask('reconciliation.job.get')).status, 503);
      simulator.clock.advance(5 * second);
      assert.equal(at(await caller.get('reconciliation.job.get'), 'progress'), 50);
    });

    it('gives way to a scenario that has a job of its own', async () => {
      const { simulator, caller } = await start('api');
      await create(caller);
      simulator.clock.advance(155 * second);
      assert.equal(await reconciliation(caller), 'RUNNING');
      simulator.setScenario('found-failed');
      simulator.clock.advance(60 * second);
      assert.equal(await reconciliation(caller), 'FAILED');
    });

    it('is a new one: what was restored has none', async () => {
      const { simulator, caller } = await start('api', { scenario: 'found-failed' });
      await create(caller);
      simulator.clock.advance(120 * second);
      assert.equal((await caller.ask('reconciliation.job.get')).status, 404);
      simulator.clock.advance(30 * second);
      assert.equal(await reconciliation(caller), 'RUNNING');
    });

    it('is refused after a restore that failed', async () => {
      const { simulator, caller } = await start('api', { restorable: false });
      simulator.restore.set('FAILED', 30);
      assert.equal(at(await job(caller), 'progress'), 30);
      const input = reconciliationSpec;
      const refused = await caller.ask('reconciliation.job.create', { input });
      assert.equal(faultOf(refused), '400 NOT_ALLOWED_IN_CURRENT_STATE');
    });
  });
});
