import type { SimulatedClock } from '../time/clock';
import { hourIn, nextDue } from '../time/recurrence';
import type { Schedule, ScheduleInfo } from './default-schedule';

/** The backup schedules of an appliance, in the time zone of its clock. */
export type Schedules = ReturnType<typeof createSchedules>;

/**
 * Starts without schedules. `onDue` is called once for each time at which a schedule is due, with
 * that time (simulated epoch milliseconds).
 * @throws {RangeError} for an unknown time zone
 */
export function createSchedules(
  clock: SimulatedClock,
  initialTimeZone: string,
  onDue: (schedule: Schedule, time: number) => void,
) {
  const schedules = new Map<string, Schedule>();
  const cancelNext = new Map<string, () => void>();
  let timeZone = knownTimeZone(initialTimeZone);
  let isSuspended = false;
  let storedAs = (info: ScheduleInfo) => info;

  function arrange(name: string, after = clock.now().getTime()): void {
    cancelNext.get(name)?.();
    cancelNext.delete(name);
    const schedule = schedules.get(name);
    const recurrence = schedule?.info.recurrence_info;
    if (schedule === undefined || recurrence === undefined || !schedule.info.enable) return;
    const time = nextDue(recurrence, timeZone, after);
    if (time === undefined) return;
    const run = () => {
      if (!isSuspended) onDue(schedule, time);
      arrange(name, time);
    };
    cancelNext.set(name, clock.at(time, run));
  }

  /** Undefined removes it. */
  function set(name: string, schedule: Schedule | undefined): void {
    if (schedule === undefined) schedules.delete(name);
    else schedules.set(name, schedule);
    arrange(name);
  }

  return {
    get: (name: string) => schedules.get(name),
    all: () => [...schedules],
    set,
    /** As a request of the API has it. */
    store(name: string, { info, ...secrets }: Schedule): void {
      set(name, { info: storedAs(info), ...secrets });
    },
    /** What the appliance makes of a schedule that a request of the API has created or changed. */
    setStoredAs(made: (info: ScheduleInfo) => ScheduleInfo): void {
      storedAs = made;
    },
    timeZone: () => timeZone,
    /** @throws {RangeError} for an unknown time zone */
    setTimeZone(zone: string): void {
      timeZone = knownTimeZone(zone);
      for (const name of schedules.keys()) arrange(name);
    },
    /** Lets scheduled times pass without a backup; as on an appliance, that leaves no trace. */
    setSuspended(suspended: boolean): void {
      isSuspended = suspended;
    },
  };
}

/** @throws {RangeError} for an unknown time zone */
function knownTimeZone(timeZone: string): string {
  hourIn(timeZone, 0);
  return timeZone;
}
