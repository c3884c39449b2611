import type { Appliance } from '../appliance/client';

/** The last work on each appliance; never rejected. */
const lasts = new WeakMap<Appliance, Promise<void>>();

/**
 * Works on an appliance when all earlier work on it has ended: what has been read of its schedule does
 * not change before it is acted on, at least not by this process.
 */
export function inTurn<Result>(appliance: Appliance, work: () => Promise<Result>): Promise<Result> {
  const result = (lasts.get(appliance) ?? Promise.resolve()).then(work);
  const ended = () => undefined;
  lasts.set(appliance, result.then(ended, ended));
  return result;
}
