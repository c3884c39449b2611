/**
 * No account is ever locked by us: what an appliance gets to see of sign-ins that it refuses, in one
 * hour of simulated time.
 */
import assert from 'node:assert/strict';
import type { Flow } from 'node-red-node-test-helper';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator';
import type { AnswerReport } from '../../simulator/server/handle-request';
import type { SimulatedRequest } from '../../simulator/server/request-log';
import type { ConnectionTestResult } from '../../src/appliance/test-connection/test-connection';
import type { FlowOptions } from './deployed-flow';
import { type MovedFlow, movedFlows } from './moved-flow';

const minute = 60;

/** Single sign-on never locks its own administrator, so it is another user. */
const username = 'node-red@vsphere.local';
const password = 'VMware1!';

const basic = (user: string, secret: string) =>
  `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;

/** Notes each sign-in that an appliance refuses: when (s), by the user it was for. */
function watchRefusals() {
  const refusals: { at: number; user: string }[] = [];
  const onAnswer = (request: SimulatedRequest, { status }: AnswerReport) => {
    const { authorization = '' } = request.headers;
    if (status !== 401 || authorization === '') return;
    const [user = ''] = Buffer.from(authorization.slice(6), 'base64').toString().split(':');
    refusals.push({ at: request.time.getTime() / 1000, user });
  };
  return {
    onAnswer,
    count: () => refusals.length,
    /** The most of one user within any fifteen minutes. */
    most() {
      const within = refusals.map(
        ({ at, user }) =>
          refusals.filter((other) => other.user === user && other.at >= at && other.at <= at + 900)
            .length,
      );
      return Math.max(0, ...within);
    },
  };
}

/** How an appliance is signed in to. */
interface Way {
  title: string;
  appliance(simulator: Simulator): Record<string, unknown>;
  credentials(secret: string): Record<string, unknown>;
  /** Changes the password at the appliance. */
  change(simulator: Simulator): void;
  /** The most that may be under way when the password changes. */
  user: string;
}

const sso = {
  user: username,
  change: (simulator: Simulator) => simulator.setPassword('changed there'),
};
const root = {
  user: 'root',
  change: (simulator: Simulator) => simulator.setRootPassword('changed there'),
};
const ways: Way[] = [
  {
    title: 'single sign-on, session',
    ...sso,
    appliance: () => ({ auth: 'session' }),
    credentials: (secret) => ({ username, password: secret }),
  },
  {
    title: 'single sign-on, Basic',
    ...sso,
    appliance: () => ({ auth: 'basic' }),
    credentials: (secret) => ({ username, password: secret }),
  },
  {
    title: 'single sign-on, Authorization',
    ...sso,
    appliance: () => ({ auth: 'authorization' }),
    // Without the stand-in's own: a password that changes there would be a change of the settings.
    credentials: (secret) => ({ password: '', authorization: basic(username, secret) }),
  },
  {
    title: 'root on 5480, session (which is Basic there)',
    ...root,
    appliance: ({ managementPort: port }) => ({
      ...{ connection: 'management', auth: 'session', port: String(port) },
    }),
    credentials: (secret) => ({ username: 'root', password: secret }),
  },
  {
    title: 'root on 5480, Basic',
    ...root,
    appliance: ({ managementPort: port }) => ({
      ...{ connection: 'management', auth: 'basic', port: String(port) },
    }),
    credentials: (secret) => ({ username: 'root', password: secret }),
  },
  {
    title: 'root on 5480, Authorization',
    ...root,
    appliance: ({ managementPort: port }) => ({
      ...{ connection: 'management', auth: 'authorization', port: String(port) },
    }),
    credentials: (secret) => ({ authorization: basic('root', secret) }),
  },
];

/** On a tab of their own, where nobody catches or looks: it is an hour of messages. */
const placed = { z: 'busy', x: 100, y: 100 };
const jobs = Array.from({ length: 10 }, (_none, index) => `job ${index}`);

function monitorOf(id: string, appliance: string, interval: string): Flow[number] {
  return {
    ...placed,
    ...{ id, type: 'vcenter-recovery-monitor', appliance, interval, overdueAfter: '0' },
    ...{ reconciliation: true, backup: false, restore: false, missedSchedule: false },
    wires: [[], [], [], []],
  };
}

/** Ten job nodes, a monitor that looks every five seconds, and a wait (the node `job`). */
const pollers = (appliance = 'appliance', prefix = ''): Flow => [
  ...(prefix === '' ? [{ id: 'busy', type: 'tab', label: 'Busy' }] : []),
  ...jobs.map((id) => ({
    ...placed,
    ...{ id: `${prefix}${id}`, type: 'vcenter-reconciliation-job', appliance, action: 'get' },
    ...{ errorOutput: true, outputs: 5 },
    wires: [[], [], [], [], []],
  })),
  monitorOf(`${prefix}monitor`, appliance, '5'),
];

describe('No account is ever locked', function () {
  this.timeout(120_000);
  const startMoved = movedFlows();
  let others: Simulator[] = [];

  afterEach(async () => {
    await Promise.all(others.map((other) => other.stop()));
    others = [];
  });

  const standIn: SimulatorOptions = {
    ...{ scenario: 'never-ending', username, password, rootPassword: password },
  };

  /** Lets so many minutes pass, while each of the job nodes is sent a message every two seconds. */
  async function poll(there: MovedFlow, minutes: number, nodes: readonly string[] = jobs) {
    const end = there.time.now() + minutes * minute * 1000;
    while (there.time.now() < end) {
      for (const node of nodes) there.receive({}, node);
      await there.time.pass(2);
    }
  }

  const optionsOf = (way: Way, simulator: Simulator, secret: string): FlowOptions => ({
    appliance: way.appliance(simulator),
    credentials: way.credentials(secret),
    job: { action: 'wait', report: 'end' },
    nodes: pollers(),
  });

  function press(there: MovedFlow, way: Way, secret: string, force = false) {
    const { simulator } = there;
    const { host, port, ca: authority } = simulator;
    const config = { host, port: String(port), ...way.appliance(simulator) };
    const raw = { config, credentials: way.credentials(secret), tls: { ca: authority } };
    return there.testConnection(raw, force);
  }

  const outcomeOf = ({ steps, left, ask }: ConnectionTestResult) =>
    `${ask ? 'asks' : steps.at(-1)?.step} ${left}`;

  for (const way of ways) {
    describe(way.title, () => {
      it('a wrong password, before and after a deploy', async () => {
        const refusals = watchRefusals();
        const there = await startMoved((simulator) => optionsOf(way, simulator, 'wrong'), {
          ...standIn,
          onAnswer: refusals.onAnswer,
        });
        await there.send('wait');
        await poll(there, 2);
        assert.equal(refusals.count(), 1);
        const pressed: string[] = [];
        for (const _time of [1, 2, 3]) pressed.push(outcomeOf(await press(there, way, 'wrong')));
        assert.deepEqual(pressed, ['signIn 0', 'asks 0', 'asks 0']);
        await poll(there, 10);
        await there.redeploy();
        await poll(there, 48);
        assert.ok(refusals.count() >= 4, `${refusals.count()} in the hour: it tries again`);
        assert.equal(refusals.most(), 2);
        assert.deepEqual(there.simulator.lockouts, []);
        await there.redeploy(optionsOf(way, there.simulator, password));
        await poll(there, 16);
        assert.equal(there.badges('appliance').at(-1), 'green dot ok');
      });

      it('a password that is changed at the appliance', async () => {
        const refusals = watchRefusals();
        const there = await startMoved((simulator) => optionsOf(way, simulator, password), {
          ...standIn,
          onAnswer: refusals.onAnswer,
        });
        await there.send('wait');
        await poll(there, 2);
        assert.equal(refusals.count(), 0);
        way.change(there.simulator);
        there.simulator.expireSessions();
        await poll(there, 2);
        for (const _time of [1, 2, 3]) await press(there, way, password);
        await poll(there, 10);
        await there.redeploy();
        await poll(there, 46);
        assert.ok(refusals.count() >= 3, `${refusals.count()} in the hour`);
        assert.equal(refusals.most(), 2);
        assert.deepEqual(there.simulator.lockouts, []);
        const seen = { told: there.told(), ends: there.ends('wait') };
        assert.deepEqual(seen, { told: [], ends: 0 }, 'the wait goes on');
      });

      it('an outage in which it refuses good credentials: the wait goes on by itself', async () => {
        const refusals = watchRefusals();
        const there = await startMoved((simulator) => optionsOf(way, simulator, password), {
          ...standIn,
          onAnswer: refusals.onAnswer,
        });
        await there.send('wait');
        await poll(there, 2);
        const { simulator } = there;
        await simulator.suspend();
        simulator.expireSessions();
        await poll(there, 2);
        simulator.answerWith('*', ({ authentication }) =>
          authentication === 'none'
            ? undefined
            : { status: 401, body: { error_type: 'UNAUTHENTICATED' } },
        );
        await simulator.resume();
        await poll(there, 10);
        assert.equal(refusals.count(), 2, 'one more after a minute');
        simulator.answerWith('*', undefined);
        await poll(there, 6);
        assert.equal(refusals.most(), 2);
        assert.equal(there.badges('appliance').at(-1), 'green dot ok');
        simulator.setScenario('found-succeeded');
        await poll(there, 1);
        assert.equal(there.ends('wait'), 1);
      });
    });
  }

  it('two spellings of one host', async () => {
    const refusals = watchRefusals();
    const there = await startMoved(
      ({ port }) => ({
        credentials: { username, password: 'wrong' },
        nodes: [
          ...pollers(),
          {
            ...{ id: 'second', type: 'vcenter-appliance', name: 'vc-b', host: 'localhost' },
            ...{ port: String(port), auth: 'session', tls: 'tls', proxyMode: 'none' },
          },
          ...pollers('second', 'second '),
        ],
        nodeCredentials: { second: { username, password: 'wrong' } },
      }),
      { ...standIn, onAnswer: refusals.onAnswer },
    );
    await poll(there, 60, [...jobs, ...jobs.map((job) => `second ${job}`)]);
    assert.ok(refusals.count() >= 4);
    assert.equal(refusals.most(), 2);
    assert.deepEqual(there.simulator.lockouts, []);
  });

  /** Fifty appliances with the same user and password, each with a monitor that looks every minute. */
  async function fifty(onAnswer: NonNullable<SimulatorOptions['onAnswer']>): Promise<MovedFlow> {
    const there = await startMoved({}, { ...standIn, onAnswer });
    const all = { ...standIn, ...there.time.standIn, onAnswer };
    others = await Promise.all(Array.from({ length: 49 }, () => startSimulator(all)));
    const ids = others.map((_other, index) => `appliance ${index}`);
    await there.redeploy({
      nodes: [
        { id: 'busy', type: 'tab', label: 'Busy' },
        monitorOf('monitor', 'appliance', '60'),
        ...others.flatMap(({ host, port }, index) => [
          {
            ...{ id: ids[index] ?? '', type: 'vcenter-appliance', name: `vc-${index}`, host },
            ...{ port: String(port), auth: 'session', tls: 'tls', proxyMode: 'none' },
          },
          monitorOf(`monitor ${index}`, ids[index] ?? '', '60'),
        ]),
      ],
      nodeCredentials: Object.fromEntries(ids.map((id) => [id, { username, password }])),
    });
    // Longer than an acceptance counts for the same secret elsewhere.
    await there.time.pass(6 * minute);
    assert.equal(openSessions(there).length, 50);
    return there;
  }

  const openSessions = ({ simulator }: MovedFlow) =>
    [simulator, ...others].filter((one) => one.counters().openSessions > 0);

  it('fifty appliances share an account with session, and its password is rotated', async () => {
    const refusals = watchRefusals();
    const there = await fifty(refusals.onAnswer);
    for (const one of [there.simulator, ...others]) {
      one.setPassword('rotated');
      one.expireSessions();
    }
    await there.time.pass(60 * minute);
    assert.ok(refusals.count() >= 4);
    assert.equal(refusals.most(), 2, 'over all of them');
  });

  it('fifty with the same user and password, of which two had it changed', async () => {
    const refusals = watchRefusals();
    const there = await fifty(refusals.onAnswer);
    for (const one of others.slice(0, 2)) one.setPassword('changed there');
    for (const one of [there.simulator, ...others]) one.expireSessions();
    await there.time.pass(60 * minute);
    assert.equal(openSessions(there).length, 48);
    assert.ok(refusals.most() <= 4, 'two of each');
  });
});
