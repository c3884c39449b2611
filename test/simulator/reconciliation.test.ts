import assert from 'node:assert/strict';
import { type ErrorShape, type Simulator, startSimulator } from '../../simulator';
import {
  answered,
  at,
  type Client,
  createClient,
  type DialectName,
  dialectNames,
  type Received,
  wishes,
} from './client';

const second = 1000;

describe('Stand-in appliance: the reconciliation job', () => {
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

  async function job(dialect: DialectName = 'api', headers: Record<string, string> = {}) {
    return answered(dialect, await get(dialect, headers));
  }

  const messageIds = (info: unknown): unknown[] =>
    [at(info, 'messages')].flat().map((message) => at(message, 'id'));

  describe('How it goes', () => {
    for (const dialect of dialectNames) {
      it(`${dialect}: runs for twenty seconds, with rising progress, and succeeds`, async () => {
        const seen: unknown[] = [];
        for (let elapsed = 0; elapsed <= 20; elapsed += 5) {
          const info = await job(dialect);
          seen.push([at(info, 'status'), at(info, 'progress'), at(info, 'end_time') !== undefined]);
          simulator.clock.advance(5 * second);
        }
        assert.deepEqual(seen, [
          ['RUNNING', 0, false],
          ['RUNNING', 25, false],
          ['RUNNING', 50, false],
          ['RUNNING', 75, false],
          ['SUCCEEDED', 100, true],
        ]);
      });
    }

    it('says something else in each part of its course', async () => {
      const courses = new Set<string>();
      for (let elapsed = 0; elapsed < 24; elapsed += 3) {
        courses.add(messageIds(await job()).join());
        simulator.clock.advance(3 * second);
      }
      assert.equal(courses.size, 5);
    });

    it('keeps its start, and ends when it ended', async () => {
      const start = at(await job(), 'start_time');
      simulator.clock.advance(60 * second);
      const info = await job();
      assert.equal(at(info, 'start_time'), start);
      const length = Date.parse(String(at(info, 'end_time'))) - Date.parse(String(start));
      assert.equal(length, 20 * second);
    });

    it('runs at the speed of the clock', async () => {
      simulator.clock.speed = 1_000_000;
      const deadline = Date.now() + 5000;
      let status: unknown;
      do {
        assert.ok(Date.now() < deadline, 'the job does not end');
        status = at(await job(), 'status');
      } while (status === 'RUNNING');
      assert.equal(status, 'SUCCEEDED');
    });
  });

  describe('How it is found', () => {
    const rows: readonly [scenario: string, status: string, ended: boolean][] = [
      ['status-none', 'NONE', false],
      ['found-succeeded', 'SUCCEEDED', true],
      ['found-failed', 'FAILED', true],
      ['never-ending', 'RUNNING', false],
    ];
    for (const [scenario, status, ended] of rows) {
      it(`${scenario}: ${status}`, async () => {
        simulator.setScenario(scenario);
        simulator.clock.advance(3600 * second);
        const info = await job();
        assert.equal(at(info, 'status'), status);
        assert.equal(at(info, 'start_time') !== undefined, status !== 'NONE');
        assert.equal(at(info, 'end_time') !== undefined, ended);
      });
    }

    it('found ended, it began before the appliance was asked', async () => {
      simulator.setScenario('found-succeeded');
      const info = await job();
      const [start, end] = ['start_time', 'end_time'].map((name) =>
        Date.parse(String(at(info, name))),
      );
      assert.ok(start !== undefined && end !== undefined);
      assert.ok(start < end && end < simulator.clock.now().getTime());
    });

    for (const dialect of dialectNames) {
      it(`none, over ${dialect}: 404, of the type for what is not there`, async () => {
        simulator.setScenario('none');
        const received = await get(dialect);
        assert.equal(received.status, 404);
        if (dialect === 'api') assert.equal(at(received.json, 'error_type'), 'NOT_FOUND');
        else assert.equal(at(received.json, 'type'), 'com.vmware.vapi.std.errors.not_found');
        const id = String(at(answered(dialect, received), 'messages', 0, 'id'));
        assert.ok(!id.startsWith('com.vmware.vapi.rest.'), id);
      });
    }
  });

  describe("A script of one's own", () => {
    it('that has a job begins a new one', async () => {
      simulator.clock.advance(5 * second);
      simulator.setScenario([{ job: { status: 'RUNNING', progress: 7 } }]);
      const info = await job();
      assert.equal(at(info, 'progress'), 7);
      assert.equal(at(info, 'start_time'), simulator.clock.now().toISOString());
    });

    it('that has none lets the one there is go on', async () => {
      simulator.setScenario('found-failed');
      const before = await job();
      simulator.setScenario([{ for: 5, trouble: 'no-healthy-upstream' }, {}]);
      assert.equal((await get('api')).status, 503);
      simulator.clock.advance(5 * second);
      assert.deepEqual(await job(), before);
    });

    it('may have messages of its own', async () => {
      const message = { id: 'mine', text: { en: 'Step {0} of {1}.' }, args: ['3', '7'] };
      simulator.setScenario([{ job: { status: 'RUNNING', messages: [message] } }]);
      assert.equal(at(await job(), 'messages', 0, 'default_message'), 'Step 3 of 7.');
    });

    it('needs a phase', () => {
      assert.throws(() => simulator.setScenario([]), /at least one phase/);
    });
  });

  describe('The error of a failed job', () => {
    const reason = 'Partner vc-b.lab.example cannot be reached.';
    const rows: Readonly<Record<ErrorShape, (info: unknown) => unknown>> = {
      object: (info) => at(info, 'error', 'messages', 1, 'default_message'),
      string: (info) => at(info, 'error'),
      legacy: (info) => at(info, 'error', 'value', 'messages', 1, 'default_message'),
      absent: (info) => at(info, 'messages', 1, 'default_message'),
    };
    for (const [shape, find] of Object.entries(rows)) {
      for (const dialect of dialectNames) {
        it(`${shape}, over ${dialect}`, async () => {
          simulator.setScenario(`failed-error-${shape}`);
          simulator.clock.advance(20 * second);
          const info = await job(dialect);
          assert.equal(at(info, 'status'), 'FAILED');
          assert.equal(at(info, 'error') === undefined, shape === 'absent');
          assert.match(String(find(info)), new RegExp(`${reason}$`));
        });
      }
    }
  });

  describe('Its words', () => {
    const rows: readonly [acceptLanguage: string | undefined, localized: string | undefined][] = [
      [undefined, undefined],
      ['de', 'Der Abgleich von vc-a.lab.example ist abgeschlossen.'],
      ['de-AT', 'Der Abgleich von vc-a.lab.example ist abgeschlossen.'],
      ['en', 'The reconciliation of vc-a.lab.example is complete.'],
      ['en;q=0.5, de;q=0.9', 'Der Abgleich von vc-a.lab.example ist abgeschlossen.'],
      ['fr', 'The reconciliation of vc-a.lab.example is complete.'],
    ];
    for (const [acceptLanguage, localized] of rows) {
      it(`with Accept-Language ${acceptLanguage ?? 'left out'}`, async () => {
        simulator.clock.advance(20 * second);
        const headers = acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage };
        const message = at(await job('api', headers), 'messages', 1);
        assert.equal(at(message, 'localized'), localized);
        assert.equal(
          at(message, 'default_message'),
          'The reconciliation of vc-a.lab.example is complete.',
        );
      });
    }

    it('carry their values by name: a map in api, a list of keys and values in rest', async () => {
      simulator.clock.advance(10 * second);
      assert.deepEqual(at(await job('api'), 'messages', 0, 'params', 'partner'), {
        s: 'vc-c.lab.example',
      });
      assert.deepEqual(at(await job('rest'), 'messages', 0, 'params', 0), {
        key: 'partner',
        value: { s: 'vc-c.lab.example' },
      });
    });
  });
});
