/**
 * Fifty appliances and two hundred nodes in a real Node-RED, with faults and deploys at random moments
 * (`npm run test:soak`): nothing is lost, nothing is left open, and nothing grows.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type FlowNode, type NodeRed, startNodeRed } from '../../scripts/node-red-process';
import { makeUserDirectory, type UserDirectory } from '../../scripts/user-directory';
import { type Simulator, startSimulator } from '../../simulator';

/** How long it takes: ten minutes, or as many as SOAK_MINUTES says. */
const minutes = Number(process.env.SOAK_MINUTES ?? 10);
const duration = minutes * 60_000;

const countOfAppliances = 50;
/** Milliseconds between two faults, and between two deploys. */
const pauses = { fault: 400, deploy: 7000 };

/** What Node-RED says of itself (soak-settings.cjs). */
interface Facts {
  received: number;
  ended: number;
  warnings: number;
  heap: number;
  handles: number;
}

/** What goes wrong with an appliance for some seconds. */
const faults: Readonly<Record<string, (simulator: Simulator) => void>> = {
  'is out of reach': (simulator) => simulator.setScenario('services-restarting'),
  'answers slowly': (simulator) => simulator.setScenario('slow'),
  'has a job': (simulator) => simulator.setScenario('never-ending'),
  forbids: (simulator) => simulator.setScenario('forbidden'),
  'has no session free': (simulator) => simulator.setScenario('session-limit'),
  // A logout that is not answered leaves its session open, whatever the client does.
  'is not available': (simulator) =>
    simulator.answerWith('*', ({ operation }) =>
      operation === 'session.delete'
        ? undefined
        : { status: 503, body: 'busy', headers: { 'Retry-After': '1' } },
    ),
  'is broken': (simulator) => simulator.answerWith('backup.job.list', { status: 500, body: '{}' }),
  'breaks off': (simulator) => simulator.answerWith('reconciliation.job.get', { how: 'reset' }),
  drips: (simulator) => simulator.answerWith('restore.job.get', { how: 'drip' }),
  'says nonsense': (simulator) =>
    simulator.answerWith('backup.job.details.list', { status: 200, body: '[1, {"a": null}' }),
  'forgets its sessions': (simulator) => simulator.expireSessions(),
};

/** What may have been answered otherwise. */
const answeredOtherwise = [
  ...(['*', 'backup.job.list', 'reconciliation.job.get', 'restore.job.get'] as const),
  'backup.job.details.list',
] as const;

function recover(simulator: Simulator): void {
  for (const operation of answeredOtherwise) simulator.answerWith(operation, undefined);
  simulator.setScenario('none');
}

function oneOf<Value>(values: readonly Value[]): Value {
  const value = values[Math.floor(Math.random() * values.length)];
  if (value === undefined) throw new RangeError('There is nothing to choose from.');
  return value;
}

/** Each appliance with four nodes that are asked every two seconds; one of them waits. */
function flowOf(simulators: readonly Simulator[], deploy: number): FlowNode[] {
  return simulators.flatMap((simulator, index) => {
    const { host, port, fingerprint, username, password } = simulator;
    const placed = { z: 'tab', x: 100, y: 100, name: '', appliance: `appliance ${index}` };
    const job = { ...placed, targetType: 'appliance', outputs: 4, wires: [[], [], [], []] };
    // What differs from deploy to deploy makes Node-RED start a node, or an appliance, anew.
    const changes = Math.random() < 0.3 ? deploy : 0;
    const asked = [
      { ...job, id: `get ${index}`, type: 'vcenter-reconciliation-job', action: 'get' },
      {
        ...job,
        ...{ id: `wait ${index}`, type: 'vcenter-backup-job', action: 'wait', interval: '1' },
        ...{ timeout: '5', outage: '3', whenBusy: 'join', ended: 'ignore', info: `${changes}` },
      },
      {
        ...placed,
        ...{ id: `check ${index}`, type: 'vcenter-recovery-check', targetType: 'appliance' },
        ...{ maxAge: '5', outputs: 4, wires: [[], [], [], []] },
      },
    ];
    return [
      {
        ...{ id: `appliance ${index}`, type: 'vcenter-appliance', name: `vc-${index}`, host },
        ...{ port: String(port), fingerprint, proxyMode: 'none', requestTimeout: '5' },
        ...{ locale: changes > 0 ? 'de' : '', credentials: { username, password } },
      },
      ...asked,
      {
        ...placed,
        ...{ id: `monitor ${index}`, type: 'vcenter-recovery-monitor', interval: '2' },
        wires: [[], [], [], []],
      },
      {
        ...{ id: `inject ${index}`, type: 'inject', z: 'tab', x: 100, y: 100, props: [] },
        ...{ repeat: '2', once: true, onceDelay: Math.random() * 2 },
        wires: [asked.map(({ id }) => id)],
      },
    ];
  });
}

