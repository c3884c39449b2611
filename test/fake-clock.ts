import { createClock } from '@sinonjs/fake-timers';
import type { Clock } from '../src/clock';

/**
 * A stopped clock, with its pending timers, which a test advances.
 *
 * @param start the time of day that it shows first (epoch ms).
 */
export function fakeClock(start = Date.now()): {
  clock: Clock;
  timers: ReturnType<typeof createClock>;
} {
  const timers = createClock(start);
  return {
    timers,
    clock: {
      now: () => timers.performance.now(),
      wallNow: () => timers.Date.now(),
      setTimeout: (callback, delay) => timers.setTimeout(callback, delay),
      clearTimeout: (timer) => timers.clearTimeout(timer as ReturnType<typeof timers.setTimeout>),
    },
  };
}
