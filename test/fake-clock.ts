import { createClock } from '@sinonjs/fake-timers';
import type { Clock } from '../src/clock';

/** A clock whose time stands still, and the timers that were set on it, by which a test moves it. */
export function fakeClock(): { clock: Clock; timers: ReturnType<typeof createClock> } {
  const timers = createClock(Date.now());
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
