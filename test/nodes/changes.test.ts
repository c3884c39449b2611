import assert from 'node:assert/strict';
import { createChanges } from '../../nodes/runtime/changes';
import { fakeClock } from '../fake-clock';

describe('Changes that the sidebar shows', () => {
  function watched(listener: () => void = () => {}) {
    const { clock, timers } = fakeClock();
    const published: { at: number; message: unknown[] }[] = [];
    const errors: string[] = [];
    const comms = {
      publish(...message: unknown[]) {
        published.push({ at: clock.now(), message });
        listener();
      },
    };
    const log = { error: (text: string) => void errors.push(text) };
    return { changes: createChanges({ comms, log }, clock), timers, published, errors };
  }

  it('are published as a number of appliances, which nobody keeps', () => {
    const { changes, timers, published } = watched();
    for (const id of ['a', 'b', 'a']) changes.changed(id);
    timers.tick(1000);
    const messages = published.map(({ message }) => message);
    assert.deepEqual(messages, [['vcenter-recovery/changed', { changed: 2 }, false]]);
  });

  it('are published within a second, and at most once in one', () => {
    const { changes, timers, published } = watched();
    for (let step = 0; step < 1000; step += 1) {
      changes.changed('a');
      timers.tick(10);
    }
    timers.tick(1000);
    const times = published.map(({ at }) => at);
    assert.ok(times.length >= 10);
    for (const [index, at] of times.entries()) {
      assert.ok(index === 0 || at - (times[index - 1] ?? 0) >= 1000);
    }
  });

  it('leave no timer once there is no appliance, and go on with the next one', () => {
    const { changes, timers, published } = watched();
    changes.changed('a');
    changes.end();
    assert.equal(timers.countTimers(), 0);
    changes.changed('b');
    timers.tick(1000);
    assert.equal(published.length, 1);
  });

  it('do not end the process where a listener throws', () => {
    const { changes, timers, published, errors } = watched(() => {
      throw new Error('of somebody else');
    });
    changes.changed('a');
    timers.tick(1000);
    assert.deepEqual(errors, ['vcenter-recovery: Error: of somebody else']);
    changes.changed('a');
    timers.tick(1000);
    assert.equal(published.length, 2);
  });
});
