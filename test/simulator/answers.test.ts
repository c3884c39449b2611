import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { Answers, Simulator } from '../../simulator';
import { applianceForEachTest, appliances } from './appliances';
import { at, type Received, requestParts } from './client';
import { moveTimers } from './moved-timers';

const get = 'reconciliation.job.get';

describe('Stand-in appliance: prepared answers', () => {
  const there = applianceForEachTest();
  const time = moveTimers();
  const startMoved = appliances({ timers: time.timers });

  function ask(path = requestParts.api[get].path): Promise<Received> {
    return there.client.ask({ path, headers: { authorization: there.simulator.authorization } });
  }

  async function statuses(count: number): Promise<number[]> {
    const seen: number[] = [];
    while (seen.length < count) seen.push((await ask()).status);
    return seen;
  }

  /** Asks without a client's help, for answers that no client takes for whole. */
  async function open(simulator: Simulator) {
    const outgoing = request({
      host: simulator.host,
      port: simulator.port,
      path: requestParts.api[get].path,
      ca: simulator.ca,
      headers: { authorization: simulator.authorization },
      agent: false,
    });
    const answer: Promise<IncomingMessage[]> = once(outgoing, 'response');
    outgoing.end();
    return { outgoing, answer };
  }

  describe('Which answer is given', () => {
    const rows: readonly [what: string, answers: Answers | undefined, statuses: number[]][] = [
      ['one stays', { status: 500 }, [500, 500, 500]],
      ['one for so many requests', { status: 500, times: 2 }, [500, 500, 200, 200]],
      ['several, of which the last stays', [{ status: 500 }, { status: 502 }], [500, 502, 502]],
      [
        'several for so many requests each',
        [
          { status: 500, times: 2 },
          { status: 502, times: 1 },
        ],
        [500, 500, 502, 200],
      ],
      ["the appliance's own in between", [{ status: 500 }, {}, { status: 502 }], [500, 200, 502]],
      ['none', [], [200, 200]],
      ['none any more', undefined, [200, 200]],
      [
        'what a function says of each request',
        ({ path, connection }) => (path.startsWith('/api/') ? { status: 500 + connection } : {}),
        [501, 501],
      ],
      ['what a function leaves to the appliance', () => undefined, [200]],
    ];
    for (const [what, answers, expected] of rows) {
      it(what, async () => {
        there.simulator.answerWith(get, { status: 418 });
        there.simulator.answerWith(get, answers);
        assert.deepEqual(await statuses(expected.length), expected);
      });
    }

    it("an operation's own comes before the one for all", async () => {
      there.simulator.answerWith('*', { status: 503 });
      there.simulator.answerWith(get, { status: 500, times: 1 });
      assert.deepEqual(await statuses(2), [500, 503]);
      assert.equal((await ask('/nowhere')).status, 503);
      there.simulator.answerWith('*', undefined);
      assert.equal((await ask('/nowhere')).status, 404);
    });

    it('are dated by the clock of the stand-in, like all answers, unless they have a date', async () => {
      there.simulator.clock.speed = 0;
      there.simulator.clock.advance(40 * 24 * 3_600_000);
      const date = there.simulator.clock.now().toUTCString();
      assert.equal((await ask()).headers.date, date);
      there.simulator.answerWith(get, { status: 503 });
      assert.equal((await ask()).headers.date, date);
      there.simulator.answerWith(get, { status: 503, headers: { date: 'today' } });
      assert.equal((await ask()).headers.date, 'today');
    });

    it('an unknown URL can be answered too', async () => {
      there.simulator.answerWith('unknown', {
        status: 302,
        headers: { location: 'https://elsewhere/' },
      });
      assert.equal((await ask('/ui')).headers.location, 'https://elsewhere/');
    });
  });

  describe('What it says', () => {
    const rows: readonly [
      what: string,
      answer: Answers,
      expected: { status: number; type: string | undefined; text: string },
    ][] = [
      [
        'an object, as JSON',
        { body: { a: 1 } },
        { status: 200, type: 'application/json', text: '{"a":1}' },
      ],
      ['a text', { status: 503, body: 'no' }, { status: 503, type: 'text/plain', text: 'no' }],
      [
        'a text of a type of its own',
        { status: 404, body: '<p>', headers: { 'Content-Type': 'text/html' } },
        { status: 404, type: 'text/html', text: '<p>' },
      ],
      ['nothing', { status: 502 }, { status: 502, type: undefined, text: '' }],
    ];
    for (const [what, answer, expected] of rows) {
      it(what, async () => {
        there.simulator.answerWith(get, answer);
        const { status, headers, text } = await ask();
        assert.deepEqual({ status, type: headers['content-type'], text }, expected);
      });
    }

    it('what the appliance says, with further headers', async () => {
      there.simulator.answerWith(get, { headers: { 'X-Trace': '7' } });
      const received = await ask();
      assert.equal(received.headers['x-trace'], '7');
      assert.equal(at(received.json, 'status'), 'RUNNING');
    });

    it('and leaves the appliance as it was', async () => {
      there.simulator.answerWith('session.create', { status: 201, body: '"made-up"' });
      const headers = { authorization: there.simulator.authorization };
      await there.client.ask({ ...requestParts.api['session.create'], headers });
      assert.equal(there.simulator.counters().openSessions, 0);
    });
  });

  describe('How it reaches the client', () => {
    const ownOrPrepared: readonly [what: string, answer: { status?: number; body?: string }][] = [
      ["the appliance's own", {}],
      ['a prepared one', { status: 200, body: '{"status":"RUNNING"}' }],
      ['one without a body', { status: 200 }],
    ];

    it('reset: the connection is reset before any answer', async () => {
      there.simulator.answerWith(get, { how: 'reset' });
      await assert.rejects(ask(), { code: 'ECONNRESET' });
    });

    it('never: nothing comes until the simulator stops', async () => {
      there.simulator.answerWith(get, { how: 'never' });
      const answer = assert.rejects(ask(), { code: 'ECONNRESET' });
      await there.simulator.whenRequest(get);
      assert.equal(there.simulator.counters().openConnections, 1);
      await there.simulator.stop();
      await answer;
    });

    for (const [what, answer] of ownOrPrepared) {
      it(`drip: ${what} begins, and goes on a byte at a time`, async () => {
        const { simulator } = await startMoved();
        simulator.answerWith(get, { ...answer, how: 'drip' });
        const { outgoing, answer: coming } = await open(simulator);
        await simulator.whenRequest(get);
        time.pass(100);
        const [incoming] = await coming;
        assert.ok(incoming);
        assert.equal(incoming.statusCode, 200);
        const chunks = incoming[Symbol.asyncIterator]();
        for (let count = 0; count < 3; count++) {
          assert.equal((await chunks.next()).value.length, 1);
          time.pass(100);
        }
        assert.equal(incoming.complete, false);
        outgoing.destroy();
      });

      it(`reset-mid-body: ${what} begins, and breaks off`, async () => {
        there.simulator.answerWith(get, { ...answer, how: 'reset-mid-body' });
        const { answer: coming } = await open(there.simulator);
        const [incoming] = await coming;
        assert.ok(incoming);
        assert.equal(incoming.statusCode, 200);
        incoming.resume();
        await assert.rejects(once(incoming, 'end'), { code: 'ECONNRESET' });
        assert.equal(incoming.complete, false);
      });
    }

    it('reset: in any manner, where the appliance itself resets', async () => {
      there.simulator.setScenario([{ trouble: 'reset' }]);
      there.simulator.answerWith(get, { how: 'drip' });
      await assert.rejects(ask(), { code: 'ECONNRESET' });
    });

    it('delay: later, though what it says is of when it was asked', async () => {
      const { client, simulator } = await startMoved();
      simulator.answerWith(get, { delay: 50 });
      const { authorization } = simulator;
      const answer = client.ask({ ...requestParts.api[get], headers: { authorization } });
      await simulator.whenRequest(get);
      simulator.clock.advance(10_000);
      time.pass(49);
      assert.equal(time.waiting(), 1);
      time.pass(1);
      assert.equal(at((await answer).json, 'progress'), 0);
    });

    it('a service time delays every answer', async () => {
      const { client, simulator } = await startMoved({ serviceTime: 50 });
      const answer = client.ask({ path: '/nowhere' });
      await simulator.whenRequest('*');
      time.pass(49);
      assert.equal(time.waiting(), 1);
      time.pass(1);
      assert.equal((await answer).status, 404);
    });
  });
});
