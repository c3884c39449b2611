import assert from 'node:assert/strict';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator';
import { type Caller, createCaller, reconciliationSpec, restoreRequest } from './caller';
import { at, type Client, createClient, faultOf } from './client';

const second = 1000;

describe('Stand-in appliance: the reconciliation after a restore', () => {
  const running: { readonly simulator: Simulator; readonly client: Client }[] = [];

  afterEach(async () => {
    for (const { client, simulator } of running.splice(0)) {
      client.close();
      await simulator.stop();
    }
  });

  async function start(
    options: SimulatorOptions = {},
  ): Promise<{ simulator: Simulator; caller: Caller }> {
    const simulator = await startSimulator({
      speed: 0,
      scenario: 'none',
      now: new Date('2025-03-05T12:00:00Z'),
      restorable: true,
      ...options,
    });
    const client = createClient(simulator);
    running.push({ simulator, client });
    return { simulator, caller: createCaller(client, simulator, 'api') };
  }

  const create = (caller: Caller, change: object = {}) =>
    caller.ask('restore.job.create', { input: { ...restoreRequest, ...change } });
  const job = (caller: Caller) => caller.get('restore.job.get');
  const reconciliation = async (caller: Caller) =>
    at(await caller.get('reconciliation.job.get'), 'status');

  it('is refused before, and begins by itself half a minute after', async () => {
    const { simulator, caller } = await start();
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
    const { simulator, caller } = await start();
    await create(caller);
    simulator.clock.advance(3600 * second);
    const info = await caller.get('reconciliation.job.get');
    assert.deepEqual(
      [at(info, 'start_time'), at(info, 'end_time')],
      ['2025-03-05T12:02:30.000Z', '2025-03-05T12:02:50.000Z'],
    );
  });

  it('may be started before, and then does not begin once more', async () => {
    const { simulator, caller } = await start();
    await create(caller);
    simulator.clock.advance(121 * second);
    const input = reconciliationSpec;
    assert.equal((await caller.ask('reconciliation.job.create', { input })).status, 201);
    simulator.clock.advance(3600 * second);
    const info = await caller.get('reconciliation.job.get');
    assert.equal(at(info, 'start_time'), '2025-03-05T12:02:01.000Z');
  });

  it('begins when it is told, or never', async () => {
    const soon = await start({ reconciliationAfterRestore: 0 });
    const never = await start({ reconciliationAfterRestore: 'never' });
    for (const { simulator, caller } of [soon, never]) {
      await create(caller);
      simulator.clock.advance(120 * second);
    }
    assert.equal(await reconciliation(soon.caller), 'RUNNING');
    assert.equal((await never.caller.ask('reconciliation.job.get')).status, 404);
  });

  it('begins while the services are down, which come up again in their time', async () => {
    const { simulator, caller } = await start();
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
    const { simulator, caller } = await start();
    await create(caller);
    simulator.clock.advance(155 * second);
    assert.equal(await reconciliation(caller), 'RUNNING');
    simulator.setScenario('found-failed');
    simulator.clock.advance(60 * second);
    assert.equal(await reconciliation(caller), 'FAILED');
  });

  it('is a new one: what was restored has none', async () => {
    const { simulator, caller } = await start({ scenario: 'found-failed' });
    await create(caller);
    simulator.clock.advance(120 * second);
    assert.equal((await caller.ask('reconciliation.job.get')).status, 404);
    simulator.clock.advance(30 * second);
    assert.equal(await reconciliation(caller), 'RUNNING');
  });

  it('is refused after a restore that failed', async () => {
    const { simulator, caller } = await start({ restorable: false });
    simulator.restore.set('FAILED', 30);
    assert.equal(at(await job(caller), 'progress'), 30);
    const input = reconciliationSpec;
    const refused = await caller.ask('reconciliation.job.create', { input });
    assert.equal(faultOf(refused), '400 NOT_ALLOWED_IN_CURRENT_STATE');
  });
});
