/** When the schedules of an appliance are due. They count in the appliance's own time zone. */
import type { Appliance } from '../appliance/client';
import { Fault } from '../appliance/faults';
import { operations, systemOperations } from '../appliance/operations';
import { isRecord } from '../messages/record';

const dayNames = [
  'SUNDAY',
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
] as const;

/** A schedule that starts backups by itself. */
export interface Schedule {
  name: string;
  hour: number;
  minute: number;
  /** Of the week, 0 for Sunday. */
  days: readonly number[];
}

/** The schedules of an appliance, and the time zone in which they count. */
export interface Plan {
  schedules: readonly Schedule[];
  timeZone: string;
}

const oneDay = 24 * 3600 * 1000;

/** @returns the schedules of an answer that are enabled and recur. */
function readSchedules(payload: unknown): Schedule[] {
  return Object.entries(isRecord(payload) ? payload : {}).flatMap(([name, info]) => {
    if (!isRecord(info) || info.enable === false || !isRecord(info.recurrence_info)) return [];
    const { hour, minute, days } = info.recurrence_info;
    if (typeof hour !== 'number' || typeof minute !== 'number') return [];
    const named = Array.isArray(days) ? days : [];
    const chosen = dayNames.flatMap((day, index) => (named.includes(day) ? [index] : []));
    // Without days it is every day.
    return [
      { name, hour, minute, days: chosen.length > 0 ? chosen : dayNames.map((_, day) => day) },
    ];
  });
}

/** Whether times can be told in a zone of this name. */
function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false; // A RangeError is how Intl says no.
  }
}

/**
 * Asks an appliance for its schedules as they are now.
 *
 * @throws Fault INVALID_RESPONSE for a time zone in which times cannot be told here.
 */
export async function readPlan(appliance: Appliance): Promise<Plan> {
  const { payload } = await appliance.call(operations['backup.schedules.list'], { retry: false });
  const { timeZone: operation } = systemOperations;
  const { payload: zone } = await appliance.call(operation, { retry: false });
  if (typeof zone === 'string' && isTimeZone(zone)) {
    return { schedules: readSchedules(payload), timeZone: zone };
  }
  const { identity } = appliance;
  throw new Fault({
    code: 'INVALID_RESPONSE',
    text: `${identity.name} counts in the time zone "${String(zone).slice(0, 40)}", which is not known here: backups that are missed cannot be told.`,
    operation: operation.name,
    appliance: { ...identity },
  });
}

/** Milliseconds by which the wall clocks of a zone are ahead of UTC at a moment. */
function aheadOfUtc(moment: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(moment / 1000) * 1000;
}

/** The moment at which the clocks of a zone show a time (given as if it were UTC). */
function momentOf(wall: number, timeZone: string): number {
  const first = wall - aheadOfUtc(wall, timeZone);
  // On the other side of a change to or from summer time the difference is another.
  return wall - aheadOfUtc(first, timeZone);
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
  const due: number[] = [];
  const firstDay = Math.floor(after / oneDay) - 1;
  const lastDay = Math.floor(until / oneDay) + 1;
  for (let day = firstDay; day <= lastDay; day += 1) {
    const wall = day * oneDay + (hour * 60 + minute) * 60_000;
    if (!days.includes(new Date(wall).getUTCDay())) continue;
    const moment = momentOf(wall, timeZone);
    if (moment > after && moment <= until) due.push(moment);
  }
  return due;
}
