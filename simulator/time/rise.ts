/** A number that rises over time. All times are simulated epoch milliseconds. */
export interface Rise {
  readonly from: number;
  readonly to: number;
  readonly since: number;
  /** Milliseconds until it is at its end. */
  readonly length: number;
}

/** How far it has risen at a time, as a whole number. */
export function risenTo({ from, to, since, length }: Rise, time: number): number {
  const share = length === 0 ? 1 : Math.max(0, Math.min((time - since) / length, 1));
  return Math.floor(from + (to - from) * share);
}
