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

/**
 * A timer that rings so much later (ms) was held up: the process did not run, as in a virtual machine
 * of which a snapshot is taken.
 */
const heldUp = 2000;

/**
 * Calls back once a time limit is over. If the process did not run for a while, what has arrived
 * meanwhile is read first: Node calls timers before it reads from sockets.
 *
 * @param callback is given whether the process was held up; it must not throw.
 * @param whenHeldUp called at once in that case, before anything is read; it must not throw.
 * @returns a function that lifts the limit.
 */
export function limitTime(
  clock: Clock,
  delay: number,
  callback: (wasHeldUp: boolean) => void,
  whenHeldUp = () => {},
): () => void {
  const due = clock.now() + delay;
  let isLifted = false;
  const timer = clock.setTimeout(() => {
    if (clock.now() - due <= heldUp) {
      callback(false);
      return;
    }
    whenHeldUp();
    // After the phase in which Node reads (its guide on the event loop).
    setImmediate(() => isLifted || callback(true));
  }, delay);
  return () => {
    isLifted = true;
    clock.clearTimeout(timer);
  };
}

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
