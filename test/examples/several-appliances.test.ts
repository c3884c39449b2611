import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { type Change, describeExample, reachEach } from './example';

const names = ['Production', 'Test', 'Branch office'];

describeExample('05 - Several appliances', (example) => {
  let simulators: Simulator[];

  beforeEach(async () => {
    const scenarios = ['found-succeeded', 'never-ending', 'none'];
    simulators = await Promise.all(scenarios.map((scenario) => startSimulator({ scenario })));
  });
  afterEach(() => Promise.all(simulators.map((simulator) => simulator.stop())));

  /** Each appliance of the flow is one of the simulators. */
  const reachAll: Change = (node) =>
    reachEach(Object.fromEntries(names.map((name, index) => [name, simulators[index]])))(node);

  const overview = async () => (await example.shown('overview')).split('\n');

  it('asks each appliance of the list once, and joins the answers in its order', async () => {
    await example.deploy(reachAll);
    await example.press('all appliances');
    const [production, test, branch, ...more] = await overview();
    assert.match(production ?? '', /^Production \(succeeded\): .*Production succeeded/);
    assert.match(test ?? '', /^Test \(running\): .*Test is running/);
    assert.match(branch ?? '', /^Branch office \(not-found\): Branch office has no/);
    assert.deepEqual(more, []);
    assert.deepEqual(
      simulators.map((each) => each.counters().byOperation['reconciliation.job.get']),
      [1, 1, 1],
    );
  });

  it('has the fault of an appliance that cannot be asked among the answers', async () => {
    await example.deploy(reachAll);
    simulators[1]?.setScenario('forbidden');
    await example.press('all appliances');
    assert.match((await overview())[1] ?? '', /^Test \(NOT_AUTHORIZED\): /);
  });

  it('asks no other appliance for a name that none has', async () => {
    await example.deploy(reachAll, ({ name }) => (name === 'Test' ? { name: 'Trial' } : {}));
    await example.press('all appliances');
    assert.match((await overview())[1] ?? '', /^Test \(NOT_CONFIGURED\): /);
    assert.equal(simulators[1]?.counters().requests, 0);
  });
});
