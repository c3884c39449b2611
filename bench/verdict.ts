import type { Bound, Figure, Part } from './figures';
import type { Readings } from './readings';

export type Verdict = 'kept' | 'broken' | 'inconclusive';

/** What a value may be. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** The ratio of the base to itself up to which a ratio to it is taken as it is. */
export const trustedRatios: Range = { low: 0.9, high: 1.1 };

/** The codes that the benchmark ends with. */
export const exitCodes = { kept: 0, broken: 1, notMeasured: 2, inconclusive: 3 } as const;

/** Worst last. */
const severity: readonly Verdict[] = ['kept', 'inconclusive', 'broken'];

/** The verdict on a figure, which is that on the worst of its values. */
export function judge({ parts }: Figure, readings: Readings): Verdict {
  return worst(parts.map((part) => judgePart(part, readings)));
}

/** The worst of several verdicts; `kept` if there are none. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return severity.findLast((verdict) => verdicts.includes(verdict)) ?? 'kept';
}

function judgePart({ reading, bound, control, precision }: Part, readings: Readings): Verdict {
  if (!bound) return 'kept';
  const measured = readings[reading];
  if (!measured) return 'inconclusive';
  if (precision !== undefined && (measured.high - measured.low) / 2 > precision) {
    return 'inconclusive';
  }
  const base = control && readings[control];
  if (base && !isWithin(base.value, trustedRatios)) {
    return judgeUncertain(measured.value, bound, base.value);
  }
  return keeps(measured.value, bound) ? 'kept' : 'broken';
}

/** Whether a value is in its range. */
export function isWithin(value: number, { low, high }: Range): boolean {
  return value >= low && value <= high;
}

/**
 * The verdict on a ratio whose base differs from itself. As the ratio may be off by as much, there is one
 * only where the square of that factor, up or down, would not change it.
 * @param base in relation to itself
 */
export function judgeUncertain(value: number, bound: Bound, base: number): Verdict {
  const off = Math.max(base, 1 / base) ** 2;
  const verdicts = [value / off, value, value * off].map((edge) => keeps(edge, bound));
  if (!Number.isFinite(off) || new Set(verdicts).size > 1) return 'inconclusive';
  return verdicts.includes(true) ? 'kept' : 'broken';
}

/** Whether a value is within a bound. */
export function keeps(value: number, bound: Bound): boolean {
  if ('atMost' in bound) return value <= bound.atMost;
  if ('atLeast' in bound) return value >= bound.atLeast;
  return value === bound.exactly;
}
