import assert from 'node:assert/strict';
import { type Side, type Simulator, scenarios } from '../../simulator';
import { applianceForEachTest, appliances } from './appliances';
import { at, basic, createClient, requestParts, signIn } from './client';
import { moveTimers } from './moved-timers';

const second = 1000;

/** What a request comes to, in a word or two: the status of the job, or what came instead. */
async function look(simulator: Simulator, side: Side): Promise<string> {
  // A kept connection would hide what a new one meets.
  const client = createClient(simulator, false);
  const { authorization } = side === 'api' ? simulator : basic('root', simulator.rootPassword);
  try {
    const { status, json, text } = await client.ask({
      ...requestParts.rest['reconciliation.job.get'],
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
    const sight = await look(simulator, side);
    if (sight !== seen.at(-1)) seen.push(sight);
    simulator.clock.advance(2 * second);
  }
  return seen;
}

describe('Stand-in appliance: scenarios', () => {
  const there = applianceForEachTest();
  const start = appliances();

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
        there.simulator.setScenario(name);
        assert.deepEqual(await course(there.simulator, side), expected);
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
    const time = moveTimers();
    const { simulator, client } = await start({ scenario: 'slow', timers: time.timers });
    const answers = Promise.all([signIn(client, simulator), look(simulator, 'management')]);
    await simulator.whenRequest('*', 2);
    time.pass(1999);
    assert.equal(time.waiting(), 2);
    time.pass(1);
    const [session, status] = await answers;
    assert.deepEqual([Object.keys(session), status], [['vmware-api-session-id'], 'RUNNING']);
  });

  it('session-limit: refuses logins, and who has a session is served', async () => {
    const headers = await signIn(there.client, there.simulator);
    there.simulator.setScenario('session-limit');
    const { authorization } = there.simulator;
    const login = await there.client.ask({
      ...requestParts.api['session.create'],
      headers: { authorization },
    });
    assert.equal(login.status, 503);
    assert.match(String(at(login.json, 'messages', 0, 'id')), /MaxUserSessionCountReached$/);
    assert.equal(
      (await there.client.ask({ ...requestParts.api['session.get'], headers })).status,
      200,
    );
  });

  it('forbidden: lets sign in, and tells a wrong password from a right one', async () => {
    there.simulator.setScenario('forbidden');
    const headers = await signIn(there.client, there.simulator);
    const job = requestParts.api['reconciliation.job.get'];
    assert.equal((await there.client.ask({ ...job, headers })).status, 403);
    assert.equal((await there.client.ask({ ...job, headers: basic('nobody', 'x') })).status, 401);
  });

  it('services-restarting: sessions are forgotten', async () => {
    await signIn(there.client, there.simulator);
    there.simulator.setScenario('services-restarting');
    assert.equal(there.simulator.counters().openSessions, 1);
    there.simulator.clock.advance(6 * second);
    assert.equal(there.simulator.counters().openSessions, 0);
  });

  it('services-restarting: progress never falls', async () => {
    there.simulator.setScenario('services-restarting');
    const seen: number[] = [];
    for (let elapsed = 0; elapsed < 24; elapsed += 6) {
      const headers = { authorization: there.simulator.authorization };
      const { json } = await there.client
        .ask({ ...requestParts.api['reconciliation.job.get'], headers })
        .catch(() => ({ json: undefined }));
      const progress = at(json, 'progress');
      if (typeof progress === 'number') seen.push(progress);
      there.simulator.clock.advance(6 * second);
    }
    assert.ok(seen.length > 1);
    assert.deepEqual(
      seen,
      seen.toSorted((left, right) => left - right),
    );
  });

  it('one that nobody knows is refused, with the names there are', async () => {
    assert.throws(
      () => there.simulator.setScenario('nope'),
      /There is no scenario "nope"; there are none, /,
    );
    await assert.rejects(start({ scenario: 'nope' }), RangeError);
  });

  it('vapi 503 is what a script may ask for too', async () => {
    there.simulator.setScenario([{ trouble: 'service-unavailable' }]);
    assert.equal(await look(there.simulator, 'api'), '503 service_unavailable');
  });
});
