/** A value with the range that it lies in with 95 % confidence. */
export interface Reading {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A count: read once, and the same however often it is read. */
export function exactly(value: number): Reading {
  return { value, low: value, high: value };
}

/**
 * The value below which the given share of the values lies, interpolated between neighbors.
 * @param share from 0 to 1
 * @throws RangeError when there are no values
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) {
    throw new RangeError('there is no quantile of no values');
  }
  return below + (above - below) * (position - Math.floor(position));
}

/**
 * The median, and the range that the true median lies in with 95 % confidence.
 *
 * The range is read off the ordered values (the rank of the median is binomial), so it holds
 * whatever the values are distributed like. That matters here: a machine that is shared with
 * others gives a few values that are far off, always to the same side.
 * @throws RangeError when there are no values
 */
export function medianOf(values: readonly number[]): Reading {
  const ranks = values.length - 1;
  const reach = ranks > 0 ? (1.96 * Math.sqrt(values.length)) / 2 / ranks : 0;
  return {
    value: quantile(values, 0.5),
    low: quantile(values, Math.max(0, 0.5 - reach)),
    high: quantile(values, Math.min(1, 0.5 + reach)),
  };
}

/**
 * The median of the ratios within a round. Two values of one round were taken within a second of
 * each other, so that what the machine did to one it did to the other; ratios of values minutes
 * apart are of no use (they move by a factor of two here).
 * @throws RangeError when the two do not have the same number of rounds, or there are none
 */
export function medianRatio(values: readonly number[], bases: readonly number[]): Reading {
  return medianOf(paired(values, bases, (value, base) => value / base));
}

/**
 * The median of the differences within a round, in the unit of the values.
 * @throws RangeError when the two do not have the same number of rounds, or there are none
 */
export function medianDifference(values: readonly number[], bases: readonly number[]): Reading {
  return medianOf(paired(values, bases, (value, base) => value - base));
}

/**
 * The mean of several series, round by round.
 * @throws RangeError when they do not have the same number of rounds
 */
export function meanOfEach(all: readonly (readonly number[])[]): number[] {
  const sum = all.reduce((sums, values) => paired(sums, values, (one, other) => one + other));
  return sum.map((total) => total / all.length);
}

function paired(
  values: readonly number[],
  bases: readonly number[],
  combine: (value: number, base: number) => number,
): number[] {
  if (values.length !== bases.length) {
    throw new RangeError(`${values.length} values cannot be paired with ${bases.length}`);
  }
  return values.flatMap((value, round) => {
    const base = bases[round];
    return base === undefined ? [] : [combine(value, base)];
  });
}
