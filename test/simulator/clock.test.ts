import assert from 'node:assert/strict';
import { install } from '@sinonjs/fake-timers';
import { createClock, type SimulatedClock } from '../../simulator/time/clock';

describe('Stand-in appliance: clock', () => {
  const clocks: SimulatedClock[] = [];

  function clockAt(speed: number): SimulatedClock {
    const clock = createClock(speed);
    clocks.push(clock);
    return clock;
  }

  afterEach(() => {
    for (const clock of clocks.splice(0)) clock.stop();
  });

  it('begins at the real time', () => {
    const before = Date.now();
    const { now } = clockAt(0);
    assert.ok(now().getTime() >= before && now().getTime() <= Date.now());
  });

  it('stands still at speed 0, and moves by hand', () => {
    const clock = clockAt(0);
    const start = clock.now().getTime();
    clock.advance(1500);
    assert.equal(clock.now().getTime(), start + 1500);
  });

  it('goes faster than real time', async () => {
    const clock = clockAt(1000);
    const realStart = performance.now();
    const start = clock.now().getTime();
    await new Promise(setImmediate);
    const simulated = clock.now().getTime() - start;
    const real = performance.now() - realStart;
    assert.ok(simulated > 0 && simulated <= real * 1000 + 1, `${simulated} in ${real}`);
  });

  it('changes its speed without a jump', () => {
    const clock = clockAt(0);
    clock.advance(60_000);
    const before = clock.now().getTime();
    clock.speed = 0.001;
    assert.equal(clock.speed, 0.001);
    assert.ok(Math.abs(clock.now().getTime() - before) <= 1);
  });

  it('calls back what falls into the time it moves by, in order', () => {
    const clock = clockAt(0);
    const start = clock.now().getTime();
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

  it('calls back by itself as it goes, and after a change of speed', async () => {
    const clock = clockAt(0);
    const hour = 3_600_000;
    const called = new Promise<void>((resolve) => {
      clock.at(clock.now().getTime() + hour, resolve);
    });
    clock.speed = hour;
    await called;
  });

  it('calls nothing back that was called off, or once it has stopped', () => {
    const clock = clockAt(0);
    const called: string[] = [];
    const callOff = clock.at(clock.now().getTime() + 1, () => called.push('called off'));
    callOff();
    clock.advance(10);
    clock.at(clock.now().getTime() + 1, () => called.push('stopped'));
    clock.stop();
    clock.advance(10);
    assert.deepEqual(called, []);
  });

  it('bears a time further off than a timer can be set', () => {
    const fake = install({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
    try {
      const clock = clockAt(1);
      const farOff = 2 ** 33;
      let called = false;
      clock.at(clock.now().getTime() + farOff, () => {
        called = true;
      });
      fake.tick(farOff - 1);
      assert.equal(called, false);
      fake.tick(1);
      assert.equal(called, true);
    } finally {
      fake.uninstall();
    }
  });
});
