import { daysOfWeek, type Recurrence, wallClock } from '../time/recurrence';
import type { Schedule, ScheduleInfo } from './schedules';

/** Where backups go where nobody says otherwise. */
export const usualPlace = 'sftp://backup.lab.example/vc';
export const usualPlaceUser = 'svc-backup';

/**
 * Every day at 23:00. Where an appliance starts nearer to that than six hours it is 11:00 instead,
 * so that no backup begins by itself, and stands in the way of other things, while somebody tries
 * out or tests those; whoever wants one moves the clock.
 */
export function usualRecurrence(timeZone: string, start: number): Recurrence {
  const hour = new Date(wallClock(timeZone, start)).getUTCHours();
  return { hour: hour >= 5 && hour < 17 ? 23 : 11, minute: 0, days: daysOfWeek };
}

/** The schedule that the management interface would have made. */
export function usualSchedule(recurrence: Recurrence): Schedule {
  return { info: completed({ recurrence_info: recurrence, retention_info: { max_count: 7 } }) };
}

/** A schedule of which only some is said. */
export function completed(info: Partial<ScheduleInfo>): ScheduleInfo {
  return {
    parts: ['seat'],
    location: usualPlace,
    location_user: usualPlaceUser,
    enable: true,
    fast_backup: false,
    ...info,
  };
}
