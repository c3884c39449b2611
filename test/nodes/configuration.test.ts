import assert from 'node:assert/strict';
import type { Flow } from 'node-red-node-test-helper';
import { type Simulator, startSimulator } from '../../simulator';
import { startConnectProxy } from '../connect-proxy';
import { type DeployedFlow, deploy, type FlowOptions, type SeenMessage } from './deployed-flow';

const variable = (name: string) => `$\{${name}}`;

describe('Which appliance a message goes to', () => {
  let simulator: Simulator;
  let other: Simulator;
  let flow: DeployedFlow | undefined;

  before(async () => {
    [simulator, other] = await Promise.all([
      startSimulator({ scenario: 'found-succeeded' }),
      startSimulator({ scenario: 'none' }),
    ]);
  });
  after(() => Promise.all([simulator.stop(), other.stop()]));
  afterEach(async () => {
    await flow?.close();
    flow = undefined;
  });

  async function seen(options: FlowOptions, message: Record<string, unknown> = {}) {
    flow = await deploy(simulator, options);
    return flow.send(message);
  }

  async function notConfigured(options: FlowOptions, message = {}): Promise<SeenMessage> {
    const { by, message: sent } = await seen(options, message);
    assert.equal(by, 'catch');
    assert.equal(sent.fault?.code, 'NOT_CONFIGURED');
    assert.equal(sent.fault?.retryable, false);
    return sent;
  }

  /** A second appliance, and a third of the same name. */
  const second = () => ({
    nodes: [
      {
        id: 'second',
        type: 'vcenter-appliance',
        name: 'vc-b',
        host: `localhost:${other.port}`,
        tls: 'other tls',
        proxyMode: 'none',
      },
      { id: 'other tls', type: 'tls-config', cert: '', key: '', ca: '', verifyservercert: true },
    ] as Flow,
    nodeCredentials: {
      second: { username: other.username, password: other.password },
      'other tls': { cadata: other.ca },
    },
  });

  describe('without one', () => {
    const rows: [string, FlowOptions, RegExp][] = [
      ['none chosen', { job: { appliance: '' } }, /No appliance is selected/],
      [
        'none chosen, as the editor saves it',
        { job: { appliance: '_ADD_' } },
        /No appliance is selected/,
      ],
      ['one that was deleted', { job: { appliance: 'gone' } }, /has been deleted or is disabled/],
      ['one that is disabled', { appliance: { d: true } }, /has been deleted or is disabled/],
      ['one without a host', { appliance: { host: '' } }, /"Host" is required/],
      ['one without a password', { credentials: { password: '' } }, /"Password" is required/],
      [
        'one whose TLS configuration was deleted',
        { appliance: { tls: 'gone' } },
        /TLS configuration/,
      ],
      ['one whose proxy was deleted', { appliance: { proxyMode: 'node', proxy: 'gone' } }, /proxy/],
      ['an action of a later version', { job: { action: 'juggle' } }, /"Action" is "juggle"/],
    ];
    for (const [title, options, words] of rows) {
      it(`${title}: NOT_CONFIGURED, in words that say so`, async () => {
        assert.match((await notConfigured(options)).fault?.text ?? '', words);
      });
    }
  });

  describe('named by the message or its surroundings (target)', () => {
    const rows: [string, Record<string, unknown>, Record<string, unknown>][] = [
      ['msg, by name', { target: 'where', targetType: 'msg' }, { where: 'vc-b' }],
      ['msg, by host', { target: 'where', targetType: 'msg' }, { where: 'LOCALHOST' }],
      [
        'msg, by the URL of its host',
        { target: 'where', targetType: 'msg' },
        { where: 'https://localhost/ui' },
      ],
      ['msg, nested', { target: 'a.b', targetType: 'msg' }, { a: { b: 'vc-b' } }],
      ['jsonata', { target: '"vc-" & which', targetType: 'jsonata' }, { which: 'b' }],
      ['env', { target: 'TEST_APPLIANCE', targetType: 'env' }, {}],
    ];
    for (const [title, job, message] of rows) {
      it(title, async () => {
        process.env.TEST_APPLIANCE = 'vc-b';
        const { by, message: sent } = await seen({ ...second(), job }, message);
        delete process.env.TEST_APPLIANCE;
        assert.equal(by, 'not found', JSON.stringify(sent.fault));
        assert.equal(sent.job?.appliance.id, 'second');
        assert.equal(sent.job?.appliance.name, 'vc-b');
      });
    }

    it('a name goes before a host', async () => {
      const { nodes, nodeCredentials } = second();
      const [named] = nodes;
      if (named) named.name = '127.0.0.1';
      const job = { target: 'where', targetType: 'msg' };
      const { message } = await seen({ nodes, nodeCredentials, job }, { where: '127.0.0.1' });
      assert.equal(message.job?.appliance.id, 'second');
    });

    const wrong: [string, unknown, RegExp][] = [
      ['none that is deployed', 'vc-z', /No deployed appliance has the name or host "vc-z"/],
      ['a host that nobody deployed', 'vcenter.example.com', /No deployed appliance/],
      ['a URL with a password', 'https://root:pass@vc-z/ui', /has the name or host "vc-z\/ui"/],
      ['an endless one', 'z'.repeat(10_000), /^.{1,140}$/],
      ['3,000 colons', `${':'.repeat(3_000)}!`, /^.{1,140}$/],
      ['an empty one', '', /^msg\.where does not name an appliance/],
      ['none at all', undefined, /does not name an appliance/],
      ['a number', 7, /does not name an appliance/],
      ['an object', { host: 'x' }, /does not name an appliance/],
      ['a promise that never settles', new Promise(() => {}), /does not name an appliance/],
      ['a promise of a name', Promise.resolve('vc-b'), /does not name an appliance/],
    ];
    for (const [title, where, words] of wrong) {
      it(`${title}: NOT_CONFIGURED, never the chosen one instead`, async () => {
        const job = { target: 'where', targetType: 'msg' };
        const begun = performance.now();
        const { fault } = await notConfigured({ ...second(), job }, { where });
        assert.match(fault?.text ?? '', words);
        assert.ok(performance.now() - begun < 5_000, 'nothing else of Node-RED runs meanwhile');
      });
    }

    it('several of one name: NOT_CONFIGURED', async () => {
      const { nodes, nodeCredentials } = second();
      const job = { target: 'where', targetType: 'msg' };
      const third = { id: 'third', type: 'vcenter-appliance', name: 'vc-b', host: 'vc-c' };
      const options = { nodes: [...nodes, third], nodeCredentials, job };
      assert.match(
        (await notConfigured(options, { where: 'vc-b' })).fault?.text ?? '',
        /^Several deployed appliances \(2\)/,
      );
    });

    it('an expression that cannot be read: NOT_CONFIGURED', async () => {
      const job = { target: '$$$(', targetType: 'jsonata' };
      const text = (await notConfigured({ job })).fault?.text ?? '';
      assert.match(text, /cannot be read from jsonata/);
      assert.doesNotMatch(text, /\[object/);
    });
  });

  describe('with environment variables', () => {
    const names = [
      'TEST_HOST',
      'TEST_PORT',
      'TEST_USER',
      'TEST_PASSWORD',
      'TEST_TIMEOUT',
      'TEST_PIN',
    ];
    afterEach(() => {
      for (const name of names) delete process.env[name];
    });

    it('in every field and credential', async () => {
      Object.assign(process.env, {
        TEST_HOST: simulator.host,
        TEST_PORT: String(simulator.port),
        TEST_USER: simulator.username,
        TEST_PASSWORD: simulator.password,
        TEST_TIMEOUT: '20',
        TEST_PIN: simulator.fingerprint,
      });
      const appliance = {
        host: variable('TEST_HOST'),
        port: variable('TEST_PORT'),
        requestTimeout: variable('TEST_TIMEOUT'),
        fingerprint: variable('TEST_PIN'),
        tls: '',
      };
      const credentials = {
        username: variable('TEST_USER'),
        password: variable('TEST_PASSWORD'),
      };
      const { by, message } = await seen({ appliance, credentials });
      assert.equal(by, 'succeeded', JSON.stringify(message.fault));
    });

    const rows: [string, FlowOptions][] = [
      ['host', { appliance: { host: variable('TEST_UNSET') } }],
      ['port', { appliance: { port: variable('TEST_UNSET') } }],
      ['fingerprint', { appliance: { fingerprint: variable('TEST_UNSET') } }],
      ['user', { credentials: { username: variable('TEST_UNSET') } }],
      ['password', { credentials: { password: variable('TEST_UNSET') } }],
      ['error output', { job: { errorOutput: variable('TEST_UNSET') } }],
      [
        'password of the proxy',
        {
          appliance: { proxyMode: 'node', proxy: 'proxy' },
          nodes: [{ id: 'proxy', type: 'http proxy', url: 'http://127.0.0.1:1', noproxy: [] }],
          nodeCredentials: { proxy: { username: 'u', password: variable('TEST_UNSET') } },
        },
      ],
    ];
    for (const [title, options] of rows) {
      it(`not set, for the ${title}: NOT_CONFIGURED, naming the variable`, async () => {
        simulator.resetCounters();
        const { fault } = await notConfigured(options);
        assert.match(fault?.text ?? '', /TEST_UNSET, which is not set/);
        assert.equal(simulator.counters().requests, 0);
      });
    }
  });

  describe('through a core http proxy node', () => {
    it('every connection is a tunnel, signed in with its user; its exclusions go directly', async () => {
      const proxy = await startConnectProxy();
      const proxyNode = (noproxy: string[]) => ({
        appliance: { proxyMode: 'node', proxy: 'proxy' },
        nodes: [{ id: 'proxy', type: 'http proxy', url: proxy.url, noproxy }] as Flow,
        nodeCredentials: { proxy: { username: 'user', password: 'pass' } },
      });
      assert.equal((await seen(proxyNode([]))).by, 'succeeded');
      assert.deepEqual(proxy.tunnels, [`${simulator.host}:${simulator.port}`]);
      const basic = `Basic ${Buffer.from('user:pass').toString('base64')}`;
      assert.deepEqual(proxy.authorizations, [basic]);
      await flow?.redeploy(proxyNode([simulator.host]));
      assert.equal((await flow?.send())?.by, 'succeeded');
      assert.equal(proxy.tunnels.length, 1);
      await proxy.stop();
    });
  });

  describe('inside subflows', () => {
    const wires = [['running'], ['succeeded'], ['failed'], ['not found']];
    const out = [0, 1, 2, 3].map((port) => ({ wires: [{ id: 'inner job', port }] }));
    const job = {
      id: 'inner job',
      z: 'sub',
      type: 'vcenter-reconciliation-job',
      wires: [[], [], [], []],
    };
    const instance = { type: 'subflow:sub', z: 'tab', wires };

    it('two instances with a variable each: each asks its own appliance', async () => {
      const nodes: Flow = [
        {
          id: 'sub',
          type: 'subflow',
          name: 'ask',
          in: [{ wires: [{ id: 'inner job' }] }],
          out,
          env: [],
        },
        { ...job, appliance: 'inner' },
        {
          id: 'inner',
          z: 'sub',
          type: 'vcenter-appliance',
          host: '127.0.0.1',
          port: variable('PORT'),
          fingerprint: variable('PIN'),
          proxyMode: 'none',
        },
        ...[simulator, other].map(({ port, fingerprint }, index) => ({
          ...instance,
          id: `instance ${index}`,
          env: [
            { name: 'PORT', type: 'num', value: String(port) },
            { name: 'PIN', type: 'str', value: fingerprint },
          ],
        })),
      ];
      const { username, password } = simulator;
      const there = await deploy(simulator, {
        nodes,
        nodeCredentials: { inner: { username, password } },
      });
      flow = there;
      const leaves = async (id: string) => {
        const arrived = there.next();
        there.receive({}, id);
        return (await arrived).by;
      };
      assert.equal(await leaves('instance 0'), 'succeeded');
      assert.equal(await leaves('instance 1'), 'not found');
    });

    it('two instances that choose their appliance: each asks the chosen one', async () => {
      const env = [
        {
          name: 'APPLIANCE',
          type: 'vcenter-appliance',
          value: 'appliance',
          ui: { type: 'conf-types' },
        },
      ];
      const { nodes, nodeCredentials } = second();
      const there = await deploy(simulator, {
        nodes: [
          ...nodes,
          {
            id: 'sub',
            type: 'subflow',
            name: 'ask',
            in: [{ wires: [{ id: 'inner job' }] }],
            out,
            env,
          },
          { ...job, appliance: variable('APPLIANCE') },
          { ...instance, id: 'instance 0', env: [] },
          {
            ...instance,
            id: 'instance 1',
            env: [{ name: 'APPLIANCE', type: 'conf-type', value: 'second' }],
          },
        ],
        nodeCredentials,
      });
      flow = there;
      const leaves = async (id: string) => {
        const arrived = there.next();
        there.receive({}, id);
        return (await arrived).by;
      };
      assert.equal(await leaves('instance 0'), 'succeeded');
      assert.equal(await leaves('instance 1'), 'not found');
    });
  });

  it('the health of the appliance reaches Status nodes, once a tab and only when it changes', async () => {
    const more = Array.from({ length: 5 }, (_, index) => ({
      id: `job ${index}`,
      z: 'tab',
      type: 'vcenter-reconciliation-job',
      appliance: 'appliance',
      wires: [[], [], [], []],
    }));
    const there = await deploy(simulator, { nodes: more });
    flow = there;
    const health = () => there.statuses().filter((text) => text.startsWith('appliance:'));
    await there.send();
    await there.send({}, 'job 3');
    assert.deepEqual(health(), ['appliance: vcenter-appliance.status.ok']);
    simulator.answerWith('reconciliation.job.get', { how: 'reset' });
    await there.send();
    simulator.answerWith('reconciliation.job.get', undefined);
    await there.send();
    assert.deepEqual(health(), [
      'appliance: vcenter-appliance.status.unreachable',
      'appliance: vcenter-appliance.status.ok',
    ]);
  });
});
