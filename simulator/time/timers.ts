/** Real time, and what is to happen in it. A test may hand in its own. All times in milliseconds. */
export interface Timers {
  /** Monotonic; only differences mean anything. */
  now(): number;
  /** Since the epoch. */
  wallNow(): number;
  /** Returns what `clearTimeout` takes. */
  setTimeout(callback: () => void, delay: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** The globals, looked up at each call: a test may have replaced them in the meantime. */
export const globalTimers: Timers = {
  now: () => performance.now(),
  wallNow: () => Date.now(),
  setTimeout(callback, delay) {
    const timeout = setTimeout(callback, delay);
    return () => clearTimeout(timeout);
  },
  clearTimeout(handle) {
    if (typeof handle === 'function') handle();
  },
};
