/** When a schedule of an appliance is due. It counts in the appliance's own time zone. */

/** A schedule that starts backups by itself. */
export interface Schedule {
  name: string;
  hour: number;
  minute: number;
  /** Of the week, 0 for Sunday. */
  days: readonly number[];
}

const oneDay = 24 * 3600 * 1000;

/** Whether times can be told in a zone of this name. */
export function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false; // A RangeError is how Intl says no.
  }
}

/** Tells what the clocks of a zone show at a moment (epoch milliseconds), as if they showed UTC. */
type Clocks = (moment: number) => number;

function clocksOf(timeZone: string): Clocks {
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
 * The moment at which the clocks of a zone show a time (given as if it were UTC, in whole minutes).
 * Where they show it twice, the second; where they jump over it, as much later as they jump. Both
 * are the later of what an appliance may do: nobody is told of a miss too early.
 */
function momentOf(wall: number, clocks: Clocks): number {
  const aheadAt = (moment: number) => clocks(moment) - moment;
  // No zone is a day away from UTC: one of these is before the moment that is looked for, one after.
  const after = wall - aheadAt(wall + oneDay);
  return clocks(after) === wall ? after : wall - aheadAt(wall - oneDay);
}

/**
 * @param after and `until`: epoch milliseconds.
 * @returns the moments (epoch milliseconds) at which a schedule was due after the one and up to the
 *   other, the earliest first.
 */
export function dueTimes(
  { hour, minute, days }: Schedule,
  timeZone: string,
  after: number,
  until: number,
): number[] {
  if (until <= after) return [];
  const clocks = clocksOf(timeZone);
  const due: number[] = [];
  const firstDay = Math.floor(after / oneDay) - 1;
  const lastDay = Math.floor(until / oneDay) + 1;
  for (let day = firstDay; day <= lastDay; day += 1) {
    const wall = day * oneDay + (hour * 60 + minute) * 60_000;
    if (!days.includes(new Date(wall).getUTCDay())) continue;
    const moment = momentOf(wall, clocks);
    if (moment > after && moment <= until) due.push(moment);
  }
  return due;
}
