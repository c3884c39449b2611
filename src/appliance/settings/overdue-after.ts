/** The setting `overdueAfter` of the monitor: a number of hours, or a word. */

/** The word in place of a number: overdue by the schedule of the appliance. */
export const bySchedule = 'schedule';

/** @returns whether a text is that word; spaces and case are ignored. */
export function isBySchedule(text: string): boolean {
  return text.replaceAll(/\s/g, '').toLowerCase() === bySchedule;
}
