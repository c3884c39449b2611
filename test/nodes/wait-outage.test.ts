import assert from 'node:assert/strict';
import type { Script } from '../../simulator';
import { type MovedFlow, movedFlows } from './moved-flow';

const get = 'reconciliation.job.get';
const login = 'session.create';

const running = (from: number, to: number) => ({
  status: 'RUNNING' as const,
  progress: [from, to] as const,
});
const message = (id: string) => ({ id, default_message: 'Said so.', args: [] });
const vapi = (type: string, id: string) => ({ error_type: type, messages: [message(id)] });

const noUrl = {
  status: 404,
  body: vapi('NOT_FOUND', 'com.vmware.vapi.rest.operationsForUrlNotFound'),
};
const noService = {
  status: 404,
  body: vapi('OPERATION_NOT_FOUND', 'vapi.method.input.invalid.interface'),
};
const refusedOnce = {
  status: 401,
  body: vapi('UNAUTHENTICATED', 'vapi.security.authentication.invalid'),
  times: 1,
};

/** Runs for ten seconds, is out of reach for so many, runs for twenty more and succeeds. */
const outOfReach = (seconds: number): Script => [
  { for: 10, job: running(0, 20) },
  { for: seconds, trouble: 'refused', job: running(20, 30) },
  { for: 20, job: running(30, 100) },
  { job: { status: 'SUCCEEDED' } },
];

