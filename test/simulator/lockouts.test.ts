/**
 * Fact: single sign-on locks after five failures in 180 s; the appliance's local accounts, root among
 * them, after three in fifteen minutes. Unlocked after five minutes, or never on hardened systems.
 */
import assert from 'node:assert/strict';
import { applianceForEachTest, appliances } from './appliances';
import { basic, requestParts, signIn, unwrapped } from './client';

const second = 1000;
const minute = 60 * second;
const job = '/appliance/recovery/reconciliation/job';
const session = '/rest/com/vmware/cis/session';

describe('Stand-in appliance: accounts that are locked', () => {
  const there = applianceForEachTest({ scenario: 'found-succeeded' });
  const start = appliances({ scenario: 'found-succeeded' });

  /** Signs in with a password on every request. */
  async function asks(side: 'api' | 'management', password: string, { simulator, client } = there) {
    const user = side === 'api' ? simulator.username : 'root';
    const headers = basic(user, password);
    const path = `${side === 'api' ? '/api' : '/rest'}${job}`;
    return (await client.ask({ side, path, headers })).status;
  }
  const passwordOf = (side: 'api' | 'management') =>
    side === 'api' ? there.simulator.password : there.simulator.rootPassword;

  const rows: readonly [side: 'api' | 'management', failures: number, within: number][] = [
    ['api', 5, 3 * minute],
    ['management', 3, 15 * minute],
  ];
  for (const [side, failures, within] of rows) {
    describe(`on the side ${side}`, () => {
      async function fail(times: number, every = 0): Promise<void> {
        for (let time = 0; time < times; time += 1) {
          if (time > 0) there.simulator.clock.advance(every);
          assert.equal(await asks(side, 'wrong'), 401);
        }
      }
      const user = () => (side === 'api' ? there.simulator.username : 'root');

      it(`are those with ${failures} failures within ${within / minute} minutes`, async () => {
        await fail(failures, (within - minute) / failures);
        assert.deepEqual(there.simulator.lockouts, [user()]);
        assert.equal(await asks(side, passwordOf(side)), 401, 'the right password is refused, too');
      });

      it('are not those that failed once less', async () => {
        await fail(failures - 1);
        assert.deepEqual(there.simulator.lockouts, []);
        assert.equal(await asks(side, passwordOf(side)), 200);
      });

      it('are not those whose failures are further apart', async () => {
        await fail(failures + 3, within / (failures - 1));
        assert.deepEqual(there.simulator.lockouts, []);
      });

      it('are not those that signed in well in between', async () => {
        await fail(failures - 1);
        assert.equal(await asks(side, passwordOf(side)), 200);
        await fail(failures - 1);
        assert.deepEqual(there.simulator.lockouts, []);
      });

      it('are unlocked after five minutes, and lock again', async () => {
        await fail(failures);
        there.simulator.clock.advance(5 * minute - second);
        assert.equal(await asks(side, passwordOf(side)), 401);
        there.simulator.clock.advance(second);
        assert.equal(await asks(side, passwordOf(side)), 200);
        await fail(failures);
        assert.deepEqual(there.simulator.lockouts, [user(), user()]);
      });

      it('stay locked where the appliance is hardened', async () => {
        const hardened = await start({ lockoutSeconds: 'never' });
        for (let time = 0; time < failures; time += 1) await asks(side, 'wrong', hardened);
        hardened.simulator.clock.advance(24 * 60 * minute);
        assert.equal(await asks(side, passwordOf(side), hardened), 401);
      });
    });
  }

  it('are not those that did not fail: each side has its own', async () => {
    for (let time = 0; time < 3; time += 1) await asks('management', 'wrong');
    assert.equal(await asks('api', there.simulator.password), 200);
  });

  it('are those whose logins fail, in whatever letters the user is written', async () => {
    const { username } = there.simulator;
    for (let time = 0; time < 5; time += 1) {
      const headers = basic(username.toUpperCase(), 'wrong');
      await there.client.ask({ ...requestParts.api['session.create'], headers });
    }
    assert.deepEqual(there.simulator.lockouts, [username]);
  });

  it('are none where the user is another, a session has ended, or nobody signs in', async () => {
    for (let time = 0; time < 9; time += 1) {
      for (const headers of [
        basic('nobody', 'wrong'),
        { authorization: 'Bearer x' },
        { 'vmware-api-session-id': 'gone' },
        {},
      ]) {
        const { status } = await there.client.ask({ path: `/api${job}`, headers });
        assert.equal(status, 401);
      }
    }
    assert.deepEqual(there.simulator.lockouts, []);
  });

  it('can be watched at the control address', async () => {
    for (let time = 0; time < 3; time += 1) await asks('management', 'wrong');
    const answer = await fetch(`${there.simulator.controlUrl}/lockouts`);
    assert.deepEqual(await answer.json(), ['root']);
  });
});

describe('Stand-in appliance: sessions on the management interface', () => {
  const there = applianceForEachTest({ scenario: 'found-succeeded' });
  const side = 'management';
  const root = () => basic('root', there.simulator.rootPassword);
  const statusOf = async (parts: object, headers: Record<string, string>) =>
    (await there.client.ask({ side, path: `/rest${job}`, ...parts, headers })).status;

  it('are opened by root, are good there, and end', async () => {
    const opened = await there.client.ask({ side, method: 'POST', path: session, headers: root() });
    assert.equal(opened.status, 200);
    const headers = { 'vmware-api-session-id': String(unwrapped('rest', opened)) };
    assert.equal(await statusOf({}, headers), 200);
    assert.equal(await statusOf({ method: 'POST', path: `${session}?~action=get` }, headers), 200);
    assert.equal(await statusOf({ side: 'api', path: `/api${job}` }, headers), 401);
    assert.equal(await statusOf({ method: 'DELETE', path: session }, headers), 200);
    assert.equal(await statusOf({}, headers), 401);
  });

  it('are not needed: Basic on every request works as well', async () => {
    assert.equal(await statusOf({}, root()), 200);
  });

  it('are not opened by users of single sign-on, nor are theirs good there', async () => {
    const { authorization } = there.simulator;
    const other = basic('administrator@vsphere.local', 'VMware1!');
    assert.equal(other.authorization, authorization);
    assert.equal(await statusOf({ method: 'POST', path: session }, other), 401);
    assert.equal(await statusOf({}, await signIn(there.client, there.simulator)), 401);
  });
});
