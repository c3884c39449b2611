/** When a schedule of an appliance is due, which is in the appliance's own time zone. */

import { isMoment } from '../../messages/time-text';

/** By which an appliance starts backups by itself. */
export interface Schedule {
  name: string;
  hour: number;
  minute: number;
  /** Days of the week, 0 for Sunday. */
  days: readonly number[];
}

const oneDay = 24 * 3600 * 1000;

/**
 * How much earlier (ms) than it is due a backup may start: the clocks of two machines differ a little,
 * and of a time that comes twice, when clocks are set back, an appliance may take either.
 */
export const early = 65 * 60_000;

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

function createLocalTime(timeZone: string): LocalTime {
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
    // The hour of a schedule may be any number; Intl throws for what is no time.
    if (!isMoment(moment)) return Number.NaN;
    // As "3/30/2025, 02:30": formatToParts would take much longer.
    const numbers = format.format(moment).match(/\d+/g) ?? [];
    const [month = Number.NaN, day, year = Number.NaN, hour, minute] = numbers.map(Number);
    return Date.UTC(year, month - 1, day, hour, minute);
  };
}

/** Kept, because to make one takes Intl much longer than to use it. There are only so many zones. */
const localTimes = new Map<string, LocalTime>();

function localTimeIn(timeZone: string): LocalTime {
  const known = localTimes.get(timeZone);
  if (known) return known;
  const localTime = createLocalTime(timeZone);
  localTimes.set(timeZone, localTime);
  return localTime;
}

/**
 * The moments (epoch ms) at which the clocks of a zone show a local time, the earliest first: two when
 * clocks are set back, and none where they skip it. What an appliance does then, an hour later or not
 * at all, is documented nowhere.
 */
function momentsOf(local: number, localTime: LocalTime): number[] {
  const offsetAt = (moment: number) => localTime(moment) - moment;
  // No zone is a whole day from UTC, so these offsets are those before and after any change of clocks.
  const before = local - offsetAt(local - oneDay);
  const after = local - offsetAt(local + oneDay);
  if (before === after) return [before];
  // Both pass only where clocks are set back: then `before` is the earlier one.
  return [before, after].filter((moment) => localTime(moment) === local);
}

/**
 * @param day in days since 1 January 1970, in the zone of the schedule.
 * @param after epoch ms: of a day that is over by then in every zone it returns none.
 */
function momentsOn(
  day: number,
  { hour, minute, days }: Schedule,
  localTime: LocalTime,
  after: number,
): number[] {
  const local = day * oneDay + (hour * 60 + minute) * 60_000;
  const isOver = local + oneDay <= after;
  return !isOver && days.includes(new Date(local).getUTCDay()) ? momentsOf(local, localTime) : [];
}

/**
 * Of a time that the clocks show twice it takes the second: an appliance may start at the first, but
 * until the second nothing is missed.
 *
 * @param after epoch ms, itself not included.
 * @param until epoch ms, itself included.
 * @returns the moments (epoch ms) between them at which a schedule was due, the earliest first.
 */
export function dueTimes(
  schedule: Schedule,
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
    const moment = momentsOn(day, schedule, localTime, after).at(-1);
    if (moment !== undefined && moment > after && moment <= until) due.push(moment);
  }
  return due;
}

/**
 * @param moment epoch ms, of a whole minute.
 * @returns the first moment (epoch ms) at which the clocks of a zone show the same: an earlier one
 *   where they show it twice and this is the second.
 */
export function firstShown(moment: number, timeZone: string): number {
  const localTime = localTimeIn(timeZone);
  return momentsOf(localTime(moment), localTime)[0] ?? moment;
}

/** Days in which each schedule is due at least once: a weekly one may lose one of its days to the clocks. */
const longestDistance = 15;

/**
 * Of a time that the clocks show twice it takes the first, and only that: it requires one backup. An
 * appliance that starts it at the second is within an hour of grace.
 *
 * @param after epoch ms, itself not included.
 * @returns the next moment (epoch ms) at which one of the schedules is due; undefined if none ever is.
 */
export function nextDue(
  schedules: readonly Schedule[],
  timeZone: string,
  after: number,
): number | undefined {
  const localTime = localTimeIn(timeZone);
  const today = Math.floor(after / oneDay);
  for (let day = today - 1; day <= today + longestDistance + 1; day += 1) {
    const due = schedules
      .flatMap((schedule) => momentsOn(day, schedule, localTime, after)[0] ?? [])
      .filter((moment) => moment > after);
    if (due.length > 0) return Math.min(...due);
  }
  return undefined;
}

/**
 * @returns the shortest distance (ms) between the days on which schedules are due, as if every day had
 *   24 hours; undefined if none ever is.
 */
export function shortestDistance(schedules: readonly Schedule[]): number | undefined {
  const due = [...new Set(schedules.flatMap(({ days }) => days))].sort();
  const distances = due.map((day, index) => (due[index + 1] ?? (due[0] ?? day) + 7) - day);
  return distances.length > 0 ? Math.min(...distances) * oneDay : undefined;
}
