import { setTimeout as wait } from 'node:timers/promises';

export type Pause = (milliseconds: number) => Promise<void>;

/** A pause that ends early, with an error, when the run is to end. */
export function pauseIn(signal: AbortSignal): Pause {
  return (milliseconds) => wait(Math.max(0, milliseconds), undefined, { signal });
}
