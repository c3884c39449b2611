/**
 * Time as a parameter: whoever measures or waits is given a clock, so that a test can move the time
 * of what it tests without touching anything of the process. All times are milliseconds.
 */

/** A timer that was set; only the clock that made it can read it. */
export type Timer = unknown;

export interface Clock {
  /** On a clock that never goes back, from an arbitrary beginning. */
  now(): number;
  /** Since 1 January 1970 UTC, as the machine has it. */
  wallNow(): number;
  /** Calls back once; the callback must not throw. */
  setTimeout(callback: () => void, delay: number): Timer;
  clearTimeout(timer: Timer): void;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wallNow: () => Date.now(),
  setTimeout: (callback, delay) => setTimeout(callback, delay),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined),
};

/** @returns a promise that is resolved after the delay, or when the signal is aborted. */
export function pause(clock: Clock, delay: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clock.clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = clock.setTimeout(end, delay);
    if (signal?.aborted) end();
    else signal?.addEventListener('abort', end);
  });
}
