import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../../simulator';
import { makeCertificates } from '../../../../simulator/server/certificates';
import { Fault } from '../../../../src/appliance/faults/fault';
import type { RawSettings } from '../../../../src/appliance/settings/appliance-settings';
import { credentialsOf } from '../../../../src/appliance/sign-in/credentials';
import { createSignIns, type SignIns } from '../../../../src/appliance/sign-in/lockout-guard';
import {
  type ConnectionTestOptions,
  type ConnectionTestResult,
  runConnectionTest,
  type StepResult,
} from '../../../../src/appliance/test-connection/test-connection';
import { systemClock } from '../../../../src/clock';
import { type ConnectProxyOptions, startConnectProxy } from '../../../connect-proxy';

const untilServer = ['settings', 'name', 'connect', 'tls'];
const all = [...untilServer, 'signIn', 'version', 'permission', 'reconciliation'];

const denied = {
  status: 403,
  body: {
    error_type: 'UNAUTHORIZED',
    messages: [
      { id: 'com.vmware.vapi.authorization.permission.denied', default_message: 'No.', args: [] },
    ],
  },
};

/** A certificate that ends at no time there is. Its signature is wrong too, which nobody checks first. */
async function timelessCertificate() {
  const material = await makeCertificates({ names: ['127.0.0.1'], freshAuthority: true });
  const { raw, validTo } = new X509Certificate(material.cert);
  const written = new Date(validTo).toISOString().replace(/^..|[-:T]|\..*/g, '');
  raw.write('999999999999', raw.indexOf(written), 'ascii');
  const cert = `-----BEGIN CERTIFICATE-----\n${raw.toString('base64')}\n-----END CERTIFICATE-----\n`;
  return { ...material, cert };
}

/** The settings that reach a simulator, and what is different in a test. */
interface Given {
  options?: SimulatorOptions;
  config?: (simulator: Simulator) => Record<string, unknown>;
  credentials?: (simulator: Simulator) => Record<string, unknown>;
  /** Its authority is trusted, if not told otherwise. */
  tls?: RawSettings['tls'];
  prepare?: (simulator: Simulator) => unknown;
}

