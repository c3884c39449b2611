/** A `vcenter-backup-schedule` node that a deploy removes while it changes a schedule. */
import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { changesSent, deploySchedules, type ScheduleFlow } from './schedule-flow';

const ensure = { action: 'ensure', desired: 'desired', desiredType: 'msg' };
const differing = { desired: { enable: false } };

describe('A node for the schedule that is removed while it changes one', () => {
  let simulator: Simulator;
  let flow: ScheduleFlow;

  beforeEach(async () => {
    simulator = await startSimulator({ scenario: 'none' });
    simulator.schedules.set('default', {});
    flow = await deploySchedules(simulator, { ensure });
  });
  afterEach(async () => {
    await flow.close();
    await simulator.stop();
  });

  /** The nodes are closed when the appliance has got the change, and has not answered it yet. */
  function removeDuringChange(...nodes: string[]): void {
    simulator.answerWith('backup.schedules.update', () => {
      flow.remove(...nodes);
      return undefined;
    });
  }

  it('sends nothing on, and logs what it has changed', async () => {
    removeDuringChange('ensure');
    const { by, ends } = await flow.send('ensure', differing);
    assert.deepEqual([by, ends], ['nothing', 1]);
    assert.deepEqual(flow.logged(), ['The backup schedule "default" of vc-a was changed: enable.']);
  });

  it('logs a change that it cannot read, because the appliance is removed as well', async () => {
    removeDuringChange('ensure', 'appliance');
    const { by, ends } = await flow.send('ensure', differing);
    assert.deepEqual([by, ends], ['nothing', 1]);
    assert.match(flow.logged().join('\n'), /^The change was accepted, but .* could not be read/);
  });

  it('does not begin with the messages that still wait for their turn', async () => {
    removeDuringChange('ensure');
    const all = [differing, { desired: { enable: true } }, { desired: { parts: [] } }];
    const seen = await Promise.all(all.map((message) => flow.send('ensure', message)));
    assert.deepEqual(
      seen.map(({ by, ends }) => [by, ends]),
      all.map(() => ['nothing', 1]),
    );
    assert.equal(changesSent(simulator).length, 1);
  });
});
