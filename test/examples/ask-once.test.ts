import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { describeExample, reach } from './example';

const cases: { scenario: string; shownBy: string; text: RegExp }[] = [
  { scenario: 'never-ending', shownBy: 'running', text: /is running/ },
  { scenario: 'found-succeeded', shownBy: 'succeeded', text: /succeeded/ },
  { scenario: 'found-failed', shownBy: 'failed', text: /failed/ },
  { scenario: 'none', shownBy: 'not found', text: /has no reconciliation job/ },
  { scenario: 'status-none', shownBy: 'not found', text: /has no reconciliation job/ },
];

describeExample('01 - Ask once', (example) => {
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator();
  });
  after(() => simulator.stop());

  for (const { scenario, shownBy, text } of cases) {
    it(`shows the answer of the scenario ${scenario} by "${shownBy}"`, async () => {
      simulator.setScenario(scenario);
      await example.deploy(reach(simulator));
      assert.match(await example.shown(shownBy), text);
      await example.press('Ask');
      assert.match(await example.shown(shownBy), text);
      assert.deepEqual(example.complaints(), []);
    });
  }

  it('shows why the appliance cannot be asked by "why it failed"', async () => {
    simulator.setScenario('forbidden');
    await example.deploy(reach(simulator));
    assert.match(await example.shown('why it failed'), /is not authorized/);
  });
});
