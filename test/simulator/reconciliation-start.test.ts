import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import {
  answered,
  at,
  bodyOf,
  type Client,
  createClient,
  type DialectName,
  dialectNames,
  type Received,
  wishes,
} from './client';

const second = 1000;

describe('Stand-in appliance: starting a reconciliation', () => {
  let simulator: Simulator;
  let client: Client;

  beforeEach(async () => {
    simulator = await startSimulator({ speed: 0 });
    client = createClient(simulator);
  });

  afterEach(async () => {
    client.close();
    await simulator.stop();
  });

  function get(dialect: DialectName, headers: Record<string, string> = {}): Promise<Received> {
    const wish = wishes[dialect]['reconciliation.job.get'];
    return client.ask({
      ...wish,
      headers: { authorization: simulator.authorization, ...headers },
    });
  }

  function create(dialect: DialectName, body: unknown): Promise<Received> {
    const { authorization } = simulator;
    const wish = wishes[dialect]['reconciliation.job.create'];
    return client.ask({ ...wish, headers: { authorization }, body });
  }

  async function job(dialect: DialectName = 'api', headers: Record<string, string> = {}) {
    return answered(dialect, await get(dialect, headers));
  }

  const signIn = {
    sso_admin_user_name: 'administrator@vsphere.local',
    sso_admin_user_password: 'VMware1!',
  };

  for (const dialect of dialectNames) {
    it(`${dialect}: makes a new job that runs and succeeds`, async () => {
      simulator.setScenario('none');
      const created = await create(dialect, bodyOf(dialect, signIn));
      assert.equal(created.status, dialect === 'api' ? 201 : 200);
      assert.equal(at(answered(dialect, created), 'status'), 'RUNNING');
      simulator.clock.advance(10 * second);
      assert.equal(at(await job(dialect), 'progress'), 50);
      simulator.clock.advance(10 * second);
      assert.equal(at(await job(dialect), 'status'), 'SUCCEEDED');
    });
  }

  it('after one that succeeded has a start time of its own', async () => {
    simulator.setScenario('found-succeeded');
    const before = at(await job(), 'start_time');
    assert.equal((await create('api', signIn)).status, 201);
    assert.equal(at(await job(), 'start_time'), simulator.clock.now().toISOString());
    assert.notEqual(at(await job(), 'start_time'), before);
  });

  const { sso_admin_user_name: _name, ...nameless } = signIn;
  const refusals: readonly [what: string, scenario: string, spec: unknown, type: string][] = [
    ['while one runs', 'never-ending', signIn, 'FEATURE_IN_USE'],
    ['while a backup runs', 'backup-running', signIn, 'FEATURE_IN_USE'],
    ['after one that failed', 'found-failed', signIn, 'NOT_ALLOWED_IN_CURRENT_STATE'],
    ['without a restore', 'not-restored', signIn, 'NOT_ALLOWED_IN_CURRENT_STATE'],
    ['without a user', 'none', nameless, 'INVALID_ARGUMENT'],
    ['without anything', 'none', {}, 'INVALID_ARGUMENT'],
    ['with a word for a flag', 'none', { ...signIn, ignore_warnings: 'no' }, 'INVALID_ARGUMENT'],
    ['with a list', 'none', [], 'INVALID_ARGUMENT'],
    ['with an unknown field', 'none', { ...signIn, force: true }, 'UNEXPECTED_INPUT'],
  ];
  for (const [what, scenario, spec, type] of refusals) {
    for (const dialect of dialectNames) {
      it(`${dialect}, ${what}: 400 ${type}`, async () => {
        simulator.setScenario(scenario);
        const before = await get(dialect);
        const refused = await create(dialect, bodyOf(dialect, spec));
        assert.equal(refused.status, 400);
        assert.equal(
          dialect === 'api' ? at(refused.json, 'error_type') : at(refused.json, 'type'),
          dialect === 'api' ? type : `com.vmware.vapi.std.errors.${type.toLowerCase()}`,
        );
        assert.equal((await get(dialect)).text, before.text, 'the job is left as it was');
      });
    }
  }

  const bodies: readonly [what: string, dialect: DialectName, body: unknown][] = [
    ['what is not JSON', 'api', '{'],
    ['no body at all', 'api', undefined],
    ['a wrapping that is not its own', 'api', { spec: signIn }],
    ['no wrapping', 'rest', signIn],
    ['no structure in the wrapping', 'rest', 'null'],
  ];
  for (const [what, dialect, body] of bodies) {
    it(`${dialect} takes no body with ${what}`, async () => {
      simulator.setScenario('none');
      assert.equal((await create(dialect, body)).status, 400);
      assert.equal((await get(dialect)).status, 404);
    });
  }

  it('with a wrong single sign-on password begins, and then fails for that reason', async () => {
    simulator.setScenario('none');
    const spec = { ...signIn, sso_admin_user_password: 'wrong' };
    assert.equal((await create('api', spec)).status, 201);
    simulator.clock.advance(5 * second);
    const info = await job();
    assert.equal(at(info, 'status'), 'FAILED');
    assert.match(
      String(at(info, 'error', 'messages', 0, 'default_message')),
      /refused the administrator administrator@vsphere\.local/,
    );
  });

  for (const [ignore, status] of [
    [undefined, 'FAILED'],
    [false, 'FAILED'],
    [true, 'SUCCEEDED'],
  ] as const) {
    it(`where there are warnings and ignore_warnings is ${ignore}: ${status}`, async () => {
      simulator.setScenario('start-warns');
      const spec = ignore === undefined ? signIn : { ...signIn, ignore_warnings: ignore };
      assert.equal((await create('api', spec)).status, 201);
      simulator.clock.advance(20 * second);
      assert.equal(at(await job(), 'status'), status);
    });
  }

  it('goes as the scenario says', async () => {
    simulator.setScenario('start-fails');
    assert.equal((await create('api', signIn)).status, 201);
    simulator.clock.advance(30 * second);
    assert.equal(at(await job(), 'status'), 'FAILED');
  });

  it('leaves what else holds as it is', async () => {
    simulator.setScenario([{ job: 'none', trouble: 'session-limit' }]);
    assert.equal((await create('api', signIn)).status, 201);
    const { authorization } = simulator;
    const wish = wishes.api['session.create'];
    assert.equal((await client.ask({ ...wish, headers: { authorization } })).status, 503);
  });
});