describe(`${minutes} minutes with ${countOfAppliances} appliances`, function () {
  this.timeout(duration + 240_000);
  let simulators: Simulator[];
  let directory: UserDirectory;
  let nodeRed: NodeRed;

  before(async () => {
    simulators = await Promise.all(
      Array.from({ length: countOfAppliances }, () =>
        startSimulator({ scenario: 'none', validate: false }),
      ),
    );
    directory = await makeUserDirectory();
    const settings = join(__dirname, 'soak-settings.cjs');
    nodeRed = await startNodeRed({ userDirectory: directory.path, settings });
  });
  after(async () => {
    await nodeRed.stop();
    await directory.remove();
    await Promise.all(simulators.map((simulator) => simulator.stop()));
  });

  const facts = async () => (await nodeRed.request('GET', 'soak')) as Facts;

  /** Every message and every error goes on to a node that hears of all of them. */
  const around: FlowNode[] = [
    { id: 'tab', type: 'tab', label: 'Soak' },
    { id: 'catch', type: 'catch', z: 'tab', x: 100, y: 100, scope: null, wires: [[]] },
    { id: 'status', type: 'status', z: 'tab', x: 100, y: 100, scope: null, wires: [[]] },
  ];

  async function deploys(until: number, heaps: number[]): Promise<number> {
    let count = 0;
    while (Date.now() < until) {
      count += 1;
      await nodeRed.deploy([...around, ...flowOf(simulators, count)]);
      await delay(pauses.deploy);
      heaps.push((await facts()).heap);
    }
    return count;
  }

  async function goWrong(until: number): Promise<number> {
    let count = 0;
    const recoveries: Promise<void>[] = [];
    while (Date.now() < until) {
      count += 1;
      const simulator = oneOf(simulators);
      oneOf(Object.values(faults))(simulator);
      recoveries.push(delay(1000 + Math.random() * 7000).then(() => recover(simulator)));
      await delay(pauses.fault);
    }
    await Promise.all(recoveries);
    return count;
  }

  /** Waits until it holds, for a minute at most. */
  async function untilIt(holds: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + 60_000;
    while (!(await holds()) && Date.now() < end) await delay(500);
  }

  it('loses no message, leaves nothing open, and holds no more than at the start', async () => {
    const before = await facts();
    const heaps: number[] = [];
    const until = Date.now() + duration;
    const [deployed, wentWrong] = await Promise.all([deploys(until, heaps), goWrong(until)]);
    // Without the injects, what is under way comes to its end.
    const quiet = flowOf(simulators, 0).filter(({ type }) => type !== 'inject');
    await nodeRed.deploy([...around, ...quiet]);
    await untilIt(async () => {
      const { received, ended } = await facts();
      return received === ended;
    });
    await nodeRed.deploy([]);
    await untilIt(async () => (await facts()).handles <= before.handles);
    await untilIt(async () => simulators.every((one) => one.counters().openSessions === 0));
    const end = await facts();
    const sum = (key: 'requests' | 'logins') =>
      simulators.reduce((total, simulator) => total + simulator.counters()[key], 0);
    const quarter = Math.max(...heaps.slice(0, Math.ceil(heaps.length / 4)));
    const last = Math.max(...heaps.slice(-Math.ceil(heaps.length / 4)));
    const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
    console.log(
      `      ${end.received} messages, ${deployed} deploys, ${wentWrong} faults, ` +
        `${sum('requests')} requests, ${sum('logins')} logins; ` +
        `heap ${megabytes(quarter)} MB in the first quarter, ${megabytes(last)} MB in the last`,
    );
    assert.equal(end.ended, end.received, 'messages that ended');
    const open = simulators.filter((one) => one.counters().openSessions > 0);
    assert.equal(open.length, 0, 'appliances with a session that was left open');
    assert.ok(end.handles <= before.handles, `${end.handles} handles, ${before.handles} before`);
    assert.ok(last <= quarter * 1.15, 'the heap has grown');
    assert.deepEqual(
      simulators.flatMap((simulator) => simulator.lockouts),
      [],
    );
    assert.equal(end.warnings, 0, `warnings of Node.js: ${nodeRed.output()}`);
    assert.deepEqual(
      nodeRed.log.filter(({ level, type = '' }) => level <= 20 && !type.startsWith('vcenter-')),
      [],
    );
  });
});
