/** The start of a job that an appliance has accepted, and may not show at once. */
import type { Clock } from '../../clock';
import { type Job, timeOf } from '../job/job';

/** How long (ms) an appliance may take to show a job whose start it has accepted. */
export const timeToAppear = 60_000;

/** A `Date` header has whole seconds (ms). */
const dateResolution = 1000;

export interface Acceptance {
  /** When the start was answered (ms, monotonic clock). */
  at: number;
  /** A job that began before this (epoch ms, the appliance's clock) is an older one. */
  notBefore?: number;
}

/**
 * @param sent when the start was requested (ms, monotonic clock).
 * @param at when it was answered (likewise).
 * @param date when it was answered by the appliance's clock (epoch ms), if it has said so. The job
 *   may have begun at any time since the request.
 */
export function acceptanceOfStart(sent: number, at: number, date: number | undefined): Acceptance {
  return date === undefined ? { at } : { at, notBefore: date - (at - sent) - dateResolution };
}

/** @returns the acceptance of a job that a message names, where it was started just now. */
export function acceptanceOfJob(
  { state, startTime }: Pick<Job, 'state' | 'startTime'>,
  clock: Pick<Clock, 'now' | 'wallNow'>,
): Acceptance | undefined {
  const start = timeOf(startTime)?.getTime();
  // One that has ended was shown.
  if (start === undefined || state === 'succeeded' || state === 'failed') return undefined;
  // The clock of the appliance may be ahead.
  const age = Math.max(0, clock.wallNow() - start);
  return age < timeToAppear ? { at: clock.now() - age } : undefined;
}
