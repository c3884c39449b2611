import { createClock } from '@sinonjs/fake-timers';
import type { Timers } from '../../simulator';

/** Timers whose time a test advances. They do not affect the global timers. */
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
    /** Advances the time by milliseconds. */
    pass: (milliseconds: number) => clock.tick(milliseconds),
    /** The number of pending callbacks. */
    waiting: () => clock.countTimers(),
  };
}
