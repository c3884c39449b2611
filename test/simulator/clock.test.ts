import assert from 'node:assert/strict';
import { createClock } from '../../simulator/time/clock';
import { moveTimers } from './moved-timers';

describe('Stand-in appliance: clock', () => {
  function clockAt(speed: number) {
    const real = moveTimers();
    const clock = createClock(speed, undefined, real.timers);
    return { real, clock, start: clock.now().getTime() };
  }

  it('begins at the real time, unless another is given', () => {
    const { real, start } = clockAt(0);
    assert.equal(start, real.timers.wallNow());
    const noon = new Date('2025-03-05T12:00:00Z');
    assert.deepEqual(createClock(0, noon).now(), noon);
  });

  for (const [speed, simulated] of [
    [0, 0],
    [0.5, 100],
    [1000, 200_000],
  ] as const) {
    it(`moves by ${simulated} ms in 200 real ones at speed ${speed}`, () => {
      const { real, clock, start } = clockAt(speed);
      real.pass(200);
      assert.equal(clock.now().getTime(), start + simulated);
    });
  }

  it('moves by hand, and changes its speed without a jump', () => {
    const { real, clock, start } = clockAt(0);
    clock.advance(60_000);
    real.pass(7);
    clock.speed = 2;
    assert.equal(clock.speed, 2);
    assert.equal(clock.now().getTime(), start + 60_000);
  });

  it('calls back what falls into the time it moves by, in order', () => {
    const { clock, start } = clockAt(0);
    const called: string[] = [];
    clock.at(start + 300, () => called.push('300'));
    clock.at(start + 100, () => {
      called.push('100');
      clock.at(start + 200, () => called.push('200, made at 100'));
    });
    clock.at(start + 301, () => called.push('301'));
    clock.advance(300);
    assert.deepEqual(called, ['100', '200, made at 100', '300']);
    clock.advance(1);
    assert.equal(called.at(-1), '301');
  });

  it('calls back by itself as it goes, and after a change of speed', () => {
    const { real, clock, start } = clockAt(0);
    const called: string[] = [];
    clock.at(start + 3_600_000, () => called.push('an hour'));
    real.pass(10_000);
    clock.speed = 3600;
    real.pass(999);
    assert.deepEqual(called, []);
    real.pass(1);
    assert.deepEqual(called, ['an hour']);
  });

  it('calls nothing back that was cancelled, or once it has stopped', () => {
    const { real, clock, start } = clockAt(1);
    const called: string[] = [];
    const cancel = clock.at(start + 1, () => called.push('cancelled'));
    cancel();
    clock.at(start + 20, () => called.push('stopped'));
    clock.stop();
    clock.advance(10);
    real.pass(100);
    assert.deepEqual(called, []);
    assert.equal(real.waiting(), 0);
  });

  it('takes a time further away than a timer can be set', () => {
    const { real, clock, start } = clockAt(1);
    const farAway = 2 ** 33;
    let called = false;
    clock.at(start + farAway, () => {
      called = true;
    });
    real.pass(farAway - 1);
    assert.equal(called, false);
    real.pass(1);
    assert.equal(called, true);
  });
});
