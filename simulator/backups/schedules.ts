import type { DrivenClock } from '../time/clock';
import { nextDue, type Recurrence } from '../time/recurrence';

/** A schedule as the API tells of it. */
export interface ScheduleInfo {
  readonly parts: readonly string[];
  readonly location: string;
  readonly location_user?: string;
  readonly enable: boolean;
  readonly recurrence_info?: Recurrence;
  readonly retention_info?: { readonly max_count: number };
  readonly fast_backup?: boolean;
}

/** A schedule with what the API never tells. */
export interface Schedule {
  readonly info: ScheduleInfo;
  readonly backupPassword?: string;
}

/** The backup schedules of an appliance, in the time zone of its clock. */
export interface Schedules {
  get(name: string): Schedule | undefined;
  all(): ReadonlyMap<string, Schedule>;
  /** Undefined takes it away. */
  set(name: string, schedule: Schedule | undefined): void;
  timeZone: string;
  /** False lets scheduled times pass without a backup; which, as on an appliance, leaves no trace. */
  observed: boolean;
}

/**
 * Makes a list without schedules. `due` hears of each time that a schedule has come to, once,
 * with that time (simulated epoch milliseconds).
 * @throws {RangeError} for a time zone that there is none by that name
 */
export function createSchedules(
  clock: DrivenClock,
  initialTimeZone: string,
  due: (schedule: Schedule, time: number) => void,
): Schedules {
  const schedules = new Map<string, Schedule>();
  const appointments = new Map<string, () => void>();
  let timeZone = known(initialTimeZone);
  let observed = true;

  function arrange(name: string, after: number): void {
    appointments.get(name)?.();
    appointments.delete(name);
    const schedule = schedules.get(name);
    const recurrence = schedule?.info.recurrence_info;
    if (schedule === undefined || recurrence === undefined || !schedule.info.enable) return;
    const time = nextDue(recurrence, timeZone, after);
    if (time === undefined) return;
    const come = () => {
      if (observed) due(schedule, time);
      arrange(name, time);
    };
    appointments.set(name, clock.at(time, come));
  }

  return {
    get: (name) => schedules.get(name),
    all: () => schedules,
    set(name, schedule) {
      if (schedule === undefined) schedules.delete(name);
      else schedules.set(name, schedule);
      arrange(name, clock.now().getTime());
    },
    get timeZone() {
      return timeZone;
    },
    set timeZone(zone) {
      timeZone = known(zone);
      for (const name of schedules.keys()) arrange(name, clock.now().getTime());
    },
    get observed() {
      return observed;
    },
    set observed(value) {
      observed = value;
    },
  };
}

/** @throws {RangeError} for a time zone that there is none by that name */
function known(timeZone: string): string {
  new Intl.DateTimeFormat('en-US', { timeZone });
  return timeZone;
}
