const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** The units, largest first, each with from what distance on it is used: below two days, in hours. */
const units: readonly { unit: Intl.RelativeTimeFormatUnit; size: number; from: number }[] = [
  { unit: 'day', size: day, from: 2 * day },
  { unit: 'hour', size: hour, from: hour },
  { unit: 'minute', size: minute, from: minute },
];

/**
 * @param time ISO 8601.
 * @param now epoch ms.
 * @returns how far a time is away, as people say it: "5 hr. ago", "in 2 days", "now".
 */
export function distanceText(time: string, now: number, language: string): string {
  const distance = Date.parse(time) - now;
  const used = units.find(({ from }) => Math.abs(distance) >= from);
  if (used === undefined) {
    return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(0, 'second');
  }
  const count = Math.trunc(distance / used.size);
  return new Intl.RelativeTimeFormat(language, { style: 'short' }).format(count, used.unit);
}

/** @returns a time (ISO 8601) with its date, by the clock of the browser. */
export function timeText(time: string, language: string): string {
  return new Date(time).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
}

/** @returns the time of day. */
export function clockText(time: string, language: string): string {
  return new Date(time).toLocaleTimeString(language, { timeStyle: 'short' });
}
