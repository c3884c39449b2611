/** Ranges of the monitoring plugins' guidelines: a value outside of it is a warning, or critical. */

/** @returns the range of values from 0 to this one. */
export function atMost(value: number): string {
  return String(Math.round(value));
}

/** @returns the range of values from this one on. */
export function atLeast(value: number): string {
  return `${Math.round(value)}:`;
}
