import assert from 'node:assert/strict';
import type { Flow } from 'node-red-node-test-helper';
import type { Script, Simulator } from '../../simulator';
import type { FlowOptions } from './deployed-flow';
import { type MovedFlow, movedFlows } from './moved-flow';

const get = 'reconciliation.job.get';
const create = 'reconciliation.job.create';

const runsFor = (seconds: number): Script => [
  { for: seconds, job: { status: 'RUNNING', progress: [0, 100] } },
  { job: { status: 'SUCCEEDED' } },
];

const wait: FlowOptions = { job: { action: 'wait' } };

describe('A deploy in the middle of a wait', () => {
  let there: MovedFlow;

  const startMoved = movedFlows();

  async function waiting(options: FlowOptions = wait, scenario: string | Script = runsFor(60)) {
    there = await startMoved(options, { scenario });
    await there.send('a');
    await there.time.pass(10);
    assert.deepEqual(there.told(), ['a running']);
  }

  async function goesOn(): Promise<void> {
    await there.time.pass(70);
    assert.deepEqual(there.told(), ['a succeeded']);
    assert.equal(there.ends('a'), 1);
  }

  async function ended(): Promise<void> {
    assert.deepEqual(there.told(), []);
    assert.equal(there.ends('a'), 1);
    const before = there.simulator.counters().byOperation[get];
    await there.time.pass(70);
    assert.deepEqual(there.told(), [], 'no message');
    assert.equal(there.simulator.counters().byOperation[get], before, 'nobody asks any more');
  }

  describe('of everything, with nothing changed: it goes on', () => {
    it('once', async () => {
      await waiting();
      await there.redeploy();
      assert.equal(there.ends('a'), 0);
      assert.deepEqual(there.told(), [], 'nothing is told twice');
      await goesOn();
      await there.close();
      const { logins, logouts, openSessions } = there.simulator.counters();
      assert.deepEqual(
        { logins, logouts, openSessions },
        { logins: 2, logouts: 2, openSessions: 0 },
      );
    });
    it('ten times', async () => {
      await waiting();
      for (let deploys = 0; deploys < 10; deploys += 1) {
        await there.redeploy();
        await there.time.pass(2);
      }
      await goesOn();
    });
    it('ten times in a row, without time to look at the job', async () => {
      await waiting();
      for (let deploys = 0; deploys < 10; deploys += 1) await there.redeploy();
      await goesOn();
    });
    it('its message is the one that came, with all that is in it', async () => {
      await waiting();
      const request = { url: '/x' };
      await there.send('b', { topic: 'mine', req: request });
      await there.redeploy();
      await there.time.pass(70);
      there.told();
      assert.equal(there.last('b').topic, 'mine');
      assert.equal(there.last('b').req, request);
    });
    it('with those who joined, each of whom gets one end', async () => {
      await waiting();
      await there.send('b');
      await there.send('c');
      await there.redeploy();
      await there.send('d');
      await there.time.pass(70);
      assert.deepEqual(there.told(), ['a succeeded', 'b succeeded', 'c succeeded', 'd succeeded']);
    });
    it('and its badge shows so', async () => {
      await waiting();
      there.badges();
      await there.redeploy();
      await there.time.pass(6);
      const badges = there.badges();
      assert.match(badges.at(-1) ?? '', /^blue dot \d+ %$/);
    });
    it('its timeout counts from its begin', async () => {
      await waiting({ job: { action: 'wait', timeout: '30' } });
      await there.redeploy();
      await there.time.pass(19.5);
      assert.equal(there.ends('a'), 0);
      await there.time.pass(1);
      assert.deepEqual(there.told(), ['a catch WAIT_TIMED_OUT']);
    });
    it('also while the appliance is out of reach, and its outage counts on', async () => {
      const options = { job: { action: 'wait', outage: '60', interval: '1' } };
      await waiting(options, [
        { for: 12, job: { status: 'RUNNING', progress: 3 } },
        { trouble: 'refused' },
      ]);
      await there.time.pass(32);
      await there.redeploy();
      await there.time.pass(29);
      assert.deepEqual(there.told(), []);
      await there.time.pass(3);
      assert.deepEqual(there.told(), ['a catch UNREACHABLE']);
    });
    it('also while a look is under way that is never answered', async () => {
      await waiting();
      there.simulator.answerWith(get, { how: 'never' });
      await there.time.pass(6);
      await there.redeploy();
      there.simulator.answerWith(get, undefined);
      await there.time.pass(40);
      await goesOn();
    });
    it('it may be stopped by msg.stop', async () => {
      await waiting();
      await there.redeploy();
      await there.send('stop', { stop: true });
      await ended();
    });
  });

  describe('that changes', () => {
    const wired = (wires: string[][]): FlowOptions => ({ job: { action: 'wait', wires } });
    const elsewhere = wired([['running'], ['elsewhere'], [], []]);
    const going: [string, FlowOptions, 'full' | 'nodes'][] = [
      [
        'another node',
        { ...wait, nodes: [{ id: 'elsewhere', z: 'tab', type: 'helper', wires: [] }] },
        'nodes',
      ],
      ['where the node stands', { job: { action: 'wait', x: 500, y: 600 } }, 'nodes'],
      [
        'what the node is described by',
        { job: { action: 'wait', info: 'After a restore.' } },
        'nodes',
      ],
      [
        'what the appliance is described by',
        { ...wait, appliance: { info: 'In the cellar.' } },
        'nodes',
      ],
      [
        'what the appliance is described by',
        { ...wait, appliance: { info: 'In the cellar.' } },
        'full',
      ],
    ];
    for (const [title, options, type] of going) {
      it(`${title} (${type}): it goes on`, async () => {
        await waiting();
        await there.redeploy(options, type);
        await goesOn();
      });
    }
    it('its wires: it goes on, and its end takes the new ones', async () => {
      await waiting();
      await there.redeploy({
        ...elsewhere,
        nodes: [{ id: 'elsewhere', z: 'tab', type: 'helper', wires: [] }],
      });
      await there.time.pass(70);
      assert.deepEqual(there.told(), ['a elsewhere']);
    });

    const ending: [string, FlowOptions][] = [
      ['a setting of the node', { job: { action: 'wait', interval: '6' } }],
      ['what the node does', { job: { action: 'get' } }],
      ['a credential of the node', { ...wait, nodeCredentials: { job: { ssoPassword: 'new' } } }],
      ['that the node is disabled', { job: { action: 'wait', d: true } }],
      ['a setting of the appliance', { ...wait, appliance: { requestTimeout: '31' } }],
      ['a credential of the appliance', { ...wait, credentials: { username: 'somebody' } }],
      ['that the appliance is disabled', { ...wait, appliance: { d: true } }],
    ];
    for (const [title, options] of ending) {
      // The editor sends changed credentials with their node; this test helper cannot.
      const types = title.startsWith('a credential')
        ? ['full' as const]
        : (['full', 'nodes'] as const);
      for (const type of types) {
        it(`${title} (${type}): it ends once, without a message`, async () => {
          await waiting();
          await there.redeploy(options, type);
          await ended();
        });
      }
    }
    it('which appliance it is: it ends once, without a message', async () => {
      await waiting();
      await there.redeploy({
        job: { action: 'wait', appliance: 'second' },
        nodes: [
          { id: 'second', type: 'vcenter-appliance', name: 'vc-b', host: 'vc-b.lab.example' },
        ],
      });
      await ended();
    });
  });

  describe('inside a subflow', () => {
    /**
     * The job node in a subflow with one instance, with its appliance or without. A config node in
     * a subflow that needs another one there is more than Node-RED 4.1 can start.
     */
    function inSubflow(
      { host, port, username, password }: Simulator,
      inside: { appliance: boolean; interval?: string },
    ): FlowOptions {
      const appliance = inside.appliance ? 'inner appliance' : 'appliance';
      const inner: Flow = [
        {
          id: 'inner',
          z: 'sub',
          type: 'vcenter-reconciliation-job',
          appliance,
          action: 'wait',
          interval: inside.interval ?? '5',
          wires: [[], [], [], []],
        },
      ];
      if (inside.appliance) {
        inner.push({
          id: 'inner appliance',
          z: 'sub',
          type: 'vcenter-appliance',
          name: 'vc-inside',
          host,
          port,
          tls: 'tls',
          proxyMode: 'none',
        });
      }
      const outputs = ['running', 'succeeded', 'failed', 'not found'];
      return {
        nodes: [
          {
            id: 'sub',
            type: 'subflow',
            name: 'Wait',
            in: [{ x: 1, y: 1, wires: [{ id: 'inner' }] }],
            out: outputs.map((_, port) => ({ x: 1, y: 1, wires: [{ id: 'inner', port }] })),
          },
          ...inner,
          {
            id: 'instance',
            z: 'tab',
            type: 'subflow:sub',
            wires: outputs.map((output) => [output]),
          },
        ],
        nodeCredentials: {
          'inner appliance': { username, password },
        },
      };
    }

    const rows: [string, { appliance: boolean }][] = [
      ['with an appliance outside', { appliance: false }],
      ['with its appliance', { appliance: true }],
    ];
    for (const [title, inside] of rows) {
      it(`${title}: it goes on`, async () => {
        there = await startMoved((simulator) => inSubflow(simulator, inside), {
          scenario: runsFor(60),
        });
        await there.send('a', {}, 'instance');
        assert.deepEqual(there.told(), ['a running']);
        for (let deploys = 0; deploys < 3; deploys += 1) {
          await there.redeploy();
          assert.equal(there.ends('a'), 0);
          await there.time.pass(6);
        }
        await goesOn();
      });
    }
    it('with other settings: it ends once, without a message', async () => {
      there = await startMoved((simulator) => inSubflow(simulator, { appliance: false }), {
        scenario: runsFor(60),
      });
      await there.send('a', {}, 'instance');
      there.told();
      await there.redeploy(inSubflow(there.simulator, { appliance: false, interval: '6' }));
      await ended();
    });
  });

  describe('of changed nodes only, with an appliance that the message names', () => {
    const named =
      (more: Record<string, unknown> = {}) =>
      ({ host, port, username, password }: Simulator): FlowOptions => ({
        job: { action: 'wait', target: 'vc', targetType: 'msg', appliance: '' },
        nodes: [
          {
            id: 'second',
            type: 'vcenter-appliance',
            name: 'vc-b',
            host,
            port,
            tls: 'tls',
            proxyMode: 'none',
            ...more,
          },
        ],
        nodeCredentials: { second: { username, password } },
      });

    beforeEach(async () => {
      there = await startMoved(named(), { scenario: runsFor(60) });
      await there.send('a', { vc: 'vc-b' });
      assert.deepEqual(there.told(), ['a running']);
    });

    it('nothing changed at that appliance: it goes on', async () => {
      const options = named()(there.simulator);
      await there.redeploy({ ...options, appliance: { requestTimeout: '31' } }, 'nodes');
      await goesOn();
      assert.equal(there.simulator.counters().logins, 1);
    });
    it('it was only described otherwise: it goes on', async () => {
      await there.redeploy(named({ info: 'In the cellar.' })(there.simulator), 'nodes');
      await goesOn();
      assert.equal(there.simulator.counters().logins, 2);
    });
    it('a setting of it changed: it ends once, without a message and without a badge', async () => {
      await there.redeploy(named({ requestTimeout: '31' })(there.simulator), 'nodes');
      assert.equal(there.badges().at(-1), '');
      await ended();
    });
    it('it was removed: it ends once, without a message', async () => {
      await there.redeploy({ ...named()(there.simulator), nodes: [] }, 'nodes');
      await ended();
    });
  });

  describe('that follows a start', () => {
    const started: FlowOptions = { job: { action: 'start', waitAfterStart: true } };

    it('it goes on, full or of changed nodes', async () => {
      there = await startMoved(started, { scenario: 'none' });
      await there.send('a');
      assert.deepEqual(there.told(), ['a running']);
      await there.redeploy();
      await there.time.pass(5);
      const described = { job: { action: 'start', waitAfterStart: true, info: 'Mine.' } };
      await there.redeploy(described, 'nodes');
      await goesOn();
      assert.equal(there.simulator.counters().byOperation[create], 1, 'started once');
    });
    it('with changed settings it ends, and starts nothing', async () => {
      there = await startMoved(started, { scenario: 'none' });
      await there.send('a');
      there.told();
      await there.redeploy({ job: { action: 'start', waitAfterStart: true, interval: '6' } });
      await ended();
      assert.equal(there.simulator.counters().byOperation[create], 1);
    });

    /** Answered after two seconds: so long a deploy of everything waits for it. */
    async function startAnsweredLate(): Promise<void> {
      there = await startMoved(started, { scenario: 'none' });
      there.simulator.answerWith(create, { delay: 2000 });
      await there.send('a');
      await there.simulator.whenRequest(create);
    }
    it('while the start is under way (full): the wait begins after it', async () => {
      await startAnsweredLate();
      await there.redeploy();
      await there.time.pass(5);
      assert.deepEqual(there.told(), ['a running']);
      await goesOn();
    });
    const late: [string, FlowOptions, boolean][] = [
      ['it goes on', { job: { ...started.job, info: 'Mine.' } }, true],
      ['with changed settings it ends', { job: { ...started.job, interval: '6' } }, false],
      ['without the node it ends', { job: { ...started.job, d: true } }, false],
    ];
    for (const [title, options, isGoingOn] of late) {
      it(`while the start is under way (nodes), and is answered after it: ${title}`, async () => {
        await startAnsweredLate();
        await there.redeploy(options, 'nodes');
        assert.equal(there.ends('a'), 0);
        await there.time.pass(5);
        assert.deepEqual(there.told(), isGoingOn ? ['a running'] : []);
        await (isGoingOn ? goesOn() : ended());
        assert.equal(there.simulator.counters().byOperation[create], 1);
      });
    }
  });
});
