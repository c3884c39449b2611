import { performance } from 'node:perf_hooks';

/**
 * Milliseconds since 1970, on a clock that never goes back. Processes that were started within one
 * run agree on it, as long as nobody sets the clock of the machine between their starts.
 */
export function wallTime(): number {
  return performance.timeOrigin + performance.now();
}
