/**
 * What a monitor judges by where the clock of its machine is wrong, or was: the appliance's own times
 * are compared with the appliance's own clock.
 */
import type { BackupHistory } from '../backups/entries';
import type { MonitorMemory } from './types';

/**
 * @param now by the clock of this machine (epoch ms).
 * @returns when the backups were read (epoch ms), by the clock of the appliance if its answer says so:
 *   then in whole seconds.
 */
export function timeOfLook({ date }: BackupHistory, now: number): number {
  return date ?? now;
}

/**
 * A clock that was ahead leaves times in the future, before which nothing would be a change.
 *
 * @param at epoch milliseconds.
 * @returns the memory without stored times later than that.
 */
export function withoutFuture(memory: MonitorMemory, at: number): MonitorMemory {
  const { stored } = memory;
  const { since, lastSuccess, overdue, judged } = stored;
  const times = [since, lastSuccess, overdue, ...Object.values(judged ?? {})];
  if (times.every((time) => time === undefined || time <= at)) return memory;
  const past = (time: number) => Math.min(time, at);
  const pastTimes = Object.entries(judged ?? {}).map(([key, time]) => [key, past(time)]);
  return {
    ...memory,
    stored: {
      ...stored,
      since: past(since),
      ...(lastSuccess === undefined ? {} : { lastSuccess: past(lastSuccess) }),
      ...(overdue === undefined ? {} : { overdue: past(overdue) }),
      ...(judged === undefined ? {} : { judged: Object.fromEntries(pastTimes) }),
    },
  };
}
