import { createClock } from '@sinonjs/fake-timers';
import type { Timers } from '../../simulator';

/** Real time that passes when a test says so, for whoever takes its timers. Nothing else notices. */
export function moveTimers() {
  const clock = createClock(Date.now());
  const timers: Timers = {
    now: () => clock.now,
    wallNow: () => clock.now,
    setTimeout(callback, delay) {
      const timeout = clock.setTimeout(callback, delay);
      return () => clock.clearTimeout(timeout);
    },
    clearTimeout(handle) {
      if (typeof handle === 'function') handle();
    },
  };
  return {
    timers,
    /** Lets so many milliseconds pass. */
    pass: (milliseconds: number) => clock.tick(milliseconds),
    /** How many callbacks are waiting for their time. */
    waiting: () => clock.countTimers(),
  };
}
