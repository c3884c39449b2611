import { hourIn, type Recurrence } from '../time/recurrence';

/** A schedule as the API describes it. */
export interface ScheduleInfo {
  readonly parts: readonly string[];
  readonly location: string;
  readonly location_user?: string | undefined;
  readonly enable: boolean;
  readonly recurrence_info?: Recurrence;
  readonly retention_info?: { readonly max_count: number };
  /** An appliance before 8.0.2 has none. */
  readonly fast_backup?: boolean | undefined;
}

/** A schedule with what the API never reveals. */
export interface Schedule {
  readonly info: ScheduleInfo;
  readonly backupPassword?: string | undefined;
}

/** Where backups go unless something else is said. */
const defaultLocation = {
  location: 'sftp://backup.lab.example/vc',
  location_user: 'svc-backup',
};

/**
 * Every day at 23:00. Where an appliance starts within six hours of that it is 11:00 instead, so that
 * no backup begins by itself and gets in the way of something else that is being tried or tested;
 * whoever wants one moves the clock.
 */
export function defaultRecurrence(timeZone: string, start: number): Recurrence {
  const hour = hourIn(timeZone, start);
  return { hour: hour >= 5 && hour < 17 ? 23 : 11, minute: 0, days: [] };
}

/** A schedule of which only some is given. */
export function completeSchedule(info: Partial<ScheduleInfo>): Schedule {
  return {
    info: asReported({
      ...{ parts: ['seat'], ...defaultLocation, enable: true, fast_backup: false },
      ...info,
    }),
  };
}

/** An appliance reports the days of a daily schedule as an empty list. */
export function asReported({ recurrence_info: recurrence, ...info }: ScheduleInfo): ScheduleInfo {
  if (recurrence === undefined) return info;
  return { ...info, recurrence_info: { days: [], ...recurrence } };
}
