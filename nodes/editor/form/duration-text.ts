const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** The units, largest first, with symbols that are the same in every language. */
const units = [
  { symbol: 'd', milliseconds: day },
  { symbol: 'h', milliseconds: hour },
  { symbol: 'min', milliseconds: minute },
  { symbol: 's', milliseconds: second },
] as const;

/**
 * @param unit of the number, in milliseconds.
 * @returns a number as people say it, such as "1 h 30 min" for 5,400 seconds; empty if they would
 *   say it in its own unit, or if it is not a number. Every unit is kept, because it repeats a setting:
 *   sentences get the two largest (`src/messages/time-text.ts`).
 */
export function durationText(text: string, unit: number): string {
  const milliseconds = text.trim() === '' ? Number.NaN : Math.round(Number(text) * unit);
  // Below two days, people count in hours.
  const used = units.filter(({ milliseconds: size }) => size < day || milliseconds >= 2 * day);
  const largest = used.find(({ milliseconds: size }) => milliseconds >= size);
  if (!Number.isFinite(milliseconds) || largest === undefined || largest.milliseconds <= unit) {
    return '';
  }
  let rest = milliseconds;
  const parts = used.flatMap(({ symbol, milliseconds: size }) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count} ${symbol}`];
  });
  return parts.join(' ');
}
