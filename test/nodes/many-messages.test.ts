/** Many messages at once for one appliance: how much it is asked, over how many connections. */
import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { type DeployedFlow, deploy } from './deployed-flow';
import { deployRecovery, operationsAsked, type RecoveryFlow } from './recovery-flow';

/** How many connections were opened since the stand-in was started. */
function connections({ requests }: Simulator): number {
  return new Set(requests.map(({ connection }) => connection)).size;
}

describe('A thousand messages at once', () => {
  let simulator: Simulator;
  let flow: DeployedFlow | RecoveryFlow | undefined;

  beforeEach(async () => {
    simulator = await startSimulator({ scenario: 'never-ending', history: 100 });
  });
  afterEach(async () => {
    await flow?.close();
    await simulator.stop();
  });

  it('ask an appliance that answers after a second once, and none of them is a fault', async () => {
    simulator.answerWith('reconciliation.job.get', { delay: 1000 });
    const deployed = await deploy(simulator);
    flow = deployed;
    const seen = await Promise.all(Array.from({ length: 1000 }, () => deployed.send()));
    assert.deepEqual([...new Set(seen.map(({ by }) => by))], ['running']);
    assert.equal(operationsAsked(simulator).length, 1);
    const payloads = seen.map(({ message }) => message.payload);
    assert.deepEqual(payloads[999], payloads[0]);
    // Whoever changes one of them changes no other.
    assert.equal(new Set(payloads).size, 1000);
  });

  it('use at most 16 connections, and waiting for one is no time of the request', async () => {
    const ids = simulator.backups.list().map(({ id }) => id);
    simulator.answerWith('backup.job.get', { delay: 200 });
    const deployed = await deployRecovery(simulator, {
      appliance: { requestTimeout: '1' },
      operation: 'backup.job.get',
      parameters: [{ name: 'id', value: 'id', type: 'msg' }],
    });
    flow = deployed;
    const seen = await Promise.all(ids.map((id) => deployed.send({ id })));
    assert.equal(seen.length, 100);
    assert.deepEqual([...new Set(seen.map(({ by }) => by))], ['result']);
    assert.ok(connections(simulator) <= 16, `${connections(simulator)} connections`);
  });

  it('that come after a change do not share what was asked before it', async () => {
    simulator.setScenario('none');
    simulator.answerWith('reconciliation.job.get', [{ delay: 300, times: 1 }, {}]);
    const deployed = await deploy(simulator, {
      nodes: [
        {
          ...{ id: 'starter', z: 'tab', type: 'vcenter-reconciliation-job', name: '' },
          ...{ appliance: 'appliance', targetType: 'appliance', action: 'start' },
          ...{ errorOutput: false, outputs: 4, wires: [[], [], [], []] },
        },
      ],
    });
    flow = deployed;
    const before = deployed.send();
    await simulator.whenRequest('reconciliation.job.get');
    await deployed.send({}, 'starter');
    const after = await deployed.send();
    assert.equal(after.by, 'running');
    await before;
    const asked = operationsAsked(simulator).map(({ operation }) => operation);
    assert.deepEqual(asked, [
      ...['reconciliation.job.get', 'reconciliation.job.create', 'reconciliation.job.get'],
    ]);
  });
});
