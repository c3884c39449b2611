import assert from 'node:assert/strict';
import { type Answer, type Simulator, startSimulator } from '../../simulator';
import { type DeployedFlow, deploy, type FlowOptions, type Seen } from './deployed-flow';

const get = 'reconciliation.job.get';
const message = (id: string, text = 'Said so.') => ({ id, default_message: text, args: [] });
const json = (status: number, body: unknown): Answer => ({ status, body: JSON.stringify(body) });
const vapi = (type: string, ...ids: string[]) => ({
  error_type: type,
  messages: ids.map((id) => message(id)),
});
const legacy = (type: string, ...ids: string[]) => ({
  type: `com.vmware.vapi.std.errors.${type}`,
  value: { messages: ids.map((id) => message(id)) },
});

describe('The reconciliation job node, asking once (get)', () => {
  let simulator: Simulator;
  let flow: DeployedFlow;

  before(async () => {
    simulator = await startSimulator({ scenario: 'none' });
  });
  after(() => simulator.stop());
  beforeEach(async () => {
    simulator.answerWith(get, undefined);
    simulator.setScenario('none');
    flow = await deploy(simulator);
  });
  afterEach(() => flow.close());

  async function seeing(answer: Answer): Promise<Seen> {
    simulator.answerWith(get, answer);
    const seen = await flow.send();
    assert.equal(seen.ends, 1, 'it ends exactly once');
    return seen;
  }

  describe('sends the message to the output of its status', () => {
    const rows: [string, string, Seen['by'], string][] = [
      ['RUNNING', 'running', 'running', '40 %'],
      ['INPROGRESS', 'running', 'running', '40 %'],
      ['PENDING', 'running', 'running', '40 %'],
      ['BLOCKED', 'running', 'running', '40 %'],
      ['SUCCEEDED', 'succeeded', 'succeeded', 'vcenter-reconciliation-job.status.succeeded'],
      ['FAILED', 'failed', 'failed', 'vcenter-reconciliation-job.status.failed'],
      ['NONE', 'none', 'not found', 'vcenter-reconciliation-job.status.not-found'],
    ];
    for (const [status, state, output, badge] of rows) {
      it(`${status}: ${output}`, async () => {
        const { by, message: sent } = await seeing(
          json(200, { status, progress: 40, messages: [] }),
        );
        assert.equal(by, output);
        assert.equal(sent.job?.state, state);
        assert.equal(sent.job?.status, status);
        assert.equal(sent.job?.statusCode, 200);
        assert.deepEqual(sent.payload, { status, progress: 40, messages: [] });
        assert.equal(
          flow
            .statuses()
            .filter((text) => text.startsWith('job:'))
            .at(-1),
          `job: ${badge}`,
        );
      });
    }

    it('404, there is no such job: not found', async () => {
      const { by, message: sent } = await flow.send();
      assert.equal(by, 'not found');
      assert.equal(sent.job?.state, 'not-found');
      assert.equal(sent.job?.statusCode, 404);
    });
    it('404 without any message: not found', async () => {
      const { by, message: sent } = await seeing(
        json(404, { error_type: 'NOT_FOUND', messages: [] }),
      );
      assert.equal(by, 'not found');
      assert.deepEqual(sent.payload, { error_type: 'NOT_FOUND', messages: [] });
    });
    it('404 as /rest has it: not found', async () => {
      assert.equal((await seeing(json(404, legacy('not_found')))).by, 'not found');
    });
    it('JSON with another content type, after a byte order mark: as any other', async () => {
      const body = `\uFEFF${JSON.stringify({ status: 'SUCCEEDED' })}`;
      const answer = { status: 200, headers: { 'content-type': 'text/plain' }, body };
      assert.equal((await seeing(answer)).by, 'succeeded');
    });
  });

  describe('changes the message only where it says so', () => {
    it('keeps every other property, msg.statusCode included, and the same message', async () => {
      simulator.setScenario('found-succeeded');
      const seen = await flow.send({
        topic: 'mine',
        statusCode: 200,
        fault: { code: 'OLD' },
        req: { x: 1 },
      });
      const { payload, job, testId, _msgid, ...rest } = seen.message;
      assert.deepEqual(rest, { topic: 'mine', statusCode: 200, req: { x: 1 } });
    });

    it('msg.job names the appliance and carries the kind, texts and times', async () => {
      simulator.setScenario('found-succeeded');
      const { job } = (await flow.send()).message;
      assert.deepEqual(job?.appliance, { id: 'appliance', name: 'vc-a', host: simulator.host });
      assert.equal(job?.kind, 'reconciliation');
      const [warning = ''] = job?.warnings ?? [];
      assert.match(warning, /^Partner \S+ was not up and was left out\.$/);
      const text = `The reconciliation of vc-a succeeded with 1 warning: ${warning} It took `;
      assert.ok(job?.text.startsWith(text), job?.text);
      assert.equal(job?.messages.length, 2, 'the notice that it is complete is a message too');
      assert.match(job?.startTime ?? '', /^\d{4}-\d\d-\d\dT.*Z$/);
      assert.match(job?.endTime ?? '', /^\d{4}-\d\d-\d\dT.*Z$/);
      assert.equal(job?.progress, 100);
    });

    for (const scenario of [
      'failed-error-object',
      'failed-error-string',
      'failed-error-legacy',
      'failed-error-absent',
    ]) {
      it(`finds the reason of ${scenario}`, async () => {
        simulator.setScenario(scenario);
        await flow.send();
        simulator.clock.advance(3_600_000);
        const { by, message: sent } = await flow.send();
        assert.equal(by, 'failed');
        assert.ok((sent.job?.error ?? '').length > 10, `error: ${sent.job?.error}`);
        assert.match(sent.job?.text ?? '', /^The reconciliation of vc-a failed: ./);
      });
    }

    const nestings: [string, (inner: string, depth: number) => string][] = [
      ['lists', (inner, depth) => `${'['.repeat(depth)}${inner}${']'.repeat(depth)}`],
      ['objects', (inner, depth) => `${'{"value":'.repeat(depth)}${inner}${'}'.repeat(depth)}`],
    ];
    for (const [kind, nest] of nestings) {
      it(`bears ${kind} nested 1,000, 10,000 and 300,000 deep, on several wires`, async () => {
        await flow.redeploy({
          job: { wires: [['running', 'another wire'], [], [], []] },
          nodes: [{ id: 'another wire', z: 'tab', type: 'helper', wires: [] }],
        });
        for (const depth of [1000, 10_000, 300_000]) {
          const error = nest('"x"', depth);
          const body = `{"status":"RUNNING","progress":40,"messages":[null,${error}],"error":${error}}`;
          const { by, message: sent } = await seeing({ status: 200, body });
          assert.equal(by, 'running');
          assert.equal(sent.job?.progress, 40);
        }
      });
    }

    it('masks passwords inside location URLs in the payload', async () => {
      const location = 'sftp://svc:s3cret@nas.lab.example/vc';
      const body = {
        status: 'SUCCEEDED',
        target: { id: location },
        messages: [message('a', location)],
      };
      const { message: sent } = await seeing(json(200, body));
      assert.doesNotMatch(JSON.stringify(sent), /s3cret/);
      assert.match(JSON.stringify(sent.payload), /svc:\*\*\*@nas/);
    });
  });

  describe('ends with a fault', () => {
    const frontEnd = 'com.vmware.vapi.rest.operationsForUrlNotFound';
    const rows: [string, Answer, string, RegExp][] = [
      [
        '400 INVALID_ARGUMENT',
        json(400, vapi('INVALID_ARGUMENT', 'a')),
        'INVALID_REQUEST',
        /as invalid/,
      ],
      ['400 FEATURE_IN_USE', json(400, vapi('FEATURE_IN_USE', 'a')), 'REFUSED', /refuses/],
      [
        '403',
        json(403, vapi('UNAUTHORIZED', 'a')),
        'NOT_AUTHORIZED',
        /SystemConfiguration\.ReadOnly/,
      ],
      [
        '404 for the URL',
        json(404, vapi('NOT_FOUND', frontEnd)),
        'API_NOT_FOUND',
        /does not offer this API/,
      ],
      ['404 for the URL, legacy', json(404, legacy('not_found', frontEnd)), 'API_NOT_FOUND', /API/],
      ['404 for a service', json(404, vapi('OPERATION_NOT_FOUND', 'a')), 'API_NOT_FOUND', /API/],
      ['404, HTML', { status: 404, body: '<h1>Not Found</h1>' }, 'API_NOT_FOUND', /Not Found/],
      [
        '404, text',
        { status: 404, body: '404 page not found' },
        'API_NOT_FOUND',
        /404 page not found/,
      ],
      [
        '429',
        { status: 429, headers: { 'retry-after': '61' }, body: '' },
        'UNAVAILABLE',
        /its services have not started yet/,
      ],
      [
        '503, text',
        { status: 503, headers: { 'retry-after': '61' }, body: 'no healthy upstream' },
        'UNAVAILABLE',
        /no healthy upstream/,
      ],
      [
        '500',
        json(500, vapi('INTERNAL_SERVER_ERROR', 'a')),
        'APPLIANCE_ERROR',
        /reported an error/,
      ],
      [
        '200, no JSON',
        { status: 200, body: '<html>Welcome</html>' },
        'INVALID_RESPONSE',
        /not JSON/,
      ],
      ['200, nothing', { status: 200, body: '' }, 'INVALID_RESPONSE', /answer was empty/],
      ['200, no status', json(200, { progress: 3 }), 'INVALID_RESPONSE', /contained no job status/],
      [
        '200, more than 8 MiB',
        { status: 200, body: `"${'x'.repeat(8 * 1024 * 1024)}"` },
        'INVALID_RESPONSE',
        /more than/,
      ],
      [
        'a redirect',
        { status: 302, headers: { location: '/elsewhere' }, body: '' },
        'INVALID_RESPONSE',
        /redirect/,
      ],
      [
        'a word nobody has documented',
        json(200, { status: 'IN PROGRESS' }),
        'UNKNOWN_STATUS',
        /IN PROGRESS/,
      ],
    ];
    for (const [title, answer, code, words] of rows) {
      it(`${title}: ${code}`, async () => {
        const { by, message: sent } = await seeing(answer);
        assert.equal(by, 'catch');
        assert.equal(sent.fault?.code, code);
        assert.match(sent.fault?.text ?? '', words);
        assert.equal(sent.fault?.operation, get);
        assert.deepEqual(sent.fault?.appliance, {
          id: 'appliance',
          name: 'vc-a',
          host: simulator.host,
        });
        assert.equal(sent.error?.code, code, 'Catch sees the code');
        assert.match(sent.error?.message ?? '', words, 'Catch sees the text');
        assert.equal(sent.payload, 'as it came');
        const word = `job: vcenter-reconciliation-job.status.${code.toLowerCase().replaceAll('_', '-')}`;
        assert.ok(flow.statuses().includes(word), word);
      });
    }

    it('its request id is the one that the appliance was sent', async () => {
      const { message: sent } = await seeing(json(500, vapi('ERROR')));
      assert.equal(sent.fault?.requestId, simulator.requests.at(-1)?.headers['x-request-id']);
    });

    it('and a cause that is plain, without a trace of the request', async () => {
      const { message: sent } = await seeing({ how: 'reset' });
      assert.equal(sent.fault?.code, 'UNREACHABLE');
      assert.deepEqual(Object.keys(sent.error?.cause as object).sort(), [
        'code',
        'message',
        'name',
      ]);
    });

    it('TIMED_OUT for an answer that drips, within the time for the whole request', async () => {
      await flow.redeploy({ appliance: { requestTimeout: '1' } });
      simulator.answerWith(get, { how: 'drip' });
      const started = performance.now();
      const { message: sent } = await flow.send();
      assert.equal(sent.fault?.code, 'TIMED_OUT');
      assert.equal(sent.fault?.retryable, true);
      assert.ok(performance.now() - started < 6000, 'three tries of one second, and the pauses');
    });
  });

  describe('at a stranger in the place of an appliance: a fault, never the output not found', () => {
    const strangers: [string, Answer, string, RegExp][] = [
      [
        'a web server',
        { status: 404, body: '<h1>Not Found</h1>' },
        'API_NOT_FOUND',
        /check host, port/,
      ],
      [
        'a Go server',
        { status: 404, body: '404 page not found' },
        'API_NOT_FOUND',
        /404 page not found/,
      ],
      [
        'one that redirects',
        { status: 301, headers: { location: 'https://127.0.0.1/' }, body: '' },
        'INVALID_RESPONSE',
        /redirect, which is not followed/,
      ],
      ['one that says yes to all', { status: 200, body: 'OK' }, 'INVALID_RESPONSE', /not JSON/],
    ];
    for (const auth of ['session', 'basic']) {
      for (const [title, answer, code, words] of strangers) {
        it(`${title}, ${auth}: ${code}`, async () => {
          await flow.redeploy({ appliance: { auth } });
          simulator.answerWith('*', answer);
          const { by, message: sent } = await flow.send();
          simulator.answerWith('*', undefined);
          assert.equal(by, 'catch');
          assert.equal(sent.fault?.code, code);
          assert.match(sent.fault?.text ?? '', words);
        });
      }
    }
    it('a closed port: UNREACHABLE', async () => {
      await simulator.suspend();
      const { by, message: sent } = await flow.send();
      await simulator.resume();
      assert.equal(by, 'catch');
      assert.equal(sent.fault?.code, 'UNREACHABLE');
      assert.match(sent.fault?.text ?? '', /refused the connection: no service is listening/);
    });
  });

  describe('tries a read again where the way there was to blame', () => {
    const ok = json(200, { status: 'SUCCEEDED' });
    const rows: [string, Answer[]][] = [
      ['a reset', [{ how: 'reset' }, ok]],
      ['a body that breaks off', [{ how: 'reset-mid-body' }, ok]],
      [
        '503 as text, then 504',
        [{ status: 503, body: 'no healthy upstream' }, { status: 504, body: '' }, ok],
      ],
      ['429 with Retry-After', [{ status: 429, headers: { 'retry-after': '0' }, body: '' }, ok]],
    ];
    for (const [title, answers] of rows) {
      it(title, async () => {
        simulator.resetCounters();
        simulator.answerWith(get, answers);
        assert.equal((await flow.send()).by, 'succeeded');
        assert.equal(simulator.counters().byOperation[get], answers.length);
      });
    }
    it('twice, and no more', async () => {
      simulator.resetCounters();
      await seeing({ status: 502, body: '' });
      assert.equal(simulator.counters().byOperation[get], 3);
    });
    it('but not where the answer is an answer', async () => {
      simulator.resetCounters();
      await seeing(json(500, vapi('ERROR')));
      assert.equal(simulator.counters().byOperation[get], 1);
    });
  });

  describe('with errorOutput', () => {
    it('a fault leaves by the fifth output, and Catch sees nothing', async () => {
      await flow.redeploy({ job: { errorOutput: true, outputs: 5 } });
      const seen = await seeing(json(500, vapi('ERROR')));
      assert.equal(seen.by, 'error');
      assert.equal(seen.message.fault?.code, 'APPLIANCE_ERROR');
      assert.equal(seen.message.error, undefined);
    });
  });

  describe('through every connection and sign-in', () => {
    const rows: [string, FlowOptions, string][] = [
      ['api, session', {}, '/api/'],
      ['api, basic', { appliance: { auth: 'basic' } }, '/api/'],
      ['rest, session', { appliance: { connection: 'rest' } }, '/rest/'],
      ['rest, basic', { appliance: { connection: 'rest', auth: 'basic' } }, '/rest/'],
      [
        'management, by Basic on every request',
        { appliance: { connection: 'management' } },
        '/rest/',
      ],
    ];
    for (const [title, options, path] of rows) {
      it(title, async () => {
        const management = options.appliance?.connection === 'management';
        await flow.redeploy({
          appliance: {
            ...options.appliance,
            ...(management ? { port: String(simulator.managementPort) } : {}),
          },
          credentials: management ? { username: 'root', password: simulator.rootPassword } : {},
        });
        simulator.setScenario('found-succeeded');
        const { by, message: sent } = await flow.send();
        assert.equal(by, 'succeeded', JSON.stringify(sent.fault));
        assert.equal((sent.payload as { status: string }).status, 'SUCCEEDED', 'no value wrapper');
        const last = simulator.requests.at(-1);
        assert.ok(last?.path.startsWith(path), last?.path);
        const session = title.endsWith('session');
        assert.equal('vmware-api-session-id' in (last?.headers ?? {}), session);
        assert.equal('authorization' in (last?.headers ?? {}), !session);
        simulator.setScenario('none');
        assert.equal((await flow.send()).by, 'not found');
      });
    }

    it('an Authorization value, as it is', async () => {
      await flow.redeploy({
        appliance: { auth: 'authorization' },
        credentials: { authorization: simulator.authorization },
      });
      assert.equal((await flow.send()).by, 'not found');
      assert.equal(simulator.requests.at(-1)?.headers.authorization, simulator.authorization);
    });

    it('the language as Accept-Language, the product as User-Agent', async () => {
      await flow.redeploy({ appliance: { locale: 'de' } });
      await flow.send();
      const headers = simulator.requests.at(-1)?.headers ?? {};
      assert.equal(headers['accept-language'], 'de');
      assert.match(String(headers['user-agent']), /^node-red-vcenter-recovery\/\d+\.\d+\.\d+/);
    });
  });
});
