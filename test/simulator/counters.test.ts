import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get as httpsGet } from 'node:https';
import { type Simulator, startSimulator } from '../../simulator';
import { basic, type Client, createClient, signIn, wishes } from './client';

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

  it('begin with nothing', () => {
    assert.deepEqual(simulator.counters(), nothing);
  });

  it('tell a login, what was asked and a logout', async () => {
    const headers = await signIn(client, simulator);
    await client.ask({ ...wishes.api['session.create'], headers: basic('nobody', 'x') });
    await client.ask({ ...wishes.api[get], headers });
    await client.ask({ ...wishes.rest[get], headers });
    await client.ask({ path: '/nowhere' });
    assert.deepEqual(simulator.counters(), {
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
    await client.ask({ ...wishes.rest['session.delete'], headers });
    const { logouts, openSessions } = simulator.counters();
    assert.deepEqual({ logouts, openSessions }, { logouts: 1, openSessions: 0 });
  });

  it('take a login without an answer for neither good nor refused', async () => {
    simulator.answerWith('session.create', { how: 'reset' });
    await assert.rejects(signIn(client, simulator));
    const { logins, loginsRefused, byOperation } = simulator.counters();
    assert.deepEqual([logins, loginsRefused, byOperation], [0, 0, { 'session.create': 1 }]);
  });

  it('are a copy', () => {
    simulator.counters().byOperation[get] = 7;
    assert.deepEqual(simulator.counters(), nothing);
  });

  it('count both sides together, and each request by its connection', async () => {
    await client.ask({ path: '/one' });
    await client.ask({ path: '/two', side: 'management' });
    await client.ask({ path: '/three' });
    assert.equal(simulator.counters().connections, 2);
    assert.deepEqual(
      simulator.requests.map(({ path, side, connection }) => [path, side, connection]),
      [
        ['/one', 'api', 1],
        ['/two', 'management', 2],
        ['/three', 'api', 1],
      ],
    );
  });

  it('tell a handshake that resumed another', async () => {
    // An agent keeps TLS sessions, and this one no connections.
    const agent = new Agent({ ca: simulator.ca });
    const { host, port } = simulator;
    for (let count = 0; count < 2; count++) {
      const outgoing = httpsGet({ host, port, path: '/', agent });
      const [incoming] = await once(outgoing, 'response');
      incoming.resume();
      await once(incoming, 'end');
    }
    const { connections, handshakes, resumptions } = simulator.counters();
    assert.deepEqual([connections, handshakes, resumptions], [2, 2, 1]);
    agent.destroy();
  });

  it('see a connection that came to no request', async () => {
    const outgoing = httpsGet({ host: simulator.host, port: simulator.port, ca: [] });
    await assert.rejects(once(outgoing, 'response'));
    assert.equal(simulator.counters().connections, 1);
    assert.equal(simulator.counters().requests, 0);
  });

  it('begin anew when reset, except what is open', async () => {
    const headers = await signIn(client, simulator);
    simulator.resetCounters();
    assert.deepEqual(simulator.counters(), { ...nothing, openConnections: 1, openSessions: 1 });
    assert.deepEqual(simulator.requests, []);
    await client.ask({ ...wishes.api[get], headers });
    assert.equal(simulator.counters().requests, 1);
  });

  it('keep the last thousand requests, whole', async () => {
    for (let count = 0; count < 1001; count++) await client.ask({ path: `/${count}` });
    assert.equal(simulator.requests.length, 1000);
    assert.equal(simulator.requests.at(0)?.path, '/1');
    await client.ask({ method: 'POST', path: '/a?b=c&b=d', headers: { x: 'y' }, body: 'z' });
    const last = simulator.requests.at(-1);
    assert.ok(last);
    const { method, path, query, headers, body, operation, time } = last;
    assert.deepEqual([method, path, body, operation], ['POST', '/a', 'z', 'unknown']);
    assert.deepEqual(query.getAll('b'), ['c', 'd']);
    assert.equal(headers.x, 'y');
    assert.deepEqual(time, simulator.clock.now());
  });

  describe('whenRequest', () => {
    it('waits for so many of an operation', async () => {
      let resolved = false;
      const both = simulator.whenRequest(get, 2).then(() => {
        resolved = true;
      });
      await client.ask(wishes.api[get]);
      await client.ask({ path: '/nowhere' });
      assert.equal(resolved, false);
      await client.ask(wishes.rest[get]);
      await both;
    });

    it('counts what has come already, since the last reset', async () => {
      await client.ask(wishes.api[get]);
      await simulator.whenRequest(get);
      await simulator.whenRequest('*', 1);
      simulator.resetCounters();
      const next = simulator.whenRequest(get);
      await client.ask(wishes.api[get]);
      await next;
    });
  });
});