describe('A test of the connection', () => {
  const started: { stop(): Promise<void> }[] = [];

  afterEach(async () => {
    await Promise.all(started.splice(0).map((server) => server.stop()));
  });

  async function simulatorWith(options: SimulatorOptions = {}): Promise<Simulator> {
    const simulator = await startSimulator({ scenario: 'none', ...options });
    started.push(simulator);
    return simulator;
  }

  async function proxyWith(options: ConnectProxyOptions = {}) {
    const proxy = await startConnectProxy(options);
    started.push(proxy);
    return proxy;
  }

  function resultOf(
    simulator: Simulator,
    { config, credentials, tls = { ca: simulator.ca } }: Given = {},
    surroundings: Partial<ConnectionTestOptions> = {},
  ): Promise<ConnectionTestResult> {
    const { host, port, username, password } = simulator;
    const read = () => ({
      config: { host, port, ...config?.(simulator) },
      credentials: { username, password, ...credentials?.(simulator) },
      tls,
    });
    const signIns = createSignIns(systemClock);
    const processWide = { signIns, seenAppliances: new Set<string>() };
    const options = { name: 'vc-a', environment: {}, ...processWide, ...surroundings };
    return runConnectionTest(read, options);
  }

  async function test(...given: Parameters<typeof resultOf>): Promise<StepResult[]> {
    return (await resultOf(...given)).steps;
  }

  const namesOf = (steps: StepResult[]) => steps.map(({ step }) => step);
  const factsOf = (steps: StepResult[], name: string) => steps.find(({ step }) => step === name);

  function failureOf(steps: StepResult[]) {
    const last = steps.at(-1);
    assert.ok(last?.ok === false, JSON.stringify(steps));
    assert.ok(steps.slice(0, -1).every(({ ok }) => ok));
    return last;
  }

  it('tells of every step on the way to a healthy appliance', async () => {
    const simulator = await simulatorWith({ scenario: 'running-to-succeeded' });
    const steps = await test(simulator, { config: () => ({ host: 'localhost' }) });
    assert.deepEqual(namesOf(steps), all);
    assert.ok(steps.every(({ ok }) => ok));
    const [settings, name, connect, tls, signIn, version, permission, reconciliation] = steps;
    assert.equal(settings?.address, `localhost:${simulator.port}`);
    assert.ok(name?.addresses?.includes('127.0.0.1'));
    assert.equal(connect?.address, '127.0.0.1');
    assert.ok(Number.isInteger(connect.milliseconds));
    assert.equal(tls?.trust, 'authority');
    const { subject, issuer, names, validFrom, validUntil, sha256 } = tls.certificate ?? {};
    assert.equal(sha256, simulator.fingerprint);
    assert.equal(subject, 'CN=localhost');
    assert.match(issuer ?? '', /^CN=Stand-in appliance authority, O=Simulator$/);
    assert.match(names ?? '', /DNS:localhost, IP Address:127\.0\.0\.1/);
    assert.ok(Date.parse(validFrom ?? '') < Date.now());
    assert.ok(Date.parse(validUntil ?? '') > Date.now());
    assert.equal(signIn?.user, simulator.username);
    assert.deepEqual([version?.version, version?.build], ['8.0.2.00100', '23319993']);
    assert.deepEqual(permission, { step: 'permission', ok: true });
    assert.equal(reconciliation?.status, 'RUNNING');
    assert.equal(typeof reconciliation.progress, 'number');
  });

  it('looks no address up', async () => {
    const steps = await test(await simulatorWith());
    assert.deepEqual(factsOf(steps, 'name'), { step: 'name', ok: true, host: '127.0.0.1' });
  });

  const passing: [string, Given, Record<string, Record<string, unknown>>][] = [
    ['no reconciliation', {}, { reconciliation: { status: 'NONE' } }],
    [
      'a reconciliation that has failed',
      { options: { scenario: 'found-failed' } },
      { reconciliation: { status: 'FAILED' } },
    ],
    [
      'the older dialect',
      { config: () => ({ connection: 'rest' }) },
      { signIn: { user: 'administrator@vsphere.local' }, version: { build: '23319993' } },
    ],
    [
      'the management interface',
      {
        config: ({ managementPort: port }) => ({ connection: 'management', port }),
        credentials: ({ rootPassword: password }) => ({ username: 'root', password }),
      },
      { signIn: { user: 'root' }, version: { version: '8.0.2.00100' } },
    ],
    [
      'an Authorization value',
      {
        config: () => ({ auth: 'authorization' }),
        credentials: ({ authorization }) => ({ authorization }),
      },
      { signIn: { user: undefined } },
    ],
    [
      'a pinned certificate that has expired, of an authority that nobody knows',
      {
        options: { notAfter: new Date(Date.now() - 86_400_000) },
        config: ({ fingerprint }) => ({ fingerprint }),
        tls: {},
      },
      { tls: { trust: 'pin' } },
    ],
    [
      'a certificate that is not checked',
      { tls: { rejectUnauthorized: false } },
      { tls: { trust: 'unchecked' } },
    ],
    [
      'a server that tells nothing of its sessions',
      { prepare: (simulator) => simulator.answerWith('session.get', { status: 404, body: 'No.' }) },
      { signIn: { user: 'administrator@vsphere.local' } },
    ],
  ];
  for (const [what, given, facts] of passing) {
    it(`passes ${what}`, async () => {
      const simulator = await simulatorWith(given.options);
      given.prepare?.(simulator);
      const steps = await test(simulator, given);
      assert.deepEqual(namesOf(steps), all, JSON.stringify(steps.at(-1)));
      assert.ok(steps.every(({ ok }) => ok));
      for (const [name, expected] of Object.entries(facts)) {
        const found = new Map<string, unknown>(Object.entries(factsOf(steps, name) ?? {}));
        for (const [fact, value] of Object.entries(expected)) assert.equal(found.get(fact), value);
      }
    });
  }

  const certificateOf = ({ certificate }: StepResult) => certificate?.sha256;
  const failing: [what: string, steps: string[], code: string, words: RegExp, given: Given][] = [
    [
      'no host',
      ['settings'],
      'NOT_CONFIGURED',
      /"Host" is required/,
      { config: () => ({ host: '' }) },
    ],
    [
      'a variable that is not set',
      ['settings'],
      'NOT_CONFIGURED',
      /variable VC_PASSWORD, which is not set/,
      { credentials: () => ({ password: '$' + '{VC_PASSWORD}' }) },
    ],
    [
      'certificates that cannot be read',
      ['settings'],
      'NOT_CONFIGURED',
      /No connection to .* is possible/,
      { tls: { ca: 'x', cert: 'x', key: 'x' } },
    ],
    [
      'a name that nobody knows',
      ['settings', 'name'],
      'UNREACHABLE',
      /DNS/,
      { config: () => ({ host: 'vc-a.invalid' }) },
    ],
    [
      'a port on which nothing listens',
      ['settings', 'name', 'connect'],
      'UNREACHABLE',
      /refused the connection/,
      { prepare: (simulator) => simulator.suspend() },
    ],
    ['an authority that nobody knows', untilServer, 'TLS_UNTRUSTED', /self.signed/, { tls: {} }],
    [
      'an expired certificate',
      untilServer,
      'TLS_UNTRUSTED',
      /expired/,
      { options: { notAfter: new Date(Date.now() - 86_400_000) } },
    ],
    [
      'a certificate for another name',
      untilServer,
      'TLS_UNTRUSTED',
      /another name/,
      { options: { certificateNames: ['other.example'] } },
    ],
    [
      'a certificate that is not the pinned one',
      untilServer,
      'TLS_UNTRUSTED',
      /that is not pinned/,
      { config: () => ({ fingerprint: 'AB'.repeat(32) }) },
    ],
    [
      'a wrong password',
      [...untilServer, 'signIn'],
      'AUTHENTICATION_FAILED',
      /refused the sign-in/,
      { credentials: () => ({ password: 'wrong' }) },
    ],
    [
      'a wrong password on the management interface',
      [...untilServer, 'signIn'],
      'AUTHENTICATION_FAILED',
      /refused the sign-in/,
      {
        config: ({ managementPort: port }) => ({ connection: 'management', port }),
        credentials: () => ({ username: 'root', password: 'wrong' }),
      },
    ],
    [
      'a full house',
      [...untilServer, 'signIn'],
      'SESSION_LIMIT',
      /no more sessions/,
      { options: { sessionLimit: 0 } },
    ],
    [
      'services that are starting',
      [...untilServer, 'signIn'],
      'UNAVAILABLE',
      /does not look like a vCenter, or its services have not started yet/,
      { prepare: (simulator) => simulator.answerWith('*', { status: 503, body: 'upstream' }) },
    ],
    [
      'services that are starting, of an appliance that has said so itself',
      [...untilServer, 'signIn'],
      'UNAVAILABLE',
      /is not available: its services may be starting/,
      {
        prepare: (simulator) =>
          simulator.answerWith('*', {
            status: 503,
            body: { error_type: 'SERVICE_UNAVAILABLE', messages: [] },
          }),
      },
    ],
    [
      'a plain web server',
      [...untilServer, 'signIn'],
      'API_NOT_FOUND',
      /does not look like a vCenter/,
      { prepare: (simulator) => simulator.answerWith('*', { status: 404, body: 'no page' }) },
    ],
    [
      'another product that accepts the sign-in',
      [...untilServer, 'signIn', 'version'],
      'API_NOT_FOUND',
      /does not look like a vCenter/,
      {
        prepare(simulator) {
          simulator.answerWith('system.version', { status: 404, body: { error: 'no route' } });
          simulator.answerWith('session.get', { status: 200, body: { user: 'x' } });
        },
      },
    ],
    [
      'a version that cannot be told',
      [...untilServer, 'signIn', 'version'],
      'INVALID_RESPONSE',
      /no version/,
      { prepare: (simulator) => simulator.answerWith('system.version', { body: {} }) },
    ],
    [
      'a user in none of the groups',
      [...untilServer, 'signIn', 'permission'],
      'NOT_AUTHORIZED',
      /SystemConfiguration\.ReadOnly/,
      {
        prepare(simulator) {
          simulator.answerWith('system.version', denied);
          simulator.answerWith('reconciliation.job.get', denied);
        },
      },
    ],
    [
      'a user who may not read recovery jobs',
      [...untilServer, 'signIn', 'version', 'permission'],
      'NOT_AUTHORIZED',
      /SystemConfiguration\.ReadOnly/,
      { prepare: (simulator) => simulator.answerWith('reconciliation.job.get', denied) },
    ],
    [
      'a service of recovery jobs that is not there',
      [...untilServer, 'signIn', 'version', 'reconciliation'],
      'API_NOT_FOUND',
      /does not offer this API/,
      {
        prepare: (simulator) =>
          simulator.answerWith('reconciliation.job.get', { status: 404, body: 'no route' }),
      },
    ],
  ];
  for (const [what, names, code, words, given] of failing) {
    it(`stops at ${what}`, async () => {
      const simulator = await simulatorWith(given.options);
      await given.prepare?.(simulator);
      const steps = await test(simulator, given);
      assert.deepEqual(namesOf(steps), names, JSON.stringify(steps));
      const failed = failureOf(steps);
      assert.equal(failed.code, code);
      assert.match(failed.text, words);
      const looksStrange = /does not look like a vCenter/.test(failed.text);
      assert.equal(failed.isStranger, looksStrange ? true : undefined);
      if (code === 'TLS_UNTRUSTED') {
        assert.equal(certificateOf(failed), simulator.fingerprint);
        assert.deepEqual(simulator.requests, []);
      }
      assert.equal(
        failed.group,
        code === 'NOT_AUTHORIZED' ? 'SystemConfiguration.ReadOnly' : undefined,
      );
      assert.equal(simulator.counters().openSessions, 0);
    });
  }

  it('tells what lay beneath, and what the appliance said, apart from its own sentence', async () => {
    const simulator = await simulatorWith();
    const refused = failureOf(
      await test(simulator, { credentials: () => ({ password: 'wrong' }) }),
    );
    assert.equal(refused.reason, '401');
    assert.equal(refused.detail, 'Unable to authenticate user');
    const unknown = failureOf(await test(simulator, { config: () => ({ host: 'vc-a.invalid' }) }));
    assert.match(unknown.detail ?? '', /vc-a\.invalid/);
    assert.ok(['ENOTFOUND', 'EAI_AGAIN'].includes(unknown.reason ?? ''), unknown.reason);
    const { reason, detail } = failureOf(await test(simulator, { config: () => ({ host: '' }) }));
    assert.deepEqual([reason, detail], [undefined, undefined]);
  });

  it('tells no more of what lay beneath than a person reads', async () => {
    const certificateNames = Array.from({ length: 100 }, (_none, index) => `vc-${index}.example`);
    const simulator = await simulatorWith({ certificateNames });
    const steps = await test(simulator, { config: () => ({ host: 'localhost' }) });
    const { reason, detail = '', certificate } = failureOf(steps);
    assert.equal(reason, 'ERR_TLS_CERT_ALTNAME_INVALID');
    assert.equal(detail.length, 500);
    assert.equal(certificate?.names.length, 500);
  });

  it('goes through the proxy, and leaves the name to it', async () => {
    const [simulator, proxy] = [await simulatorWith(), await proxyWith()];
    const steps = await test(simulator, {}, { environment: { HTTPS_PROXY: proxy.url } });
    assert.deepEqual(namesOf(steps), all);
    const { host } = new URL(proxy.url);
    assert.equal(factsOf(steps, 'name')?.proxy, host);
    assert.equal(factsOf(steps, 'connect')?.proxy, host);
    assert.equal(factsOf(steps, 'tls')?.certificate?.sha256, simulator.fingerprint);
  });

  it('shows a certificate behind a proxy that is not trusted', async () => {
    const [simulator, proxy] = [await simulatorWith(), await proxyWith()];
    const environment = { HTTPS_PROXY: proxy.url };
    const failed = failureOf(await test(simulator, { tls: {} }, { environment }));
    assert.equal(certificateOf(failed), simulator.fingerprint);
  });

  it('tells of a port that speaks something else than TLS', async () => {
    const simulator = await simulatorWith();
    // A proxy stands for any server that speaks HTTP.
    const { port } = new URL((await proxyWith()).url);
    const { step, text, detail } = failureOf(await test(simulator, { config: () => ({ port }) }));
    assert.equal(step, 'tls');
    assert.match(text, /does not use TLS on that port/);
    assert.equal(detail, 'wrong version number');
  });

  it('shows a certificate whose times cannot be read', async () => {
    const simulator = await simulatorWith({ tls: await timelessCertificate() });
    const { certificate } = failureOf(await test(simulator, { tls: {} }));
    assert.equal(certificate?.sha256, simulator.fingerprint);
    assert.match(certificate.validFrom, /^\d{4}-\d\d-\d\dT/);
    assert.equal(certificate.validUntil, 'Bad time value');
  });

  it('tells which proxy refuses the way', async () => {
    const [simulator, proxy] = [await simulatorWith(), await proxyWith({ refuseWith: 407 })];
    const environment = { HTTPS_PROXY: proxy.url };
    const { step, text } = failureOf(await test(simulator, {}, { environment }));
    assert.equal(step, 'connect');
    assert.match(text, /the proxy: .* requires a user name and password/);
  });

  it('leaves nothing behind: no session, no connection', async () => {
    const simulator = await simulatorWith();
    await test(simulator);
    const { logins, logouts, openSessions } = simulator.counters();
    assert.deepEqual({ logins, logouts, openSessions }, { logins: 1, logouts: 1, openSessions: 0 });
  });

  it('ends the session also of a user who may not do anything', async () => {
    const simulator = await simulatorWith();
    simulator.answerWith('reconciliation.job.get', denied);
    await test(simulator);
    assert.equal(simulator.counters().openSessions, 0);
  });

  it('ends the session also where it is refused as soon as it is open', async () => {
    const simulator = await simulatorWith();
    simulator.answerWith('session.get', { status: 401, body: { error_type: 'UNAUTHENTICATED' } });
    assert.equal(failureOf(await test(simulator)).step, 'signIn');
    const { logins, openSessions } = simulator.counters();
    assert.deepEqual({ logins, openSessions }, { logins: 1, openSessions: 0 });
  });

  it('ends the session also where it is given up before that is open', async () => {
    const simulator = await simulatorWith({ serviceTime: 300 });
    const gone = new AbortController();
    const steps = test(simulator, {}, { signal: gone.signal });
    await simulator.whenRequest('session.create');
    gone.abort();
    assert.equal(failureOf(await steps).step, 'signIn');
    const { logins, openSessions } = simulator.counters();
    assert.deepEqual({ logins, openSessions }, { logins: 1, openSessions: 0 });
  });

  it('does not wait for a login that never ends', async () => {
    const simulator = await simulatorWith();
    simulator.answerWith('session.create', { how: 'never' });
    const failed = failureOf(await test(simulator, {}, { timeLimit: 100 }));
    assert.deepEqual([failed.step, failed.code], ['signIn', 'TIMED_OUT']);
  });

  describe('after refused sign-ins', () => {
    const wrong: Given = { credentials: () => ({ password: 'wrong' }) };

    /** As an appliance node signs in. */
    function flow(simulator: Simulator, signIns: SignIns, attempt: () => Promise<unknown>) {
      const { host, port, username, password } = simulator;
      const own = { host, port, username, password, authorization: '' };
      const signIn = {
        ...({ by: 'nodes', isLogin: true, subject: 'vc-a', operation: 'login' } as const),
        credentials: credentialsOf({ ...own, authentication: 'session' }),
        ...{ timeout: 1000, signal: new AbortController().signal },
      };
      return signIns.run(signIn, attempt);
    }
    const letIn = async () => 'let in';

    const said = ({ steps, left, ask }: ConnectionTestResult) => {
      const last = steps.at(-1);
      return [last?.step, last?.ok ? 'ok' : last?.code, left, ask].filter((it) => it !== undefined);
    };

    it('tries while one of two is left, then asks, and obeys', async () => {
      const simulator = await simulatorWith();
      const surroundings = { signIns: createSignIns(systemClock) };
      const press = (given: Given, force = false) =>
        resultOf(simulator, given, { ...surroundings, force });
      const logins = () => simulator.counters().byOperation['session.create'] ?? 0;
      assert.deepEqual(said(await press(wrong)), ['signIn', 'AUTHENTICATION_FAILED', 1]);
      assert.deepEqual(said(await press(wrong)), ['signIn', 'AUTHENTICATION_FAILED', 0]);

      const asked = await press(wrong);
      assert.deepEqual(said(asked), ['tls', 'ok', 0, true]);
      assert.deepEqual(Object.keys(asked), ['steps', 'left', 'ask', 'text', 'retryAfter']);
      assert.match(asked.text ?? '', /may lock it: root .*hardened .*single sign-on/);
      assert.match(asked.text ?? '', /The next safe try is in 1[56] min \(\d\d:\d\d\)\.$/);
      assert.equal(logins(), 2);

      assert.deepEqual(said(await press({})), ['tls', 'ok', 0, true], 'also with a good password');
      assert.deepEqual(said(await press(wrong, true)), ['signIn', 'AUTHENTICATION_FAILED', 0]);
      assert.deepEqual(said(await press({}, true)), ['reconciliation', 'ok', 0]);
      assert.equal(logins(), 4);
    });

    it('fails at what is wrong before the sign-in, and says how many are left', async () => {
      const simulator = await simulatorWith();
      const surroundings = { signIns: createSignIns(systemClock) };
      for (const _time of [1, 2]) await resultOf(simulator, wrong, surroundings);
      const untrusted = await resultOf(simulator, { tls: {} }, surroundings);
      assert.deepEqual(said(untrusted), ['tls', 'TLS_UNTRUSTED', 0]);
      const noHost = await resultOf(simulator, { config: () => ({ host: '' }) }, surroundings);
      assert.deepEqual(said(noHost), ['settings', 'NOT_CONFIGURED', 2]);
    });

    it('a success ends the pause of nodes that have the same password', async () => {
      const simulator = await simulatorWith();
      const signIns = createSignIns(systemClock);
      const refuse = async () => {
        throw new Fault({ code: 'AUTHENTICATION_FAILED', sentences: ['No.'] });
      };
      await assert.rejects(flow(simulator, signIns, refuse), /^No\. Next try in 15 min/);
      await assert.rejects(flow(simulator, signIns, letIn), /Next try in 15 min/);
      const passed = await resultOf(simulator, {}, { signIns });
      assert.deepEqual(said(passed), ['reconciliation', 'ok', 1]);
      assert.equal(await flow(simulator, signIns, letIn), 'let in');
    });
  });

  it('shows no password, also where the appliance repeats it', async () => {
    const simulator = await simulatorWith();
    const message = { id: 'x', default_message: 'wrong-password is wrong', args: [] };
    const body = { error_type: 'UNAUTHENTICATED', messages: [message] };
    simulator.answerWith('session.create', { status: 401, body });
    const steps = await test(simulator, { credentials: () => ({ password: 'wrong-password' }) });
    assert.match(failureOf(steps).text, /\*\*\* is wrong/);
    assert.doesNotMatch(JSON.stringify(steps), /wrong-password/);
  });

  it('gives up after its time, and says so', async () => {
    const simulator = await simulatorWith();
    simulator.answerWith('system.version', { how: 'never' });
    const failed = failureOf(await test(simulator, {}, { timeLimit: 300 }));
    assert.deepEqual([failed.step, failed.code], ['version', 'TIMED_OUT']);
    assert.match(failed.text, /no answer within/);
    assert.equal(simulator.counters().openSessions, 0);
  });

  it('ends at once when nobody waits for it any more', async () => {
    const simulator = await simulatorWith();
    simulator.answerWith('system.version', { how: 'never' });
    const gone = new AbortController();
    const steps = test(simulator, {}, { signal: gone.signal });
    await simulator.whenRequest('system.version');
    gone.abort();
    assert.equal(failureOf(await steps).step, 'version');
    assert.equal(simulator.counters().openSessions, 0);
  });
});
