import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { type Answer, type Simulator, startSimulator } from '../../simulator';
import { createSignIns } from '../../src/appliance/sign-in/lockout-guard';
import { type DeployedFlow, deploy, type FlowOptions } from './deployed-flow';
import { movedFlows } from './moved-flow';
import { moveTime } from './moved-time';

const get = 'reconciliation.job.get';

/** As an appliance refuses a sign-in. */
const refused = {
  status: 401,
  body: {
    error_type: 'UNAUTHENTICATED',
    messages: [{ id: 'vapi.security.authentication.invalid', default_message: 'No.', args: [] }],
  },
};

describe('Sessions, connections and deploys', () => {
  let simulator: Simulator;
  let flow: DeployedFlow | undefined;

  beforeEach(async () => {
    simulator = await startSimulator({ scenario: 'found-succeeded' });
  });
  afterEach(async () => {
    mock.restoreAll();
    await flow?.close();
    flow = undefined;
    await simulator.stop();
  });

  const sends = (there: DeployedFlow, count: number) =>
    Promise.all(Array.from({ length: count }, () => there.send()));

  /** Moves the clock that never goes back, by which sign-ins are held back. */
  function pass(seconds: number): void {
    const now = performance.now.bind(performance);
    mock.method(performance, 'now', () => now() + seconds * 1000);
  }

  it('1,000 messages, one after the other: one login, one TLS handshake, one logout', async () => {
    const there = await deploy(simulator);
    flow = there;
    for (let count = 0; count < 1000; count += 1) {
      assert.equal((await there.send()).by, 'succeeded');
    }
    await there.close();
    flow = undefined;
    const { logins, handshakes, logouts, openSessions, byOperation } = simulator.counters();
    assert.deepEqual(
      { logins, handshakes, logouts, openSessions, asked: byOperation[get] },
      {
        logins: 1,
        handshakes: 1,
        logouts: 1,
        openSessions: 0,
        asked: 1000,
      },
    );
  }).timeout(60_000);

  it('100 messages at once, cold: one login', async () => {
    flow = await deploy(simulator);
    const seen = await sends(flow, 100);
    assert.deepEqual(new Set(seen.map(({ by }) => by)), new Set(['succeeded']));
    assert.equal(simulator.counters().logins, 1);
  });

  it('connections that the appliance has closed in the meantime: no fault', async () => {
    flow = await deploy(simulator);
    await sends(flow, 8);
    await simulator.suspend();
    await simulator.resume();
    const seen = await sends(flow, 8);
    assert.deepEqual(new Set(seen.map(({ by }) => by)), new Set(['succeeded']));
  });

  it('an idle gap longer than the keep-alive of the appliance: no fault', async () => {
    await simulator.stop();
    simulator = await startSimulator({ scenario: 'found-succeeded', keepAliveTimeout: 50 });
    flow = await deploy(simulator);
    assert.equal((await flow.send()).by, 'succeeded');
    while (simulator.counters().openConnections > 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal((await flow.send()).by, 'succeeded');
    assert.equal(simulator.counters().byOperation[get], 2);
  });

  it('a session that has expired: one login more, and the message goes its way', async () => {
    flow = await deploy(simulator);
    await flow.send();
    simulator.expireSessions();
    const seen = await sends(flow, 20);
    assert.deepEqual(new Set(seen.map(({ by }) => by)), new Set(['succeeded']));
    assert.equal(simulator.counters().logins, 2);
  });

  for (const body of [
    '""',
    'null',
    '{"value":"x"}',
    '"two words"',
    '"a\\r\\nb"',
    '<html></html>',
  ]) {
    it(`a login that answers ${body}: INVALID_RESPONSE`, async () => {
      simulator.answerWith('session.create', { status: 201, body });
      flow = await deploy(simulator);
      assert.equal((await flow.send()).message.fault?.code, 'INVALID_RESPONSE');
    });
  }

  describe('a wrong password', () => {
    const kinds: [string, FlowOptions['appliance'], () => number][] = [
      ['session', { auth: 'session' }, () => simulator.counters().loginsRefused],
      ['basic', { auth: 'basic' }, () => simulator.counters().byOperation[get] ?? 0],
    ];
    for (const [auth, appliance = {}, tries] of kinds) {
      it(`${auth}: 100 messages make one try; deploys and a second config node add none`, async () => {
        const wrong = { appliance, credentials: { password: 'wrong' } };
        const second = {
          ...wrong,
          nodes: [
            {
              id: 'second',
              type: 'vcenter-appliance',
              name: 'again',
              host: simulator.host,
              port: simulator.port,
              tls: 'tls',
              proxyMode: 'none',
              ...appliance,
            },
            {
              id: 'other job',
              z: 'tab',
              type: 'vcenter-reconciliation-job',
              appliance: 'second',
              wires: [[], [], [], []],
            },
          ],
          nodeCredentials: { second: { username: simulator.username, password: 'wrong' } },
        };
        flow = await deploy(simulator, wrong);
        for (const { message } of await sends(flow, 100)) {
          assert.equal(message.fault?.code, 'AUTHENTICATION_FAILED');
        }
        for (let deploys = 0; deploys < 5; deploys += 1) {
          await flow.redeploy(second);
          assert.equal((await flow.send()).message.fault?.code, 'AUTHENTICATION_FAILED');
          assert.equal(
            (await flow.send({}, 'other job')).message.fault?.code,
            'AUTHENTICATION_FAILED',
          );
        }
        assert.equal(tries(), 1);
        await flow.redeploy({ appliance });
        assert.equal((await flow.send()).by, 'succeeded', 'new credentials work at once');
      });

      it(`${auth}: good credentials, refused for a while, good again: no deploy is needed`, async () => {
        flow = await deploy(simulator, { appliance });
        assert.equal((await flow.send()).by, 'succeeded');
        simulator.answerWith('*', refused);
        const { fault } = (await flow.send()).message;
        assert.equal(fault?.code, 'AUTHENTICATION_FAILED');
        assert.equal(fault.retryAfter, 900);
        assert.match(fault.text, /wrong.*expired.*locked.* Next try in 15 min \(\d\d:\d\d\)\.$/);
        simulator.answerWith('*', undefined);
        pass(890);
        assert.equal((await flow.send()).message.fault?.code, 'AUTHENTICATION_FAILED');
        pass(10);
        assert.equal((await flow.send()).by, 'succeeded');
      });

      it(`${auth}: after an outage the second try is a minute later`, async () => {
        flow = await deploy(simulator, { appliance });
        assert.equal((await flow.send()).by, 'succeeded');
        await simulator.suspend();
        assert.equal((await flow.send()).message.fault?.code, 'UNREACHABLE');
        await simulator.resume();
        simulator.expireSessions();
        simulator.answerWith('*', refused);
        assert.equal((await flow.send()).message.fault?.retryAfter, 60);
        pass(60);
        assert.equal((await flow.send()).message.fault?.retryAfter, 850);
        simulator.answerWith('*', undefined);
        pass(840);
        assert.equal((await flow.send()).message.fault?.code, 'AUTHENTICATION_FAILED');
        pass(10);
        assert.equal((await flow.send()).by, 'succeeded');
      });
    }
  });

  it('a message that waits for its target while the flow is closed asks nobody', async () => {
    const job = { target: '$eval("\\"vc-a\\"")', targetType: 'jsonata' };
    const there = await deploy(simulator, { job });
    flow = there;
    there.receive();
    await there.redeploy();
    assert.equal((await there.send()).by, 'succeeded');
    assert.ok((simulator.counters().byOperation[get] ?? 0) <= 2);
  });

  it('a full house: SESSION_LIMIT, and no more logins for a minute', async () => {
    simulator.setSessionLimit(0);
    flow = await deploy(simulator);
    for (const { message } of await sends(flow, 20)) {
      assert.equal(message.fault?.code, 'SESSION_LIMIT');
    }
    assert.equal(simulator.counters().byOperation['session.create'], 1);
    simulator.setSessionLimit(550);
    assert.equal((await flow.send()).message.fault?.code, 'SESSION_LIMIT');
    pass(60);
    assert.equal((await flow.send()).by, 'succeeded');
  });

  describe('one second after the last close', () => {
    /** How many of each kind of handle and of listeners of the process there are. */
    function held(): Record<string, number> {
      const counts: Record<string, number> = {};
      // Immediates and file reads are Node-RED's, and end by themselves.
      const kinds = process.getActiveResourcesInfo().filter((kind) => /Wrap$|^Timeout$/.test(kind));
      for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
      for (const name of process.eventNames()) {
        counts[`listeners of ${String(name)}`] = process.listenerCount(name);
      }
      return counts;
    }

    const kinds: [string, Parameters<Simulator['answerWith']> | undefined][] = [
      ['after an answer', undefined],
      ['while a read is never answered', [get, { how: 'never' }]],
      ['while a login is never answered', ['session.create', { how: 'never' }]],
      ['between two tries', [get, { status: 503, headers: { 'retry-after': '60' }, body: '' }]],
    ];
    for (const [title, prepared] of kinds) {
      it(`no socket, timer or listener is left: closed ${title}`, async () => {
        const time = moveTime();
        try {
          const own = await startSimulator({ scenario: 'found-succeeded', ...time.standIn });
          const deployOwn = () => deploy(own, {}, time.clock, createSignIns(time.clock));
          await time.until((await deployOwn()).close());
          const before = held();
          const timersBefore = time.timers();
          const there = await deployOwn();
          if (prepared) own.answerWith(...prepared);
          there.receive();
          await own.whenRequest(prepared?.[0] ?? get);
          await time.until(there.close());
          await time.pass(1);
          assert.equal(time.timers(), timersBefore);
          // The second is over; Node needs a moment of its own to close what was destroyed.
          let after = held();
          while (JSON.stringify(after) !== JSON.stringify(before)) {
            await new Promise((resolve) => setImmediate(resolve));
            after = held();
          }
          await own.stop();
        } finally {
          time.restore();
        }
      });
    }
  });

  it('a closed node has no badge and sends nothing more', async () => {
    const there = await deploy(simulator);
    flow = there;
    simulator.answerWith(get, { how: 'never' });
    there.receive();
    await simulator.whenRequest(get);
    there.statuses();
    await there.redeploy({ job: { d: true } });
    assert.deepEqual(there.statuses(), []);
  });
});

describe('No session stays open on the appliance', () => {
  const start = movedFlows();

  it('that was refused, other than the one in its place', async () => {
    const there = await start({}, { scenario: 'found-succeeded' });
    await there.send('a');
    there.simulator.answerWith(get, { ...refused, times: 1 });
    await there.send('b');
    assert.deepEqual(there.told(), ['a succeeded', 'b succeeded']);
    const { logins, openSessions } = there.simulator.counters();
    assert.deepEqual({ logins, openSessions }, { logins: 2, openSessions: 1 });
  });

  it('that was refused, nor the one in its place that was refused too; and the next login waits a minute', async () => {
    const there = await start({}, { scenario: 'found-succeeded' });
    const { simulator, time } = there;
    await there.send('a');
    simulator.answerWith(get, refused);
    await there.send('b');
    simulator.answerWith(get, undefined);
    await there.send('c');
    const refusals = ['b', 'c'].map((name) => `${name} catch AUTHENTICATION_FAILED`);
    assert.deepEqual(there.told(), ['a succeeded', ...refusals]);
    const { logins, openSessions } = simulator.counters();
    assert.deepEqual({ logins, openSessions }, { logins: 2, openSessions: 0 });
    await time.pass(60);
    await there.send('d');
    assert.deepEqual(there.told(), ['d succeeded']);
    assert.equal(simulator.counters().logins, 3);
  });

  it('that was refused at once; and no other is opened', async () => {
    const { time, simulator, receive, told } = await start();
    simulator.answerWith(get, refused);
    for (let messages = 0; messages < 10; messages += 1) receive({}, 'job');
    await time.quiet();
    assert.deepEqual(told(), Array(10).fill('catch AUTHENTICATION_FAILED'));
    const { logins, openSessions } = simulator.counters();
    assert.deepEqual({ logins, openSessions }, { logins: 1, openSessions: 0 });
  });

  it('whose login was slow while the flow was closed', async () => {
    const { time, simulator, receive, redeploy } = await start();
    simulator.answerWith('session.create', { delay: 1000 });
    receive({}, 'job');
    await simulator.whenRequest('session.create');
    await redeploy();
    await time.pass(1);
    const { logins, openSessions } = simulator.counters();
    assert.deepEqual({ logins, openSessions }, { logins: 1, openSessions: 0 });
  });
});

describe('A deploy takes under a second', () => {
  const start = movedFlows();

  it('while a login is never answered', async () => {
    const { time, simulator, receive, redeploy } = await start();
    simulator.answerWith('session.create', { how: 'never' });
    receive({}, 'job');
    await simulator.whenRequest('session.create');
    const started = time.now();
    await redeploy();
    assert.ok(time.now() - started < 1000, `${time.now() - started} ms`);
  });

  it('while a request is never answered, 50 times in a row', async () => {
    const { time, simulator, receive, redeploy } = await start();
    for (let deploys = 0; deploys < 50; deploys += 1) {
      simulator.answerWith(get, { how: 'never' });
      simulator.resetCounters();
      receive({}, 'job');
      await simulator.whenRequest(get);
      const started = time.now();
      await redeploy();
      assert.ok(time.now() - started < 1000, `${time.now() - started} ms`);
      assert.equal(simulator.counters().openSessions, 0);
    }
  }).timeout(60_000);
});

describe('One 401 in a fresh session that has answered others', () => {
  const start = movedFlows();

  /** It comes once another message was answered in the same session. */
  const late = { ...refused, times: 1, delay: 1000 };
  const rows: [session: string, before: string[], answers: Answer[], told: string][] = [
    ['the first one', [], [late, {}], 'a succeeded'],
    [
      'one in place of another that was refused',
      ['before'],
      [{ ...refused, times: 1 }, late, {}],
      'a catch AUTHENTICATION_FAILED',
    ],
  ];
  for (const [session, before, answers, told] of rows) {
    it(`holds nobody back: ${session}`, async () => {
      const there = await start(
        {
          nodes: [
            {
              ...{ id: 'restore', z: 'tab', type: 'vcenter-restore-job', name: '', action: 'get' },
              ...{ appliance: 'appliance', targetType: 'appliance', errorOutput: false },
              ...{ outputs: 4, wires: [['running'], ['succeeded'], ['failed'], ['not found']] },
            },
          ],
        },
        { scenario: 'found-succeeded' },
      );
      const { simulator, time } = there;
      for (const name of before) await there.send(name);
      there.told();
      simulator.answerWith(get, answers);
      await there.send('a');
      await there.send('b', {}, 'restore');
      assert.deepEqual(there.told(), ['b not found']);
      await time.pass(1);
      assert.deepEqual(there.told(), [told]);
      await there.send('c');
      assert.deepEqual(there.told(), ['c succeeded']);
      // One more for each refusal, at once.
      assert.equal(simulator.counters().logins, answers.length);
    });
  }
});
