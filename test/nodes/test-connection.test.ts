import assert from 'node:assert/strict';
import { testConnection } from '../../nodes/dialog-routes/test-connection';
import type { AdminResponse, Runtime } from '../../nodes/runtime/node-red';
import { type FlowNode, type NodeRed, startNodeRed } from '../../scripts/node-red-process';
import { makeUserDirectory, type UserDirectory } from '../../scripts/user-directory';
import { type Simulator, startSimulator } from '../../simulator';
import type { StepResult } from '../../src/appliance/test-connection/test-connection';

const password = 'Sekret-4711!';
const variable = (name: string) => `\${${name}}`;

interface Answer {
  status: number;
  text: string;
  steps: StepResult[];
  /** The whole answer. */
  body: Record<string, unknown>;
}

interface Told {
  /** Whoever asks, where Node-RED wants to know. */
  token?: string;
  type?: string;
  signal?: AbortSignal;
}

/** What a dialog sends: as the appliance's `settings` here, and its fields. */
interface Dialog {
  id?: string;
  force?: unknown;
  language?: unknown;
  config?: Record<string, unknown>;
  credentials?: Record<string, unknown>;
}

async function post(nodeRed: NodeRed, body: unknown, told: Told = {}): Promise<Answer> {
  const { token, type = 'application/json', signal } = told;
  const response = await fetch(new URL('vcenter-recovery/test-connection', nodeRed.url), {
    method: 'POST',
    headers: {
      'Content-Type': type,
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
  const text = await response.text();
  const answer: { steps?: StepResult[] } = text.startsWith('{') ? JSON.parse(text) : {};
  return { status: response.status, text, steps: answer.steps ?? [], body: { ...answer } };
}

/** `settings name connect tls`, or what is wrong in the last. */
function outcome({ steps, text }: Answer): string {
  const last = steps.at(-1);
  assert.ok(last, text);
  return last.ok ? last.step : `${last.step} ${last.code}: ${last.text}`;
}

describe('A mistake in "Test connection" itself', () => {
  it('is answered in words, and told in the log without what was typed', async () => {
    const logged: string[] = [];
    const answers: unknown[] = [];
    const fail = (): never => {
      throw new TypeError(`no ${password}`);
    };
    const runtime: Runtime = {
      settings: {},
      log: { error: (text) => logged.push(text) },
      nodes: {
        ...{ createNode: fail, getNode: fail, registerType: fail },
        ...{ eachNode: fail, getCredentials: fail },
      },
      events: { once: fail },
      util: {
        ...{ cloneMessage: fail, generateId: fail },
        ...{ getSetting: fail, evaluateNodeProperty: fail },
      },
    };
    const response: AdminResponse = {
      status(code) {
        answers.push(code);
        return this;
      },
      json: (body) => answers.push(body),
      on: () => {},
    };
    const body = { id: 'a', config: { host: 'vc-a' }, credentials: { username: 7, password } };
    for (const _again of [1, 2]) {
      await testConnection(runtime, { body, is: () => 'application/json' }, response);
      const text = 'The test failed. See the log of Node-RED.';
      assert.deepEqual(answers.splice(0), [500, { text }]);
      assert.match(logged.pop() ?? '', /the connection test failed\. TypeError: no \*\*\*/);
    }
  });
});

describe('The route of "Test connection"', function () {
  this.timeout(60_000);

  let simulator: Simulator;
  let other: Simulator;

  before(async () => {
    [simulator, other] = await Promise.all([
      startSimulator({ scenario: 'none', password }),
      startSimulator({ scenario: 'none', password }),
    ]);
  });
  after(() => Promise.all([simulator, other].map((one) => one.stop())));

  const addressOf = ({ host, port, fingerprint }: Simulator) => ({ host, port, fingerprint });

  function dialog({ id = 'new', config = {}, credentials = {}, ...rest }: Dialog): Dialog {
    return {
      id,
      ...rest,
      config: {
        ...{ name: '', ...addressOf(simulator), connection: 'api', auth: 'session' },
        ...{ tls: '', proxyMode: 'none', proxy: '', requestTimeout: '30', locale: '', z: '' },
        ...config,
      },
      credentials: { username: simulator.username, password, authorization: '', ...credentials },
    };
  }

  describe('under an httpAdminRoot', () => {
    let directory: UserDirectory;
    let nodeRed: NodeRed;

    const flows = (): FlowNode[] => [
      {
        id: 'tab',
        type: 'tab',
        label: 'Recovery',
        env: [{ name: 'HERE', value: 'localhost', type: 'str' }],
      },
      // A node on each flow, by which its variables can be read.
      { id: 'note', type: 'comment', z: 'tab' },
      {
        id: 'elsewhere',
        type: 'tab',
        label: 'Elsewhere',
        env: [
          { name: 'THERE', value: other.host, type: 'str' },
          { name: 'THERE_TOO', value: String(other.port), type: 'str' },
        ],
      },
      { id: 'other-note', type: 'comment', z: 'elsewhere' },
      {
        id: 'stopped',
        type: 'tab',
        label: 'Stopped',
        disabled: true,
        env: [
          { name: 'THERE', value: simulator.host, type: 'str' },
          { name: 'THERE_TOO', value: String(simulator.port), type: 'str' },
        ],
      },
      {
        id: 'stopped-appliance',
        type: 'vcenter-appliance',
        z: 'stopped',
        host: variable('THERE'),
        port: variable('THERE_TOO'),
        proxyMode: 'none',
        credentials: { username: simulator.username, password },
      },
      {
        id: 'deployed',
        type: 'vcenter-appliance',
        name: 'vc-a',
        ...addressOf(simulator),
        port: String(simulator.port),
        auth: 'session',
        proxyMode: 'none',
        credentials: { username: simulator.username, password },
      },
      {
        id: 'by-variables',
        type: 'vcenter-appliance',
        host: variable('VC_HOST'),
        port: variable('VC_PORT'),
        fingerprint: simulator.fingerprint,
        proxyMode: 'none',
        credentials: { username: simulator.username, password: variable('VC_PASSWORD') },
      },
      {
        id: 'here',
        type: 'vcenter-appliance',
        z: 'tab',
        host: variable('HERE'),
        port: simulator.port,
        fingerprint: simulator.fingerprint,
        proxyMode: 'none',
        credentials: { username: simulator.username, password },
      },
      {
        id: 'header',
        type: 'vcenter-appliance',
        ...addressOf(simulator),
        auth: 'authorization',
        proxyMode: 'none',
        credentials: { authorization: simulator.authorization },
      },
      {
        ...{ id: 'tls', type: 'tls-config', cert: '', key: '', ca: '', verifyservercert: true },
        credentials: { cadata: simulator.ca },
      },
      { id: 'unchecking', type: 'tls-config', cert: '', key: '', ca: '', verifyservercert: false },
      {
        ...{ id: 'tls-2', type: 'tls-config', cert: '', key: '', ca: '', verifyservercert: true },
        credentials: { cadata: other.ca },
      },
      { id: 'proxy', type: 'http proxy', name: '', url: 'http://127.0.0.1:9', noproxy: ['*'] },
      { id: 'proxy-2', type: 'http proxy', name: '', url: 'http://127.0.0.1:9', noproxy: [] },
      {
        id: 'by-authority',
        type: 'vcenter-appliance',
        ...addressOf(simulator),
        fingerprint: '',
        tls: 'tls',
        proxyMode: 'node',
        proxy: 'proxy',
        credentials: { username: simulator.username, password },
      },
      {
        id: 'untrusted',
        type: 'vcenter-appliance',
        ...addressOf(simulator),
        fingerprint: '',
        proxyMode: 'none',
        credentials: { username: simulator.username, password },
      },
      {
        id: 'unchecked',
        type: 'vcenter-appliance',
        ...addressOf(simulator),
        fingerprint: '',
        tls: 'unchecking',
        proxyMode: 'none',
        credentials: { username: simulator.username, password },
      },
    ];

    before(async () => {
      directory = await makeUserDirectory();
      nodeRed = await startNodeRed({
        userDirectory: directory.path,
        define: { httpAdminRoot: '/admin/', 'logging.starter.level': 'trace' },
        environment: {
          ...{ VC_HOST: simulator.host, VC_PORT: String(simulator.port), VC_PASSWORD: password },
        },
      });
      await nodeRed.deploy(flows());
    });
    after(async () => {
      await nodeRed.stop();
      await directory.remove();
    });
    afterEach(() => {
      for (const one of [simulator, other]) {
        one.answerWith('*', undefined);
        one.answerWith('system.version', undefined);
        one.resetCounters();
      }
    });

    const test = (dialogOf: Dialog, told?: Told) => post(nodeRed, dialog(dialogOf), told);
    const stored = { password: '__PWRD__' };

    const rows: [what: string, asked: () => Dialog, expected: RegExp][] = [
      ['an appliance that was never deployed', () => ({}), /^reconciliation$/],
      [
        'a password that is stored',
        () => ({ id: 'deployed', credentials: stored }),
        /^reconciliation$/,
      ],
      [
        'a password that is stored, for the same host in other words',
        () => ({
          id: 'deployed',
          config: { host: `https://${simulator.host}:${simulator.port}/ui`, port: '' },
          credentials: stored,
        }),
        /^reconciliation$/,
      ],
      [
        'a password that was not touched',
        () => ({ id: 'deployed', credentials: { password: undefined } }),
        /^reconciliation$/,
      ],
      [
        'a header that is stored',
        () => ({
          id: 'header',
          config: { auth: 'authorization' },
          credentials: { authorization: '__PWRD__' },
        }),
        /^reconciliation$/,
      ],
      [
        'a new password in place of the stored one',
        () => ({ id: 'deployed', credentials: { password: 'Wrong-4711!' } }),
        /^signIn AUTHENTICATION_FAILED: vc-a/,
      ],
      [
        'no password, where one is stored',
        () => ({ id: 'deployed', credentials: { password: '' } }),
        /^settings NOT_CONFIGURED: "Password" is required/,
      ],
      [
        'a stored password, where none is stored',
        () => ({ credentials: stored }),
        /^settings NOT_CONFIGURED: "Password" is required/,
      ],
      [
        'the password of another kind of node',
        () => ({ id: 'tls', credentials: stored }),
        /^settings NOT_CONFIGURED: "Password" is required/,
      ],
      [
        'a stored password for another port',
        () => ({ id: 'deployed', config: addressOf(other), credentials: stored }),
        /^settings NOT_CONFIGURED: Enter "Password" again: it was stored for 127\.0\.0\.1:\d+ only\.$/,
      ],
      [
        'a stored password for another host',
        () => ({ id: 'deployed', config: { host: 'localhost' }, credentials: stored }),
        /^settings NOT_CONFIGURED: Enter "Password" again/,
      ],
      [
        'a stored password for another side of the appliance',
        () => ({
          id: 'deployed',
          config: { connection: 'management', port: simulator.managementPort },
          credentials: { username: 'root', ...stored },
        }),
        /^settings NOT_CONFIGURED: Enter "Password" again/,
      ],
      [
        'a stored header for another port',
        () => ({
          id: 'header',
          config: { ...addressOf(other), auth: 'authorization' },
          credentials: { authorization: '__PWRD__' },
        }),
        /^settings NOT_CONFIGURED: Enter "Header" again/,
      ],
      [
        'a stored password for the same host, where its certificate is not checked any more',
        () => ({
          id: 'deployed',
          config: { fingerprint: '', tls: 'unchecking' },
          credentials: stored,
        }),
        /^settings NOT_CONFIGURED: Enter "Password" again: .* whose certificate is verified\.$/,
      ],
      [
        'a stored password where no certificate was checked before either',
        () => ({
          id: 'unchecked',
          config: { fingerprint: '', tls: 'unchecking' },
          credentials: stored,
        }),
        /^reconciliation$/,
      ],
      [
        'a new password where no certificate is checked',
        () => ({ id: 'deployed', config: { fingerprint: '', tls: 'unchecking' } }),
        /^reconciliation$/,
      ],
      [
        'a stored password for a host that only another flow calls the same',
        () => ({
          id: 'stopped-appliance',
          config: {
            ...{ z: 'elsewhere', fingerprint: other.fingerprint },
            ...{ host: variable('THERE'), port: variable('THERE_TOO') },
          },
          credentials: stored,
        }),
        /^settings NOT_CONFIGURED: Enter "Password" again: it was stored for another host\.$/,
      ],
      [
        'a stored password that is not needed, for another port',
        () => ({
          id: 'deployed',
          config: { ...addressOf(other), auth: 'authorization' },
          credentials: { ...stored, authorization: other.authorization },
        }),
        /^reconciliation$/,
      ],
      [
        'variables of the process',
        () => ({
          config: { host: variable('VC_HOST'), port: variable('VC_PORT') },
          credentials: { password: variable('VC_PASSWORD') },
        }),
        /^reconciliation$/,
      ],
      [
        'a stored password that is a variable, for a host that is one',
        () => ({ id: 'by-variables', config: { port: '$(VC_PORT)' }, credentials: stored }),
        /^reconciliation$/,
      ],
      [
        'a variable of the flow, where the node is deployed',
        () => ({ id: 'here', config: { z: 'tab', host: variable('HERE') }, credentials: stored }),
        /^reconciliation$/,
      ],
      [
        'a variable of the flow, where the node is new',
        () => ({ config: { z: 'tab', host: variable('HERE') } }),
        /^reconciliation$/,
      ],
      [
        'a variable of a flow that the node is not on',
        () => ({ config: { host: variable('HERE') } }),
        /^settings NOT_CONFIGURED: .*variable HERE, which is not set/,
      ],
      [
        'a TLS configuration',
        () => ({ config: { tls: 'tls', fingerprint: '' } }),
        /^reconciliation$/,
      ],
      [
        'no TLS configuration',
        () => ({ config: { tls: '_ADD_', fingerprint: '' } }),
        /^tls TLS_UNTRUSTED/,
      ],
      [
        'a TLS configuration that is not deployed',
        () => ({ config: { tls: 'new' } }),
        /^settings NOT_CONFIGURED: "TLS configuration" is not deployed yet\. Deploy it/,
      ],
      [
        'a proxy node that is not deployed',
        () => ({ config: { proxyMode: 'node', proxy: 'new' } }),
        /^settings NOT_CONFIGURED: "Proxy node" is not deployed/,
      ],
    ];
    for (const [what, asked, expected] of rows) {
      it(`tests ${what}`, async () => {
        const answer = await test({ ...asked(), config: { name: 'vc-a', ...asked().config } });
        assert.equal(answer.status, 200);
        assert.match(outcome(answer), expected);
        if (expected.source.includes('again')) {
          assert.deepEqual([...simulator.requests, ...other.requests], []);
        }
      });
    }

    const byAuthority = { fingerprint: '', tls: 'tls', proxyMode: 'node', proxy: 'proxy' };
    const changes: [
      what: string,
      id: string,
      config: () => Record<string, unknown>,
      setting: string | undefined,
    ][] = [
      ['as it is deployed', 'by-authority', () => byAuthority, undefined],
      [
        'by another proxy',
        'by-authority',
        () => ({ ...byAuthority, proxy: 'proxy-2' }),
        'Proxy node',
      ],
      [
        'by another proxy, with a pin',
        'by-authority',
        () => ({ ...byAuthority, proxy: 'proxy-2', fingerprint: other.fingerprint }),
        'Pinned certificate',
      ],
      ['without the proxy', 'by-authority', () => ({ ...byAuthority, proxyMode: 'none' }), 'Proxy'],
      [
        'by the proxy of the environment',
        'by-authority',
        () => ({ ...byAuthority, proxyMode: '' }),
        'Proxy',
      ],
      [
        'by another authority',
        'by-authority',
        () => ({ ...byAuthority, tls: 'tls-2' }),
        'TLS configuration',
      ],
      [
        'by the authorities of Node.js',
        'by-authority',
        () => ({ ...byAuthority, tls: '_ADD_' }),
        'TLS configuration',
      ],
      [
        'with a pin that no test has shown',
        'by-authority',
        () => ({ ...byAuthority, fingerprint: other.fingerprint }),
        'Pinned certificate',
      ],
      [
        'unchecked, by a proxy',
        'unchecked',
        () => ({ fingerprint: '', tls: 'unchecking', proxyMode: 'node', proxy: 'proxy-2' }),
        'Proxy',
      ],
      [
        'with another pin',
        'deployed',
        () => ({ fingerprint: other.fingerprint }),
        'Pinned certificate',
      ],
      ['without the pin', 'deployed', () => ({ fingerprint: '' }), 'Pinned certificate'],
      [
        'with a pin beside the deployed one',
        'deployed',
        () => ({ fingerprint: `${simulator.fingerprint} ${other.fingerprint}` }),
        'Pinned certificate',
      ],
      [
        'with the same pin, written otherwise',
        'deployed',
        () => ({ fingerprint: ` ${simulator.fingerprint.replaceAll(':', '').toLowerCase()}` }),
        undefined,
      ],
      [
        'with a proxy that is chosen, but not used',
        'deployed',
        () => ({ proxyMode: 'none', proxy: 'proxy' }),
        undefined,
      ],
    ];
    for (const [what, id, config, setting] of changes) {
      const found = setting === undefined ? 'sends' : 'asks for';
      it(`${found} the stored password where the server is reached ${what}`, async () => {
        const answer = await test({ id, config: config(), credentials: stored });
        if (setting === undefined) {
          assert.equal(outcome(answer), 'reconciliation');
          return;
        }
        assert.equal(
          outcome(answer),
          `settings NOT_CONFIGURED: Enter "Password" again: "${setting}" differs from what is ` +
            'deployed, and the stored value might reach another server.',
        );
        assert.deepEqual([...simulator.requests, ...other.requests], []);
      });
    }

    it('says in German why it asks for the password again', async () => {
      const config = { fingerprint: other.fingerprint };
      const answer = await test({ id: 'deployed', config, credentials: stored, language: 'de' });
      assert.match(
        outcome(answer),
        /: Geben Sie "Kennwort" erneut ein: "Gepinntes Zertifikat" ist anders als übernommen \(deploy\)/,
      );
    });

    it('sends the stored password once the certificate that it has shown is pinned', async () => {
      const untrusted = { id: 'untrusted', config: { fingerprint: '' }, credentials: stored };
      const { steps } = await test(untrusted);
      const { sha256: fingerprint = '' } = steps.at(-1)?.certificate ?? {};
      assert.equal(fingerprint, simulator.fingerprint);
      const pinned = { ...untrusted, config: { fingerprint } };
      assert.equal(outcome(await test(pinned)), 'reconciliation');

      const elsewhere = { ...pinned, config: { fingerprint, proxyMode: 'node', proxy: 'proxy-2' } };
      assert.match(outcome(await test(elsewhere)), /Enter "Password" again: "Proxy" differs/);
      const both = { ...pinned, config: { fingerprint: `${fingerprint},${other.fingerprint}` } };
      assert.match(
        outcome(await test(both)),
        /Enter "Password" again: "Pinned certificate" differs/,
      );
    });

    it('does not take a certificate of another address for the one that it has shown', async () => {
      const shown = await test({ config: { ...addressOf(other), fingerprint: '' } });
      assert.equal(shown.steps.at(-1)?.certificate?.sha256, other.fingerprint);
      const config = { fingerprint: other.fingerprint };
      const answer = await test({ id: 'untrusted', config, credentials: stored });
      assert.match(outcome(answer), /Enter "Password" again: "Pinned certificate" differs/);
    });

    const languages: [language: unknown, expected: RegExp][] = [
      ['de', /^settings NOT_CONFIGURED: "Kennwort" muss angegeben werden\.$/],
      ['en-US', /^settings NOT_CONFIGURED: "Password" is required\.$/],
      ['xx', /^settings NOT_CONFIGURED: "Password" is required\.$/],
      [undefined, /^settings NOT_CONFIGURED: "Password" is required\.$/],
      [{ toString: 1 }, /^settings NOT_CONFIGURED: "Password" is required\.$/],
      [','.repeat(100_000), /^settings NOT_CONFIGURED: "Password" is required\.$/],
    ];
    for (const [language, expected] of languages) {
      const named = (JSON.stringify(language) ?? 'none').slice(0, 20);
      it(`speaks the language of the editor, not that of the appliance: ${named}`, async () => {
        const config = { locale: language === 'de' ? 'en' : 'de' };
        const answer = await test({ config, credentials: { password: '' }, language });
        assert.match(outcome(answer), expected);
      });
    }

    const malformed: [what: string, body: unknown, told: Told, status: number][] = [
      ['nothing', '', {}, 400],
      ['a list', [], {}, 400],
      ['no credentials', { id: 'a', config: {} }, {}, 400],
      ['a list as settings', { id: 'a', config: [], credentials: {} }, {}, 400],
      ['a structure in a field', { id: 'a', config: { host: {} }, credentials: {} }, {}, 400],
      [
        'what has no text',
        `{"id":"a","config":{},"credentials":{"password":{"toString":1}}}`,
        {},
        400,
      ],
      [
        'what is nested without end',
        `{"id":"a","config":{"host":${'['.repeat(20_000)}${']'.repeat(20_000)}},"credentials":{}}`,
        {},
        400,
      ],
      ['an id that is none', { id: { toString: 1 }, config: {}, credentials: {} }, {}, 400],
      [
        'a prototype in place of fields',
        '{"__proto__":{"id":"a","config":{},"credentials":{}}}',
        {},
        400,
      ],
      ['no JSON', 'id=a', { type: 'application/x-www-form-urlencoded' }, 415],
      ['JSON that says it is text', '{}', { type: 'text/plain' }, 415],
      ['far too much', { id: 'a'.repeat(65 * 1024), config: {}, credentials: {} }, {}, 413],
    ];
    for (const [what, body, told, status] of malformed) {
      it(`answers ${what} with ${status}, in words`, async () => {
        const answer = await post(nodeRed, body, told);
        assert.equal(answer.status, status);
        assert.match(answer.text, /^\{"text":"[^"]+"\}$/);
      });
    }

    it('takes whatever a dialog may hold for wrong settings, not for a mistake', async () => {
      const config = { host: 7.5, port: true, tls: 7, proxyMode: null, name: false, z: 0 };
      const answer = await post(nodeRed, { id: '', config, credentials: { password: 7 } });
      assert.equal(answer.status, 200);
      assert.match(outcome(answer), /^settings NOT_CONFIGURED/);
    });

    it('makes one test at a time; one that nobody waits for any more has ended', async () => {
      const waiting = new AbortController();
      simulator.answerWith('system.version', { how: 'never' });
      const first = test({}, { signal: waiting.signal });
      await simulator.whenRequest('system.version');
      const second = await test({});
      assert.equal(second.status, 429);
      assert.match(second.text, /already running/);

      waiting.abort();
      await assert.rejects(first);
      simulator.answerWith('system.version', undefined);
      // The next is let in as soon as the session of the first has ended.
      let third = await test({});
      while (third.status === 429) third = await test({});
      assert.equal(outcome(third), 'reconciliation');
      assert.equal(simulator.counters().openSessions, 0);
    });

    it('is there once, however often flows are deployed', async () => {
      await nodeRed.deploy(flows());
      assert.equal(outcome(await test({ id: 'deployed', credentials: stored })), 'reconciliation');
      assert.equal(simulator.counters().byOperation['session.create'], 1);
    });

    it('asks before it signs in where no safe try is left, and signs in if it is told to', async () => {
      const refused: Dialog = { credentials: { username: 'somebody', password: 'Wrong-4711!' } };
      const lefts: unknown[] = [];
      for (const _time of [1, 2]) lefts.push((await test(refused)).body.left);
      assert.deepEqual(lefts, [1, 0]);
      const sent = () => simulator.counters().byOperation['session.create'];
      const before = sent();

      const { steps, body } = await test(refused);
      assert.deepEqual(
        steps.map(({ step }) => step),
        ['settings', 'name', 'connect', 'tls'],
      );
      assert.deepEqual([body.left, body.ask, typeof body.text], [0, true, 'string']);
      assert.equal(sent(), before, 'nothing was sent that signs in');
      assert.equal((await test({ ...refused, force: 'true' })).body.ask, true, 'true is no word');

      const forced = await test({ ...refused, force: true });
      assert.match(outcome(forced), /^signIn AUTHENTICATION_FAILED/);
      assert.deepEqual([forced.body.left, forced.body.ask], [0, undefined]);
    });

    it('shows no secret in an answer or in the log, though the appliance repeats it', async () => {
      const forms = [password, encodeURIComponent(password), simulator.authorization.slice(6)];
      const message = { id: 'x', default_message: `not ${forms.join(' or ')}`, args: [] };
      const body = { error_type: 'UNAUTHENTICATED', messages: [message] };
      simulator.answerWith('session.create', { status: 401, body });
      const refused = await test({ id: 'deployed', credentials: stored });
      simulator.answerWith('session.create', undefined);
      assert.match(outcome(refused), /^signIn AUTHENTICATION_FAILED: .*not \*\*\*/);
      const passed = await test({ id: 'deployed', credentials: stored });
      const told = [refused.text, passed.text, nodeRed.output(), JSON.stringify(nodeRed.log)];
      for (const form of forms) {
        for (const text of told) assert.ok(!text.includes(form));
      }
    });
  });

  describe('before anything is deployed', () => {
    let directory: UserDirectory;
    let nodeRed: NodeRed;

    before(async () => {
      directory = await makeUserDirectory();
      nodeRed = await startNodeRed({
        userDirectory: directory.path,
        define: { envVarExcludes: ['VC_HIDDEN'] },
        environment: { VC_HOST: simulator.host, VC_HIDDEN: simulator.host },
      });
    });
    after(async () => {
      await nodeRed.stop();
      await directory.remove();
    });

    it('reads variables of the process', async () => {
      const answer = await post(nodeRed, dialog({ config: { host: variable('VC_HOST') } }));
      assert.equal(outcome(answer), 'reconciliation');
    });

    it('reads no variable that Node-RED keeps from flows', async () => {
      const answer = await post(nodeRed, dialog({ config: { host: variable('VC_HIDDEN') } }));
      assert.match(outcome(answer), /^settings NOT_CONFIGURED: .*VC_HIDDEN, which is not set/);
    });
  });

  describe('with adminAuth', () => {
    let directory: UserDirectory;
    let nodeRed: NodeRed;

    /** bcrypt of `editor-password`, with the least work. */
    const hash = '$2b$04$EKonakll0tvjPP5en0AqNOsEFR8GNYg6UKtdglZVxR8N8EPvnOJhS';
    const users = [
      { username: 'writer', password: hash, permissions: '*' },
      { username: 'second', password: hash, permissions: '*' },
      { username: 'reader', password: hash, permissions: 'read' },
    ];

    before(async () => {
      directory = await makeUserDirectory();
      nodeRed = await startNodeRed({
        userDirectory: directory.path,
        define: { adminAuth: { type: 'credentials', users } },
      });
    });
    after(async () => {
      await nodeRed.stop();
      await directory.remove();
    });
    afterEach(() => {
      simulator.answerWith('system.version', undefined);
      simulator.resetCounters();
    });

    async function signIn(username: string): Promise<string> {
      const response = await fetch(new URL('auth/token', nodeRed.url), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          ...{ client_id: 'node-red-editor', grant_type: 'password', scope: '' },
          ...{ username, password: 'editor-password' },
        }),
      });
      const { access_token: token }: { access_token?: string } = JSON.parse(await response.text());
      assert.ok(token);
      return token;
    }

    it('lets in who may deploy', async () => {
      const token = await signIn('writer');
      assert.equal(outcome(await post(nodeRed, dialog({}), { token })), 'reconciliation');
    });

    it('lets in nobody who may only read', async () => {
      const token = await signIn('reader');
      assert.equal((await post(nodeRed, dialog({}), { token })).status, 401);
      assert.deepEqual(simulator.requests, []);
    });

    it('lets in nobody who is not signed in', async () => {
      assert.equal((await post(nodeRed, dialog({}))).status, 401);
      assert.deepEqual(simulator.requests, []);
    });

    it('sends a stored password to a certificate that this user was shown, not another', async () => {
      const [writer, second] = [await signIn('writer'), await signIn('second')];
      const id = 'untrusted';
      const deployed = dialog({ config: { fingerprint: '' } }).config;
      const credentials = { username: simulator.username, password };
      const flow = [{ ...deployed, id, type: 'vcenter-appliance', credentials }];
      await fetch(new URL('flows', nodeRed.url), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${writer}` },
        body: JSON.stringify(flow),
      });
      const stored = { id, credentials: { password: '__PWRD__' } };
      await post(nodeRed, dialog({ ...stored, config: { fingerprint: '' } }), { token: writer });
      const outcomeFor = async (token: string) =>
        outcome(await post(nodeRed, dialog(stored), { token }));
      assert.match(
        await outcomeFor(second),
        /Enter "Password" again: "Pinned certificate" differs/,
      );
      assert.equal(await outcomeFor(writer), 'reconciliation');
    });

    it('makes one test at a time for each user, and lets others test', async () => {
      const [writer, second] = [await signIn('writer'), await signIn('second')];
      const waiting = new AbortController();
      simulator.answerWith('system.version', { how: 'never', times: 1 });
      const first = post(nodeRed, dialog({}), { token: writer, signal: waiting.signal });
      await simulator.whenRequest('system.version');
      assert.equal((await post(nodeRed, dialog({}), { token: writer })).status, 429);
      simulator.answerWith('system.version', undefined);
      const answer = await post(nodeRed, dialog({}), { token: second });
      assert.equal(outcome(answer), 'reconciliation');
      waiting.abort();
      await assert.rejects(first);
    });
  });
});
