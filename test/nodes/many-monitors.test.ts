/** Monitors of many appliances in one process: their first looks, their connections, their deploys. */
import assert from 'node:assert/strict';
import helper, { type Flow } from 'node-red-node-test-helper';
import { type Simulator, startSimulator } from '../../simulator';
import type { SimulatedRequest } from '../../simulator/server/request-log';
import { applianceCredentials, applianceNodes } from './appliance-in-flow';
import { loadNodes } from './load-nodes';
import { type MovedTime, moveTime } from './moved-time';
import { applianceModule } from './process-wide';
import { inTime, setFlows } from './set-flows';

const many = 20;
/** Seconds. */
const interval = 15;
const ids = Array.from({ length: many }, (_, index) => String(index));

describe('Recovery monitors of many appliances', () => {
  let time: MovedTime;
  let simulator: Simulator;
  let deployedAt: number;
  let isFirst: boolean;

  beforeEach(async () => {
    isFirst = true;
    time = moveTime();
    simulator = await startSimulator({ scenario: 'none', ...time.standIn });
    await loadNodes(
      [
        applianceModule(time.clock),
        require('../../nodes/vcenter-recovery-monitor'),
        require('@node-red/nodes/core/network/05-tls.js'),
      ],
      [],
      {},
    );
    await require('@node-red/runtime/lib/nodes/context').load();
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'passed') {
      time.abandon();
      await simulator.stop();
    }
    await inTime(time, () => helper.unload());
    await simulator.stop();
    time.restore();
  });

  function flow(): Flow {
    const [tls = {}, appliance = {}] = applianceNodes(simulator);
    return [
      { id: 'tab', type: 'tab' },
      tls,
      ...ids.flatMap((id) => [
        { ...appliance, id: `appliance ${id}`, name: id },
        {
          id: `monitor ${id}`,
          z: 'tab',
          type: 'vcenter-recovery-monitor',
          appliance: `appliance ${id}`,
          interval: String(interval),
          wires: [[], [], [], []],
        },
      ]),
    ] as Flow;
  }

  async function deploy(): Promise<void> {
    const { tls, appliance } = applianceCredentials(simulator);
    const own = Object.fromEntries(ids.map((id) => [`appliance ${id}`, appliance]));
    const set = () => setFlows(flow(), 'full', { tls, ...own });
    if (isFirst) await set();
    else await inTime(time, set);
    isFirst = false;
    deployedAt = simulator.clock.now().getTime();
    await time.quiet();
  }

  /** When (ms since the deploy) the appliances were asked for this. */
  function asked(operation: SimulatedRequest['operation']): number[] {
    return simulator.requests
      .filter((request) => request.operation === operation)
      .map((request) => request.time.getTime() - deployedAt);
  }

  const expected = ids.map((_, index) => index * 100);

  it('sign in and look first one after the other, the first at once', async () => {
    await deploy();
    assert.deepEqual(asked('session.create'), [0]);
    await time.pass(1.95);
    assert.deepEqual(asked('session.create'), expected);
    assert.deepEqual(asked('reconciliation.job.get'), expected);
  });

  it('open one connection to each appliance', async () => {
    await deploy();
    await time.pass(2 + 3 * interval);
    const { connections, byOperation } = simulator.counters();
    assert.equal(byOperation['restore.job.get'], 4 * many);
    assert.equal(connections, many);
  });

  it('are spread over the whole interval from the second look on, and look as often as asked', async () => {
    await deploy();
    await time.pass(2 + interval);
    simulator.resetCounters();
    await time.pass(2 * interval);
    const looks = asked('reconciliation.job.get');
    assert.equal(looks.length, 2 * many);
    const perSecond = Array.from(
      { length: 2 * interval },
      (_, second) => looks.filter((at) => Math.floor(at / 1000) === second + 70).length,
    );
    assert.ok(Math.max(...perSecond) <= 2, perSecond.join(' '));
  });

  it('do the same after a full deploy, which ends no two sessions at once', async () => {
    await deploy();
    await time.pass(3 * interval);
    simulator.resetCounters();
    await deploy();
    const ends = asked('session.delete');
    assert.equal(ends.length, many);
    const pauses = ends.slice(1).map((at, index) => at - (ends[index] ?? 0));
    assert.ok(
      pauses.every((pause) => pause >= 2),
      pauses.join(' '),
    );
    assert.ok((ends.at(-1) ?? 0) - (ends[0] ?? 0) <= 2 * many);
    simulator.resetCounters();
    await time.pass(1.95);
    // Its appliance was the first to be looked at.
    assert.deepEqual(asked('reconciliation.job.get'), expected.slice(1));
    assert.equal(simulator.counters().openSessions, many);
  });
});
