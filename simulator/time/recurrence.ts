// By luxon and not by hand: the client works these times out by itself, and both must not be wrong in
// the same way where clocks change.
import { DateTime } from 'luxon';

/** When a schedule is due; the field names are the API's. The time is that of the appliance's zone. */
export interface Recurrence {
  readonly hour: number;
  readonly minute: number;
  /** Absent or empty for every day; an appliance reports it empty. */
  readonly days?: readonly DayOfWeek[];
}

export const daysOfWeek = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;

type DayOfWeek = (typeof daysOfWeek)[number];

/** A weekly schedule has a due day within a week; one more, because zones move the day. */
const daysAround = 8;

/**
 * The first time after this one (epoch milliseconds) at which it is due; undefined for never.
 * @throws {RangeError} for an unknown time zone
 */
export function nextDue(recurrence: Recurrence, zone: string, after: number): number | undefined {
  return findDue(recurrence, localTime(zone, after), 1, (time) => time > after);
}

/** The last time before this one at which it was due; otherwise as `nextDue`. */
export function lastDue(recurrence: Recurrence, zone: string, before: number): number | undefined {
  return findDue(recurrence, localTime(zone, before), -1, (time) => time < before);
}

/** The hour that a zone's clocks show at this time; throws as `nextDue`. */
export function hourIn(zone: string, time: number): number {
  return localTime(zone, time).hour;
}

/** The first that fits, day by day from this one on, or back; once for each of its days. */
function findDue(
  { hour, minute, days = [] }: Recurrence,
  time: DateTime,
  direction: 1 | -1,
  fits: (time: number) => boolean,
): number | undefined {
  for (let distance = -1; distance <= daysAround; distance++) {
    const day = time.set({ hour: 12 }).plus({ days: distance * direction });
    const name = daysOfWeek[day.weekday - 1];
    if (days.length > 0 && !days.some((each) => each === name)) continue;
    const due = firstInstant(day.set({ hour, minute, second: 0, millisecond: 0 }));
    if (fits(due)) return due;
  }
  return undefined;
}

/**
 * The instant at which the clocks show this. Where they show it twice, the first time; where they
 * skip it, as much later as they skip, which is what cron does, and what `set` has done already.
 */
function firstInstant(shown: DateTime): number {
  return Math.min(...shown.getPossibleOffsets().map((time) => time.toMillis()));
}

function localTime(zone: string, time: number): DateTime {
  const local = DateTime.fromMillis(time, { zone });
  if (local.isValid) return local;
  throw new RangeError(`There is no time zone "${zone}".`);
}
