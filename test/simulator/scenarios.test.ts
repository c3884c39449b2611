import assert from 'node:assert/strict';
import { type Side, type Simulator, scenarios, startSimulator } from '../../simulator';
import { at, basic, createClient, signIn, wishes } from './client';

const second = 1000;

/** What a request comes to, in a word or two: the status of the job, or what came instead. */
async function glance(simulator: Simulator, side: Side): Promise<string> {
  // A kept connection would hide what a new one meets.
  const client = createClient(simulator, false);
  const { authorization } = side === 'api' ? simulator : basic('root', simulator.rootPassword);
  try {
    const { status, json, text } = await client.ask({
      ...wishes.rest['reconciliation.job.get'],
      side,
      headers: { authorization },
    });
    if (status === 200) return String(at(json, 'value', 'status'));
    return `${status} ${at(json, 'type') ?? text}`.replace('com.vmware.vapi.std.errors.', '');
  } catch (error) {
    return String(at(error, 'code') ?? error);
  } finally {
    client.close();
  }
}

/** What follows what within half a minute; every phase is long enough to be seen. */
async function course(simulator: Simulator, side: Side): Promise<string[]> {
  const seen: string[] = [];
  for (let elapsed = 0; elapsed < 30; elapsed += 2) {
    const sight = await glance(simulator, side);
    if (sight !== seen.at(-1)) seen.push(sight);
    simulator.clock.advance(2 * second);
  }
  return seen;
}

describe('Stand-in appliance: scenarios', () => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ speed: 0 });
  });

  afterEach(() => simulator.stop());

  const courses: Readonly<Record<string, { api: string[]; management?: string[] }>> = {
    none: { api: ['404 not_found'] },
    'running-to-succeeded': { api: ['RUNNING', 'SUCCEEDED'] },
    succeeded: { api: ['RUNNING', 'SUCCEEDED'] },
    'running-to-failed': { api: ['RUNNING', 'FAILED'] },
    failed: { api: ['RUNNING', 'FAILED'] },
    'failed-error-object': { api: ['RUNNING', 'FAILED'] },
    'failed-error-string': { api: ['RUNNING', 'FAILED'] },
    'failed-error-legacy': { api: ['RUNNING', 'FAILED'] },
    'failed-error-absent': { api: ['RUNNING', 'FAILED'] },
    'status-none': { api: ['NONE'] },
    'found-succeeded': { api: ['SUCCEEDED'] },
    'found-failed': { api: ['FAILED'] },
    'services-restarting': {
      api: [
        'RUNNING',
        'ECONNREFUSED',
        'ECONNRESET',
        '503 no healthy upstream',
        '404 operation_not_found',
        '401 unauthenticated',
        'RUNNING',
        'SUCCEEDED',
      ],
      // Root is known to the appliance itself, so single sign-on and the API's proxy are not missed.
      management: ['RUNNING', 'ECONNREFUSED', 'ECONNRESET', 'RUNNING', 'SUCCEEDED'],
    },
    'after-restore': {
      api: ['404 not_found', 'ECONNREFUSED', '503 no healthy upstream', 'RUNNING', 'SUCCEEDED'],
      management: ['404 not_found', 'ECONNREFUSED', '404 not_found', 'RUNNING', 'SUCCEEDED'],
    },
    'never-ending': { api: ['RUNNING'] },
    'session-limit': { api: ['RUNNING', 'SUCCEEDED'] },
    forbidden: { api: ['403 unauthorized'] },
    'backup-running': { api: ['404 not_found'] },
    'not-restored': { api: ['404 not_found'] },
    'start-fails': { api: ['404 not_found'] },
    'start-warns': { api: ['404 not_found'] },
  };

  for (const [name, { api, management = api }] of Object.entries(courses)) {
    for (const [side, expected] of [
      ['api', api],
      ['management', management],
    ] as const) {
      it(`${name}, ${side} side: ${expected.join(', ')}`, async () => {
        simulator.setScenario(name);
        assert.deepEqual(await course(simulator, side), expected);
      });
    }
  }

  it('are all specified here, slow apart', () => {
    const names = scenarios.flatMap(({ name, alias }) =>
      alias === undefined ? name : [name, alias],
    );
    assert.deepEqual(names.toSorted(), [...Object.keys(courses), 'slow'].toSorted());
  });

  for (const { name, description } of scenarios) {
    it(`${name} is described in one line`, () => {
      assert.match(description, /^[A-Z][^\n]{10,110}\.$/);
    });
  }

  it('slow: an answer takes two seconds, a login too', async () => {
    simulator.setScenario('slow');
    const client = createClient(simulator);
    const asked = performance.now();
    await Promise.all([signIn(client, simulator), glance(simulator, 'management')]);
    // setTimeout may fire a millisecond early.
    assert.ok(performance.now() - asked >= 1999);
    client.close();
  });

  it('session-limit: refuses logins, and who has a session is served', async () => {
    const client = createClient(simulator);
    const headers = await signIn(client, simulator);
    simulator.setScenario('session-limit');
    const { authorization } = simulator;
    const login = await client.ask({ ...wishes.api['session.create'], headers: { authorization } });
    assert.equal(login.status, 503);
    assert.match(String(at(login.json, 'messages', 0, 'id')), /MaxUserSessionCountReached$/);
    assert.equal((await client.ask({ ...wishes.api['session.get'], headers })).status, 200);
    client.close();
  });

  it('forbidden: lets sign in, and tells a wrong password from a right one', async () => {
    simulator.setScenario('forbidden');
    const client = createClient(simulator);
    const headers = await signIn(client, simulator);
    const job = wishes.api['reconciliation.job.get'];
    assert.equal((await client.ask({ ...job, headers })).status, 403);
    assert.equal((await client.ask({ ...job, headers: basic('nobody', 'x') })).status, 401);
    client.close();
  });

  it('services-restarting: sessions are forgotten', async () => {
    const client = createClient(simulator);
    await signIn(client, simulator);
    simulator.setScenario('services-restarting');
    assert.equal(simulator.counters().openSessions, 1);
    simulator.clock.advance(6 * second);
    assert.equal(simulator.counters().openSessions, 0);
    client.close();
  });

  it('services-restarting: progress never falls', async () => {
    simulator.setScenario('services-restarting');
    const client = createClient(simulator);
    const seen: number[] = [];
    for (let elapsed = 0; elapsed < 24; elapsed += 6) {
      const headers = { authorization: simulator.authorization };
      const { json } = await client
        .ask({ ...wishes.api['reconciliation.job.get'], headers })
        .catch(() => ({ json: undefined }));
      const progress = at(json, 'progress');
      if (typeof progress === 'number') seen.push(progress);
      simulator.clock.advance(6 * second);
    }
    assert.ok(seen.length > 1);
    assert.deepEqual(
      seen,
      seen.toSorted((left, right) => left - right),
    );
    client.close();
  });

  it('one that nobody knows is refused, with the names there are', async () => {
    assert.throws(
      () => simulator.setScenario('nope'),
      /There is no scenario "nope"; there are none, /,
    );
    await assert.rejects(startSimulator({ scenario: 'nope' }), RangeError);
  });

  it('vapi 503 is what a script may ask for too', async () => {
    simulator.setScenario([{ trouble: 'service-unavailable' }]);
    assert.equal(await glance(simulator, 'api'), '503 service_unavailable');
  });
});
