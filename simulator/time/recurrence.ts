/** When a schedule is due; the field names are the API's. The time is that of the appliance's zone. */
export interface Recurrence {
  readonly hour: number;
  readonly minute: number;
  /** Absent for every day. */
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

const day = 24 * 60 * 60_000;
/** A weekly schedule has a due day within a week; one more, because zones move the day. */
const daysAround = 8;

/**
 * The first time after this one (epoch milliseconds) at which it is due; undefined for never.
 * @throws {RangeError} for an unknown time zone
 */
export function nextDue(recurrence: Recurrence, zone: string, after: number): number | undefined {
  return dueAround(recurrence, zone, after).find((time) => time > after);
}

/** The last time before this one at which it was due; otherwise as `nextDue`. */
export function lastDue(recurrence: Recurrence, zone: string, before: number): number | undefined {
  return dueAround(recurrence, zone, before).findLast((time) => time < before);
}

/** Once for each of its days, even where the clocks change. */
function dueAround({ hour, minute, days }: Recurrence, zone: string, time: number): number[] {
  const today = new Date(wallClock(zone, time)).setUTCHours(hour, minute, 0, 0);
  const due: number[] = [];
  for (let distance = -daysAround; distance <= daysAround; distance++) {
    const shown = today + distance * day;
    // JavaScript's week begins on Sunday, the API's on Monday.
    const name = daysOfWeek[(new Date(shown).getUTCDay() + 6) % 7];
    if (days === undefined || days.some((each) => each === name)) due.push(instant(zone, shown));
  }
  return due;
}

/**
 * The instant at which a zone's clocks show this. Where they show it twice, the first time; where
 * they skip it, as much later as they skip, which is what cron does.
 */
function instant(zone: string, shown: number): number {
  const before = shown - offsetAt(zone, shown - day);
  const after = shown - offsetAt(zone, shown + day);
  const matches = [before, after].filter((time) => wallClock(zone, time) === shown);
  return matches.length === 0 ? before : Math.min(...matches);
}

/** Milliseconds that a zone's clocks are ahead of UTC at this time. */
function offsetAt(zone: string, time: number): number {
  return wallClock(zone, time) - time;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a zone's clocks show at this time, written as if they showed UTC. */
export function wallClock(zone: string, time: number): number {
  // Swedish writes dates in ISO 8601.
  const options = { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' } as const;
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('sv-SE', options);
  formats.set(zone, format);
  // The text ends at the second, and an offset must not get a fraction from that.
  return Date.parse(`${format.format(time).replace(' ', 'T')}Z`) + (((time % 1000) + 1000) % 1000);
}
