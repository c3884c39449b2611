import assert from 'node:assert/strict';
import type { ErrorShape } from '../../simulator';
import { applianceForEachTest } from './appliances';
import { createCaller, reconciliationSpec } from './caller';
import { at, type DialectName, dialectNames, faultOf, requestParts, unwrapped } from './client';

const second = 1000;

describe('Stand-in appliance: the reconciliation job', () => {
  const there = applianceForEachTest();

  const get = (dialect: DialectName) => there.callers[dialect].ask('reconciliation.job.get');
  const job = (dialect: DialectName = 'api') =>
    there.callers[dialect].get('reconciliation.job.get');

  const messageIds = (info: unknown): unknown[] =>
    [at(info, 'messages')].flat().map((message) => at(message, 'id'));

  describe('How it goes', () => {
    for (const dialect of dialectNames) {
      it(`${dialect}: runs for twenty seconds, with rising progress, and succeeds`, async () => {
        const seen: unknown[] = [];
        for (let elapsed = 0; elapsed <= 20; elapsed += 5) {
          const info = await job(dialect);
          seen.push([at(info, 'status'), at(info, 'progress'), at(info, 'end_time') !== undefined]);
          there.simulator.clock.advance(5 * second);
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
        there.simulator.clock.advance(3 * second);
      }
      assert.equal(courses.size, 5);
    });

    it('keeps its start, and ends when it ended', async () => {
      const start = at(await job(), 'start_time');
      there.simulator.clock.advance(60 * second);
      const info = await job();
      assert.equal(at(info, 'start_time'), start);
      const length = Date.parse(String(at(info, 'end_time'))) - Date.parse(String(start));
      assert.equal(length, 20 * second);
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
        there.simulator.setScenario(scenario);
        there.simulator.clock.advance(3600 * second);
        const info = await job();
        assert.equal(at(info, 'status'), status);
        assert.equal(at(info, 'start_time') !== undefined, status !== 'NONE');
        assert.equal(at(info, 'end_time') !== undefined, ended);
      });
    }

    it('found ended, it began before the appliance was asked', async () => {
      there.simulator.setScenario('found-succeeded');
      const info = await job();
      const [start, end] = ['start_time', 'end_time'].map((name) =>
        Date.parse(String(at(info, name))),
      );
      assert.ok(start !== undefined && end !== undefined);
      assert.ok(start < end && end < there.simulator.clock.now().getTime());
    });

    for (const dialect of dialectNames) {
      it(`none, over ${dialect}: 404, of the type for what is not there`, async () => {
        there.simulator.setScenario('none');
        const received = await get(dialect);
        assert.equal(received.status, 404);
        if (dialect === 'api') assert.equal(at(received.json, 'error_type'), 'NOT_FOUND');
        else assert.equal(at(received.json, 'type'), 'com.vmware.vapi.std.errors.not_found');
        const id = String(at(unwrapped(dialect, received), 'messages', 0, 'id'));
        assert.ok(!id.startsWith('com.vmware.vapi.rest.'), id);
      });
    }
  });

  describe("A script of one's own", () => {
    it('that has a job begins a new one', async () => {
      there.simulator.clock.advance(5 * second);
      there.simulator.setScenario([{ job: { status: 'RUNNING', progress: 7 } }]);
      const info = await job();
      assert.equal(at(info, 'progress'), 7);
      assert.equal(at(info, 'start_time'), there.simulator.clock.now().toISOString());
    });

    it('that has none lets the one there is go on', async () => {
      there.simulator.setScenario('found-failed');
      const before = await job();
      there.simulator.setScenario([{ for: 5, trouble: 'no-healthy-upstream' }, {}]);
      assert.equal((await get('api')).status, 503);
      there.simulator.clock.advance(5 * second);
      assert.deepEqual(await job(), before);
    });

    it('may have messages of its own', async () => {
      const message = { id: 'mine', text: { en: 'Step {0} of {1}.' }, args: ['3', '7'] };
      there.simulator.setScenario([{ job: { status: 'RUNNING', messages: [message] } }]);
      assert.equal(at(await job(), 'messages', 0, 'default_message'), 'Step 3 of 7.');
    });

    it('needs a phase', () => {
      assert.throws(() => there.simulator.setScenario([]), /at least one phase/);
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
          there.simulator.setScenario(`failed-error-${shape}`);
          there.simulator.clock.advance(20 * second);
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
        there.simulator.clock.advance(20 * second);
        const headers = acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage };
        const caller = createCaller(there.client, there.simulator, 'api', headers);
        const message = at(await caller.get('reconciliation.job.get'), 'messages', 1);
        assert.equal(at(message, 'localized'), localized);
        assert.equal(
          at(message, 'default_message'),
          'The reconciliation of vc-a.lab.example is complete.',
        );
      });
    }

    it('carry their values by name: a map in api, a list of keys and values in rest', async () => {
      there.simulator.clock.advance(10 * second);
      assert.deepEqual(at(await job('api'), 'messages', 0, 'params', 'partner'), {
        s: 'vc-c.lab.example',
      });
      assert.deepEqual(at(await job('rest'), 'messages', 0, 'params', 0), {
        key: 'partner',
        value: { s: 'vc-c.lab.example' },
      });
    });
  });

  describe('When it is started', () => {
    const create = (dialect: DialectName, input: unknown) =>
      there.callers[dialect].ask('reconciliation.job.create', { input });

    for (const dialect of dialectNames) {
      it(`${dialect}: makes a new job that runs and succeeds`, async () => {
        there.simulator.setScenario('none');
        const created = await create(dialect, reconciliationSpec);
        assert.equal(created.status, dialect === 'api' ? 201 : 200);
        assert.equal(at(unwrapped(dialect, created), 'status'), 'RUNNING');
        there.simulator.clock.advance(10 * second);
        assert.equal(at(await job(dialect), 'progress'), 50);
        there.simulator.clock.advance(10 * second);
        assert.equal(at(await job(dialect), 'status'), 'SUCCEEDED');
      });
    }

    it('after one that succeeded has a start time of its own', async () => {
      there.simulator.setScenario('found-succeeded');
      const before = at(await job(), 'start_time');
      assert.equal((await create('api', reconciliationSpec)).status, 201);
      assert.equal(at(await job(), 'start_time'), there.simulator.clock.now().toISOString());
      assert.notEqual(at(await job(), 'start_time'), before);
    });

    for (const scenario of ['found-failed', 'not-restored']) {
      for (const dialect of dialectNames) {
        it(`${dialect}, in the scenario ${scenario}: refused, and the job left as it was`, async () => {
          there.simulator.setScenario(scenario);
          const before = await get(dialect);
          const refused = await create(dialect, reconciliationSpec);
          assert.equal(faultOf(refused), '400 NOT_ALLOWED_IN_CURRENT_STATE');
          assert.equal((await get(dialect)).text, before.text);
        });
      }
    }

    const bodies: readonly [what: string, dialect: DialectName, body: unknown][] = [
      ['what is not JSON', 'api', '{'],
      ['no body at all', 'api', undefined],
      ['a wrapping that is not its own', 'api', { spec: reconciliationSpec }],
      ['no wrapping', 'rest', reconciliationSpec],
      ['no structure in the wrapping', 'rest', 'null'],
    ];
    for (const [what, dialect, body] of bodies) {
      it(`${dialect} takes no body with ${what}`, async () => {
        there.simulator.setScenario('none');
        const { authorization } = there.simulator;
        const parts = requestParts[dialect]['reconciliation.job.create'];
        const refused = await there.client.ask({ ...parts, headers: { authorization }, body });
        assert.equal(refused.status, 400);
        assert.equal((await get(dialect)).status, 404);
      });
    }

    it('with a wrong single sign-on password begins, and then fails for that reason', async () => {
      there.simulator.setScenario('none');
      const spec = { ...reconciliationSpec, sso_admin_user_password: 'wrong' };
      assert.equal((await create('api', spec)).status, 201);
      there.simulator.clock.advance(5 * second);
      const info = await job();
      assert.equal(at(info, 'status'), 'FAILED');
      assert.match(
        String(at(info, 'error', 'messages', 0, 'default_message')),
        /refused the administrator administrator@vsphere\.local/,
      );
    });

    for (const [ignore, status] of [
      [undefined, 'FAILED'],
      [false, 'FAILED'],
      [true, 'SUCCEEDED'],
    ] as const) {
      it(`where there are warnings and ignore_warnings is ${ignore}: ${status}`, async () => {
        there.simulator.setScenario('start-warns');
        const spec =
          ignore === undefined
            ? reconciliationSpec
            : { ...reconciliationSpec, ignore_warnings: ignore };
        assert.equal((await create('api', spec)).status, 201);
        there.simulator.clock.advance(20 * second);
        assert.equal(at(await job(), 'status'), status);
      });
    }

    it('goes as the scenario says', async () => {
      there.simulator.setScenario('start-fails');
      assert.equal((await create('api', reconciliationSpec)).status, 201);
      there.simulator.clock.advance(30 * second);
      assert.equal(at(await job(), 'status'), 'FAILED');
    });

    it('leaves what else holds as it is', async () => {
      there.simulator.setScenario([{ job: 'none', trouble: 'session-limit' }]);
      assert.equal((await create('api', reconciliationSpec)).status, 201);
      const { authorization } = there.simulator;
      const parts = requestParts.api['session.create'];
      assert.equal((await there.client.ask({ ...parts, headers: { authorization } })).status, 503);
    });
  });
});
