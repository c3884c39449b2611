import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { type Answers, type Simulator, startSimulator } from '../../simulator';
import { at, type Client, createClient, type Received, wishes } from './client';

const get = 'reconciliation.job.get';

describe('Stand-in appliance: prepared answers', () => {
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

  function ask(path = wishes.api[get].path): Promise<Received> {
    return client.ask({ path, headers: { authorization: simulator.authorization } });
  }

  async function statuses(count: number): Promise<number[]> {
    const seen: number[] = [];
    while (seen.length < count) seen.push((await ask()).status);
    return seen;
  }

  /** Asks without a client's help, for answers that no client takes for whole. */
  async function open(path = wishes.api[get].path) {
    const outgoing = request({
      host: simulator.host,
      port: simulator.port,
      path,
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
        simulator.answerWith(get, { status: 418 });
        simulator.answerWith(get, answers);
        assert.deepEqual(await statuses(expected.length), expected);
      });
    }

    it("an operation's own comes before the one for all", async () => {
      simulator.answerWith('*', { status: 503 });
      simulator.answerWith(get, { status: 500, times: 1 });
      assert.deepEqual(await statuses(2), [500, 503]);
      assert.equal((await ask('/nowhere')).status, 503);
      simulator.answerWith('*', undefined);
      assert.equal((await ask('/nowhere')).status, 404);
    });

    it('an unknown URL can be answered too', async () => {
      simulator.answerWith('unknown', { status: 302, headers: { location: 'https://elsewhere/' } });
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
        simulator.answerWith(get, answer);
        const { status, headers, text } = await ask();
        assert.deepEqual({ status, type: headers['content-type'], text }, expected);
      });
    }

    it('what the appliance says, with further headers', async () => {
      simulator.answerWith(get, { headers: { 'X-Trace': '7' } });
      const received = await ask();
      assert.equal(received.headers['x-trace'], '7');
      assert.equal(at(received.json, 'status'), 'RUNNING');
    });

    it('and leaves the appliance as it was', async () => {
      simulator.answerWith('session.create', { status: 201, body: '"made-up"' });
      const headers = { authorization: simulator.authorization };
      await client.ask({ ...wishes.api['session.create'], headers });
      assert.equal(simulator.counters().openSessions, 0);
    });
  });

  describe('How it reaches the client', () => {
    const ownOrPrepared: readonly [what: string, answer: { status?: number; body?: string }][] = [
      ["the appliance's own", {}],
      ['a prepared one', { status: 200, body: '{"status":"RUNNING"}' }],
      ['one without a body', { status: 200 }],
    ];

    it('reset: the connection is reset before any answer', async () => {
      simulator.answerWith(get, { how: 'reset' });
      await assert.rejects(ask(), { code: 'ECONNRESET' });
    });

    it('never: nothing comes until the simulator stops', async () => {
      simulator.answerWith(get, { how: 'never' });
      const answer = assert.rejects(ask(), { code: 'ECONNRESET' });
      await simulator.whenRequest(get);
      assert.equal(simulator.counters().openConnections, 1);
      await simulator.stop();
      await answer;
    });

    for (const [what, answer] of ownOrPrepared) {
      it(`drip: ${what} begins, and goes on a byte at a time`, async () => {
        simulator.answerWith(get, { ...answer, how: 'drip' });
        const { outgoing, answer: coming } = await open();
        const [incoming] = await coming;
        assert.ok(incoming);
        assert.equal(incoming.statusCode, 200);
        for (let count = 0; count < 3; count++) {
          const [chunk]: Buffer[] = await once(incoming, 'data');
          assert.equal(chunk?.length, 1);
        }
        assert.equal(incoming.complete, false);
        outgoing.destroy();
      });

      it(`reset-mid-body: ${what} begins, and breaks off`, async () => {
        simulator.answerWith(get, { ...answer, how: 'reset-mid-body' });
        const { answer: coming } = await open();
        const [incoming] = await coming;
        assert.ok(incoming);
        assert.equal(incoming.statusCode, 200);
        incoming.resume();
        await assert.rejects(once(incoming, 'end'), { code: 'ECONNRESET' });
        assert.equal(incoming.complete, false);
      });
    }

    it('reset: in any manner, where the appliance itself resets', async () => {
      simulator.setScenario([{ trouble: 'reset' }]);
      simulator.answerWith(get, { how: 'drip' });
      await assert.rejects(ask(), { code: 'ECONNRESET' });
    });

    it('delay: later, though what it says is of when it was asked', async () => {
      simulator.answerWith(get, { delay: 50 });
      const asked = performance.now();
      const answer = ask();
      await simulator.whenRequest(get);
      simulator.clock.advance(10_000);
      assert.equal(at((await answer).json, 'progress'), 0);
      // setTimeout may fire a millisecond early.
      assert.ok(performance.now() - asked >= 49);
    });

    it('a service time delays every answer', async () => {
      const slow = await startSimulator({ serviceTime: 50 });
      const patient = createClient(slow);
      const asked = performance.now();
      await patient.ask({ path: '/nowhere' });
      assert.ok(performance.now() - asked >= 49);
      patient.close();
      await slow.stop();
    });
  });
});
