import { wallTime } from './wall-time';

/** Milliseconds between two looks at the clock. */
export const resolution = 10;

/** A time in which the event loop did nothing else: milliseconds since 1970. */
export interface Stop {
  readonly from: number;
  readonly to: number;
}

/**
 * The longest stop, of which only what lies after a time counts: the stop in which flows are started
 * may well have begun with the deploy.
 * @returns milliseconds
 */
export function longestStop(stops: readonly Stop[], since: number): number {
  return Math.max(0, ...stops.map(({ from, to }) => to - Math.max(from, since)));
}

export interface WatchedLoop {
  /** Its stops so far. */
  readonly stops: readonly Stop[];
  end(): void;
}

/** Looks at the clock every 10 ms, and notes each time that it could not. */
export function watchLoop(): WatchedLoop {
  const stops: Stop[] = [];
  let due = wallTime() + resolution;
  const timer = setInterval(() => {
    const now = wallTime();
    if (now - due > resolution) stops.push({ from: due, to: now });
    due = now + resolution;
  }, resolution);
  return { stops, end: () => clearInterval(timer) };
}
