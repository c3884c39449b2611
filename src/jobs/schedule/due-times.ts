/** When a schedule of an appliance is due, which is in the appliance's own time zone. */

/** By which an appliance starts backups by itself. */
export interface Schedule {
  name: string;
  hour: number;
  minute: number;
  /** Days of the week, 0 for Sunday. */
  days: readonly number[];
}

const oneDay = 24 * 3600 * 1000;

/** @returns whether Node.js knows a time zone of this name. */
export function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false; // Intl throws a RangeError for a zone that it does not know.
  }
}

/** What the clocks of a zone show at a moment (epoch ms), as the epoch ms at which UTC shows that. */
type LocalTime = (moment: number) => number;

function localTimeIn(timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (moment) => {
    const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  };
}

/**
 * The moment (epoch ms) at which the clocks of a zone show a local time. Where they show it twice, when
 * clocks are set back, it is the second: an appliance may take the first, but by the second nothing is
 * reported as missed too early. Where they skip it, there is none: what an appliance does then, an hour
 * later or not at all, is documented nowhere.
 */
function momentOf(local: number, localTime: LocalTime): number | undefined {
  const offsetAt = (moment: number) => localTime(moment) - moment;
  // No zone is a whole day from UTC, so these offsets are those before and after any change of clocks.
  const moments = [oneDay, -oneDay].map((distance) => local - offsetAt(local + distance));
  return moments.find((moment) => localTime(moment) === local);
}

/**
 * @param after epoch ms, itself not included.
 * @param until epoch ms, itself included.
 * @returns the moments (epoch ms) between them at which a schedule was due, the earliest first.
 */
export function dueTimes(
  { hour, minute, days }: Schedule,
  timeZone: string,
  after: number,
  until: number,
): number[] {
  if (until <= after) return [];
  const localTime = localTimeIn(timeZone);
  const due: number[] = [];
  const firstDay = Math.floor(after / oneDay) - 1;
  const lastDay = Math.floor(until / oneDay) + 1;
  for (let day = firstDay; day <= lastDay; day += 1) {
    const local = day * oneDay + (hour * 60 + minute) * 60_000;
    if (!days.includes(new Date(local).getUTCDay())) continue;
    const moment = momentOf(local, localTime);
    if (moment !== undefined && moment > after && moment <= until) due.push(moment);
  }
  return due;
}
