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

export type DayOfWeek = (typeof daysOfWeek)[number];

const minute = 60_000;
const day = 24 * 60 * minute;
/** A weekly schedule has a due day within a week; one more, because zones move the day. */
const daysAround = 8;

/**
 * The first time after this one (epoch milliseconds) at which it is due; undefined for never.
 * @throws {RangeError} for a time zone that there is none by that name
 */
export function nextDue(recurrence: Recurrence, zone: string, after: number): number | undefined {
  return dueAround(recurrence, zone, after).find((time) => time > after);
}

/** The last time before this one at which it was due; otherwise as `nextDue`. */
export function lastDue(recurrence: Recurrence, zone: string, before: number): number | undefined {
  return dueAround(recurrence, zone, before).findLast((time) => time < before);
}

/** Once for each of its days, also where the clocks change. */
function dueAround({ hour, minute, days }: Recurrence, zone: string, time: number): number[] {
  const today = new Date(wallClock(zone, time)).setUTCHours(hour, minute, 0, 0);
  const due: number[] = [];
  for (let distance = -daysAround; distance <= daysAround; distance++) {
    const wanted = today + distance * day;
    // JavaScript's week begins on Sunday, the API's on Monday.
    const name = daysOfWeek[(new Date(wanted).getUTCDay() + 6) % 7];
    if (days === undefined || days.some((each) => each === name)) due.push(instant(zone, wanted));
  }
  return due;
}

/**
 * The instant at which a zone's clocks show this. Where they show it twice, the first time; where
 * they jump over it, as much later as they jump, which is what cron does.
 */
function instant(zone: string, wanted: number): number {
  const before = wanted - offsetAt(zone, wanted - day);
  const after = wanted - offsetAt(zone, wanted + day);
  const [found = before] = [before, after]
    .filter((time) => wallClock(zone, time) === wanted)
    .sort((left, right) => left - right);
  return found;
}

/** Milliseconds that a zone's clocks are ahead of UTC at this time. */
function offsetAt(zone: string, time: number): number {
  return wallClock(zone, time) - time;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a zone's clocks show at this time, to the second, written as if they showed UTC. */
export function wallClock(zone: string, time: number): number {
  const format = formats.get(zone) ?? makeFormat(zone);
  formats.set(zone, format);
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return (
    Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) +
    part('second') * 1000 +
    // The parts have no fraction, and an offset must not get one from their lack of it.
    (((time % 1000) + 1000) % 1000)
  );
}

function makeFormat(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}
