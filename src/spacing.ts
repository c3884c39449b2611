/** What would cost too much in one moment: the first polls and the last logouts of many appliances. */
import type { Clock } from './clock';

/**
 * @param gap milliseconds after the moment that was returned last.
 * @returns the next moment (ms, monotonic clock): now, if the last is that long ago.
 */
export type Spacing = (gap: number) => number;

export function createSpacing(clock: Clock): Spacing {
  let last = Number.NEGATIVE_INFINITY;
  return (gap) => {
    last = Math.max(clock.now(), last + gap);
    return last;
  };
}
