import type { Bound, Figure, Part } from './figures';
import type { Readings } from './readings';

export type Verdict = 'kept' | 'broken' | 'inconclusive';

/** The ratio of the base to itself beyond which the machine was too noisy for a verdict. */
export const validRatios = { low: 0.9, high: 1.1 } as const;

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
  const base = control && readings[control];
  if (base && (base.value < validRatios.low || base.value > validRatios.high)) {
    return 'inconclusive';
  }
  if (precision !== undefined && (measured.high - measured.low) / 2 > precision) {
    return 'inconclusive';
  }
  return keeps(measured.value, bound) ? 'kept' : 'broken';
}

/** Whether a value is within a bound. */
export function keeps(value: number, bound: Bound): boolean {
  if ('atMost' in bound) return value <= bound.atMost;
  if ('atLeast' in bound) return value >= bound.atLeast;
  return value === bound.exactly;
}
