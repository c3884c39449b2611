import type { Bound, Figure, Part } from './figures';
import type { Readings } from './readings';

export type Verdict = 'kept' | 'broken' | 'inconclusive';

/** How far the base may be from itself; beyond, the machine was too restless for a verdict. */
export const validRatios = { low: 0.9, high: 1.1 } as const;

/** The codes that the benchmark ends with. */
export const exitCodes = { kept: 0, broken: 1, notMeasured: 2, inconclusive: 3 } as const;

/** Worst last: what holds for one part of a figure holds for the figure. */
const severity: readonly Verdict[] = ['kept', 'inconclusive', 'broken'];

/** Says whether all bounds of a figure are kept. */
export function judge({ parts }: Figure, readings: Readings): Verdict {
  return worst(parts.map((part) => judgePart(part, readings)));
}

/** The verdict on several things, which is the worst of theirs. */
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

function keeps(value: number, bound: Bound): boolean {
  if ('atMost' in bound) return value <= bound.atMost;
  if ('atLeast' in bound) return value >= bound.atLeast;
  return value === bound.exactly;
}