describe('A job node that waits, while the appliance is out of reach', () => {
  let there: MovedFlow;

  const startMoved = movedFlows();

  async function waiting(scenario: string | Script, job: Record<string, unknown> = {}) {
    there = await startMoved({ job: { action: 'wait', ...job } }, { scenario });
    await there.send('a');
    return there;
  }

  it('goes on through ten minutes of restart, with all that appliances answer then', async () => {
    await waiting([
      { for: 30, job: running(0, 10) },
      { for: 120, trouble: 'refused', job: running(10, 20) },
      { for: 90, trouble: 'no-healthy-upstream', job: running(20, 30) },
      // What comes now is prepared below: 404 of both kinds, then a refused login.
      { for: 460, job: running(30, 100) },
      { job: { status: 'SUCCEEDED' } },
    ]);
    const { simulator, time } = there;
    await time.pass(29);
    assert.equal(simulator.counters().openSessions, 1);
    await time.pass(1 + 120 + 90 - 1);
    simulator.answerWith(get, noUrl);
    await time.pass(80);
    simulator.answerWith(get, noService);
    await time.pass(81);
    simulator.answerWith(get, undefined);
    simulator.answerWith(login, [refusedOnce]);
    assert.deepEqual(there.told(), ['a running']);
    assert.equal(there.badges().at(-1), 'yellow ring out-of-reach');
    // After it the next login waits a minute, and the next look up to half of one.
    await time.pass(230);
    assert.match(there.badges().at(-1) ?? '', /^blue dot \d\d %$/, 'back after ten minutes');
    assert.equal(simulator.counters().loginsRefused, 1);
    await time.pass(120);
    assert.deepEqual(there.told(), ['a succeeded']);
    assert.equal(there.ends('a'), 1);
    assert.equal(there.badges().at(-1), 'green dot succeeded');
    const [out, back, ...more] = there.logged();
    assert.match(out ?? '', /^warn .*(refused the connection|closed the connection)/);
    assert.match(back ?? '', /^info reachable again after \d+ min/);
    assert.deepEqual(more, [], 'one line when it goes, one when it is back');

    await there.close();
    const { logins, logouts, openSessions } = simulator.counters();
    assert.equal(openSessions, 0);
    // The appliance forgot the first session when its services went down.
    const killed = 1;
    assert.deepEqual({ logins, logouts }, { logins: 2, logouts: logins - killed });
  });

  describe('gives up after `outage` seconds', () => {
    for (const outage of [60, 1800]) {
      it(`${outage}: one second beyond it is exactly one fault`, async () => {
        await waiting(outOfReach(outage + 1), { interval: '1', outage: String(outage) });
        await there.time.pass(10 + outage + 60);
        assert.deepEqual(there.told(), ['a running', 'a catch UNREACHABLE']);
        assert.equal(there.ends('a'), 1);
        const { fault } = there.last('a');
        assert.equal(fault?.retryable, true);
        assert.match(fault?.text ?? '', /It has been unreachable for \d+ min/);
        assert.equal(there.badges().at(-1), 'red ring unreachable');
      });
      it(`${outage}: one second less is none`, async () => {
        await waiting(outOfReach(outage - 1), { interval: '1', outage: String(outage) });
        await there.time.pass(10 + outage + 60);
        assert.deepEqual(there.told(), ['a running', 'a succeeded']);
      });
    }
    it('30 minutes where nothing is said', async () => {
      await waiting([{ for: 10, job: running(0, 20) }, { trouble: 'refused' }]);
      await there.time.pass(1800);
      assert.deepEqual(there.told(), ['a running']);
      await there.time.pass(20);
      assert.deepEqual(there.told(), ['a catch UNREACHABLE']);
    });
    it('0: the first fault is the end', async () => {
      await waiting(outOfReach(30), { outage: '0' });
      await there.time.pass(16);
      assert.deepEqual(there.told(), ['a running', 'a catch UNREACHABLE']);
    });
    it('one who joined gets the fault as well, once', async () => {
      await waiting(outOfReach(100), { outage: '60' });
      await there.send('b');
      await there.time.pass(100);
      assert.deepEqual(there.told(), ['a running', 'a catch UNREACHABLE', 'b catch UNREACHABLE']);
    });
  });

  describe('bears', () => {
    // With the seconds between two polls at last.
    const troubles = [
      ['refused', 10],
      ['reset', 10],
      ['no-healthy-upstream', 30],
      ['service-unavailable', 30],
      ['service-missing', 30],
      ['unauthenticated', 30],
    ] as const;
    for (const [trouble, longest] of troubles) {
      it(`${trouble}, and asks less and less often`, async () => {
        await waiting([
          { for: 10, job: running(0, 20) },
          { for: 600, trouble, job: running(20, 30) },
          { for: 60, job: running(30, 100) },
          { job: { status: 'SUCCEEDED' } },
        ]);
        await there.time.pass(10);
        const before = there.simulator.counters().requests;
        await there.time.pass(600);
        const asked = there.simulator.counters().requests - before;
        // Each may be a request and a login. A refused one reaches nobody.
        assert.ok(asked <= 2 * (600 / longest + 4), `${asked} requests in ten minutes`);
        // Sign-ins that are refused without an outage before are tried again after fifteen minutes.
        await there.time.pass(trouble === 'unauthenticated' ? 360 : 130);
        assert.deepEqual(there.told(), ['a running', 'a succeeded']);
      });
    }

    it('refused sign-ins for longer than any outage: nothing is sent, and that is one log line', async () => {
      await waiting('never-ending', { outage: '60' });
      const { simulator, time } = there;
      simulator.setPassword('changed there');
      simulator.expireSessions();
      await time.pass(3 * 3600);
      assert.deepEqual(there.told(), ['a running']);
      assert.equal(there.badges().at(-1), 'yellow ring sign-in-paused');
      assert.equal(there.badges('appliance').at(-1), 'yellow ring sign-in-paused');
      const [line, ...more] = there.logged();
      assert.match(line ?? '', /^warn .*wrong.*expired.*locked.* Next try in 15 min/);
      assert.deepEqual(more, []);
      simulator.setPassword('VMware1!');
      simulator.setScenario('found-succeeded');
      await time.pass(3700);
      assert.deepEqual(
        there.told(),
        ['a not found'],
        'another job than the one that was waited for',
      );
    });

    it('a sign-in that is refused for longer than a moment after an outage: one line more', async () => {
      await waiting('never-ending');
      const { simulator, time } = there;
      await simulator.suspend();
      await time.pass(60);
      simulator.setPassword('changed there');
      simulator.expireSessions();
      await simulator.resume();
      await time.pass(3600);
      const lines = there.logged().map((line) => line.split(' ')[0]);
      assert.deepEqual(lines, ['warn', 'warn']);
    });
    it('a full house: no login for a minute each', async () => {
      await waiting('never-ending');
      there.simulator.setSessionLimit(0);
      there.simulator.expireSessions();
      await there.time.pass(300);
      const { loginsRefused } = there.simulator.counters();
      assert.ok(loginsRefused >= 3 && loginsRefused <= 5, `${loginsRefused} logins in 5 minutes`);
      there.simulator.setSessionLimit(550);
      there.simulator.setScenario('found-succeeded');
      await there.time.pass(100);
      // The job that runs now is another.
      assert.deepEqual(there.told(), ['a running', 'a not found']);
    });
    it('500, and an answer that is none', async () => {
      await waiting('never-ending');
      there.simulator.answerWith(get, { status: 500, body: vapi('INTERNAL_SERVER_ERROR', 'x') });
      await there.time.pass(60);
      there.simulator.answerWith(get, { status: 200, body: '<html>Welcome</html>' });
      await there.time.pass(60);
      assert.equal(there.badges().at(-1), 'yellow ring out-of-reach');
      there.simulator.answerWith(get, undefined);
      await there.time.pass(31);
      assert.match(there.badges().at(-1) ?? '', /^blue dot/);
      assert.deepEqual(there.told(), ['a running']);
      assert.equal(there.logged().length, 2);
    });
    it('an answer that never comes', async () => {
      await waiting('never-ending');
      there.simulator.answerWith(get, { how: 'never' });
      await there.time.pass(120);
      assert.equal(there.badges().at(-1), 'yellow ring out-of-reach');
      there.simulator.answerWith(get, undefined);
      await there.time.pass(60);
      assert.match(there.badges().at(-1) ?? '', /^blue dot/);
      assert.deepEqual(there.told(), ['a running']);
    });
  });

  describe('does not bear', () => {
    const rows: [string, Script | string, string][] = [
      ['403, which no restart explains', 'forbidden', 'NOT_AUTHORIZED'],
      [
        'a refused sign-in before a first good look',
        [{ trouble: 'unauthenticated' }],
        'AUTHENTICATION_FAILED',
      ],
    ];
    for (const [title, scenario, code] of rows) {
      it(title, async () => {
        await waiting(scenario);
        assert.deepEqual(there.told(), [`a catch ${code}`]);
        assert.deepEqual(there.logged(), [], 'Catch hears of it, not the log');
      });
    }
    it('an answer that is none, before a first good look', async () => {
      there = await startMoved({ job: { action: 'wait' } });
      there.simulator.answerWith(get, { status: 200, body: '<html>Welcome</html>' });
      await there.send('a');
      assert.deepEqual(there.told(), ['a catch INVALID_RESPONSE']);
    });
    it('a certificate that is not trusted', async () => {
      there = await startMoved({ job: { action: 'wait' }, appliance: { tls: '' } });
      await there.send('a');
      assert.deepEqual(there.told(), ['a catch TLS_UNTRUSTED']);
    });
  });

  it('a message may come while it is out of reach: the wait begins all the same', async () => {
    there = await startMoved(
      { job: { action: 'wait' } },
      {
        scenario: [
          { for: 60, trouble: 'refused', job: running(0, 50) },
          { for: 60, job: running(50, 100) },
          { job: { status: 'SUCCEEDED' } },
        ],
      },
    );
    await there.send('a');
    assert.deepEqual(there.badges(), ['blue dot waiting', 'yellow ring out-of-reach']);
    await there.time.pass(130);
    assert.deepEqual(there.told(), ['a running', 'a succeeded']);
  });

  it('and none of this is tried again besides: the next look is the retry', async () => {
    await waiting('never-ending', { interval: '60' });
    there.simulator.answerWith(get, { status: 503, body: '' });
    const before = there.simulator.counters().byOperation[get] ?? 0;
    await there.time.pass(61);
    assert.equal((there.simulator.counters().byOperation[get] ?? 0) - before, 1);
  });

  it('shows yellow while any of several is out of reach', async () => {
    there = await startMoved(
      ({ host, port, username, password, ca }) => ({
        job: { action: 'wait', target: 'vc', targetType: 'msg' },
        nodes: [
          {
            id: 'second',
            type: 'vcenter-appliance',
            name: 'vc-b',
            host,
            port,
            auth: 'basic',
            tls: 'tls',
            proxyMode: 'none',
          },
        ],
        nodeCredentials: { second: { username, password }, tls: { cadata: ca } },
      }),
      { scenario: 'never-ending' },
    );
    const { simulator, time } = there;
    await there.send('a', { vc: 'vc-a' });
    await there.send('b', { vc: 'vc-b' });
    simulator.answerWith(get, ({ authentication }) =>
      authentication === 'basic' ? { status: 503, body: 'no healthy upstream' } : undefined,
    );
    await time.pass(6);
    assert.equal(there.badges().at(-1), 'yellow ring 2');
    await time.pass(60);
    assert.deepEqual(there.badges(), [], 'and does not flicker');
    await there.send('stop', { stop: true, vc: 'vc-a' });
    assert.equal(there.badges().at(-1), 'yellow ring out-of-reach');
    simulator.answerWith(get, undefined);
    await time.pass(31);
    assert.match(there.badges().at(-1) ?? '', /^blue dot \d+ %/);
  });
});
