import { Fault } from '../../src/appliance/faults/fault';
import { isOutage } from '../../src/appliance/faults/is-outage';
import type { Clock } from '../../src/clock';

/**
 * Whether the schedules of an appliance can be read. Services that are starting may not have them for a
 * while: that alone makes no weekly backup overdue.
 */
export interface ScheduleReads {
  worked(): void;
  /** @returns whether the schedules count as unreadable now. */
  failed(error: unknown): boolean;
}

/** @param tolerated for how long (ms) an outage is none. */
export function createScheduleReads(clock: Clock, tolerated: number): ScheduleReads {
  let haveWorked = false;
  let failingSince: number | undefined;
  return {
    worked() {
      haveWorked = true;
      failingSince = undefined;
    },
    failed(error) {
      failingSince ??= clock.now();
      const mayPass = error instanceof Fault && isOutage(error, haveWorked);
      return !mayPass || clock.now() - failingSince >= tolerated;
    },
  };
}
