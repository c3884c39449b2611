import assert from 'node:assert/strict';
import type { Clock } from '../../src/clock';
import { watchedAppliance } from './watched-appliance';

const oneHour = 3600;
const oneDay = 24 * oneHour;

describe('A recovery monitor on a machine whose clock', () => {
  const { simulator, time, watching, look } = watchedAppliance();

  /** The clock of the machine, so many seconds ahead; what waits is not affected by it. */
  function machine(ahead: number): { clock: Clock; set(ahead: number): void } {
    let difference = ahead;
    const { clock } = time();
    return {
      clock: { ...clock, wallNow: () => clock.wallNow() + difference * 1000 },
      set(seconds) {
        difference = seconds;
      },
    };
  }

  function backUp(state: 'SUCCEEDED' | 'FAILED'): void {
    const id = simulator().backups.add({ state: 'INPROGRESS' });
    simulator().backups.end(id, state);
  }

  it('is a day fast at its first start: it reports all that ends', async () => {
    const { clock } = machine(oneDay);
    const there = await watching({}, clock);
    await look();
    for (const [state, news] of [
      ['SUCCEEDED', 'succeeded backup'],
      ['FAILED', 'failed backup'],
    ] as const) {
      backUp(state);
      await look();
      assert.deepEqual(there.news(), [news]);
    }
  });

  it('was a day fast at its first start: it reports all that ends, deployed anew', async () => {
    const { clock, set } = machine(oneDay);
    const stores = { default: { module: 'memory' } };
    const there = await watching({ stores }, clock);
    await look();
    set(0);
    await there.redeploy();
    await look();
    backUp('FAILED');
    await look();
    assert.deepEqual(there.news(), ['failed backup']);
  });

  it('jumps ahead and back: nothing is overdue before it is, and then it is', async () => {
    simulator().backups.clear();
    const endTime = new Date(time().clock.wallNow());
    simulator().backups.add({ state: 'SUCCEEDED', endTime });
    simulator().schedules.suspend();
    const { clock, set } = machine(0);
    const monitor = { overdueAfter: '2', missedSchedule: true, interval: '600' };
    const there = await watching({ monitor }, clock);
    for (const ahead of [3 * oneDay, -3 * oneDay, 0]) {
      set(ahead);
      await time().pass(1200);
      assert.deepEqual(there.news(), [], `${ahead} s`);
    }
    await time().pass(oneHour + 1200);
    assert.deepEqual(there.news(), ['attention backup overdue']);
  });

  it('jumps: what is lost is lost after two polls and 30 seconds, as ever', async () => {
    const { clock, set } = machine(0);
    const there = await watching({}, clock);
    const id = simulator().backups.add({ state: 'INPROGRESS' });
    await look();
    assert.deepEqual(there.news(), ['running backup']);
    simulator().backups.remove(id);
    set(-oneDay);
    await look();
    assert.deepEqual(there.news(), []);
    await look();
    assert.deepEqual(there.news(), ['attention backup lost']);
  });
});
