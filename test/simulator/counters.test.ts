import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get as httpsGet } from 'node:https';
import { applianceForEachTest } from './appliances';
import { basic, requestParts, signIn } from './client';

const get = 'reconciliation.job.get';
const nothing = {
  connections: 0,
  handshakes: 0,
  resumptions: 0,
  openConnections: 0,
  logins: 0,
  loginsRefused: 0,
  logouts: 0,
  openSessions: 0,
  requests: 0,
  byOperation: {},
};

describe('Stand-in appliance: counters', () => {
  const there = applianceForEachTest();

  it('begin with nothing', () => {
    assert.deepEqual(there.simulator.counters(), nothing);
  });

  it('tell a login, what was asked and a logout', async () => {
    const headers = await signIn(there.client, there.simulator);
    await there.client.ask({
      ...requestParts.api['session.create'],
      headers: basic('nobody', 'x'),
    });
    await there.client.ask({ ...requestParts.api[get], headers });
    await there.client.ask({ ...requestParts.rest[get], headers });
    await there.client.ask({ path: '/nowhere' });
    assert.deepEqual(there.simulator.counters(), {
      ...nothing,
      connections: 1,
      handshakes: 1,
      openConnections: 1,
      logins: 1,
      loginsRefused: 1,
      openSessions: 1,
      requests: 5,
      byOperation: { 'session.create': 2, [get]: 2, unknown: 1 },
    });
    await there.client.ask({ ...requestParts.rest['session.delete'], headers });
    const { logouts, openSessions } = there.simulator.counters();
    assert.deepEqual({ logouts, openSessions }, { logouts: 1, openSessions: 0 });
  });

  it('take a login without an answer for neither good nor refused', async () => {
    there.simulator.answerWith('session.create', { how: 'reset' });
    await assert.rejects(signIn(there.client, there.simulator));
    const { logins, loginsRefused, byOperation } = there.simulator.counters();
    assert.deepEqual([logins, loginsRefused, byOperation], [0, 0, { 'session.create': 1 }]);
  });

  it('are a copy', () => {
    there.simulator.counters().byOperation[get] = 7;
    assert.deepEqual(there.simulator.counters(), nothing);
  });

  it('count both sides together, and each request by its connection', async () => {
    await there.client.ask({ path: '/one' });
    await there.client.ask({ path: '/two', side: 'management' });
    await there.client.ask({ path: '/three' });
    assert.equal(there.simulator.counters().connections, 2);
    assert.deepEqual(
      there.simulator.requests.map(({ path, side, connection }) => [path, side, connection]),
      [
        ['/one', 'api', 1],
        ['/two', 'management', 2],
        ['/three', 'api', 1],
      ],
    );
  });

  it('tell a handshake that resumed another', async () => {
    // An agent keeps TLS sessions, and this one no connections.
    const agent = new Agent({ ca: there.simulator.ca });
    const { host, port } = there.simulator;
    for (let count = 0; count < 2; count++) {
      const outgoing = httpsGet({ host, port, path: '/', agent });
      const [incoming] = await once(outgoing, 'response');
      incoming.resume();
      await once(incoming, 'end');
    }
    const { connections, handshakes, resumptions } = there.simulator.counters();
    assert.deepEqual([connections, handshakes, resumptions], [2, 2, 1]);
    agent.destroy();
  });

  it('see a connection that came to no request', async () => {
    const outgoing = httpsGet({ host: there.simulator.host, port: there.simulator.port, ca: [] });
    await assert.rejects(once(outgoing, 'response'));
    assert.equal(there.simulator.counters().connections, 1);
    assert.equal(there.simulator.counters().requests, 0);
  });

  it('begin anew when reset, except what is open', async () => {
    const headers = await signIn(there.client, there.simulator);
    there.simulator.resetCounters();
    assert.deepEqual(there.simulator.counters(), {
      ...nothing,
      openConnections: 1,
      openSessions: 1,
    });
    assert.deepEqual(there.simulator.requests, []);
    await there.client.ask({ ...requestParts.api[get], headers });
    assert.equal(there.simulator.counters().requests, 1);
  });

  it('keep the last thousand requests, whole', async () => {
    for (let count = 0; count < 1001; count++) await there.client.ask({ path: `/${count}` });
    assert.equal(there.simulator.requests.length, 1000);
    assert.equal(there.simulator.requests.at(0)?.path, '/1');
    await there.client.ask({ method: 'POST', path: '/a?b=c&b=d', headers: { x: 'y' }, body: 'z' });
    const last = there.simulator.requests.at(-1);
    assert.ok(last);
    const { method, path, query, headers, body, operation, time } = last;
    assert.deepEqual([method, path, body, operation], ['POST', '/a', 'z', 'unknown']);
    assert.deepEqual(query.getAll('b'), ['c', 'd']);
    assert.equal(headers.x, 'y');
    assert.deepEqual(time, there.simulator.clock.now());
  });

  describe('whenRequest', () => {
    it('waits for so many of an operation', async () => {
      let resolved = false;
      const both = there.simulator.whenRequest(get, 2).then(() => {
        resolved = true;
      });
      await there.client.ask(requestParts.api[get]);
      await there.client.ask({ path: '/nowhere' });
      assert.equal(resolved, false);
      await there.client.ask(requestParts.rest[get]);
      await both;
    });

    it('counts what has come already, since the last reset', async () => {
      await there.client.ask(requestParts.api[get]);
      await there.simulator.whenRequest(get);
      await there.simulator.whenRequest('*', 1);
      there.simulator.resetCounters();
      const next = there.simulator.whenRequest(get);
      await there.client.ask(requestParts.api[get]);
      await next;
    });
  });
});
