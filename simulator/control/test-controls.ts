import type { Appliance } from '../appliance/appliance';
import { backupFailures } from '../backups/backup-failures';
import { type BackupState, type EndState, stateOf } from '../backups/backup-jobs';
import { type BackupType, orderOfSchedule } from '../backups/backup-orders';
import { completeSchedule, type ScheduleInfo } from '../backups/default-schedule';
import { message } from '../protocol/messages';

/** What a test says of a backup; everything has a default. */
export interface AddedBackup {
  /** Made from the start time. */
  readonly id?: string;
  /** SUCCEEDED */
  readonly state?: BackupState;
  /** MANUAL */
  readonly type?: BackupType;
  /** As long before its end as a backup takes; of a running one, now. */
  readonly startTime?: Date;
  /** As long after its start as a backup takes, but not later than now; without that, an hour ago. */
  readonly endTime?: Date;
  /** Why it failed, or what there is to say of one that did not. */
  readonly message?: string;
}

export type BackupControls = ReturnType<typeof createBackupControls>;

const hour = 60 * 60_000;

/** What tests and the control address change on an appliance by hand. */
export function createTestControls(appliance: Appliance) {
  const { backups, schedules, restore } = appliance;
  return {
    backups: createBackupControls(appliance),
    schedules: {
      /** Undefined removes it. What is not given is as in the default schedule. */
      set: (name: string, info: Partial<ScheduleInfo> | undefined) =>
        schedules.set(name, info === undefined ? undefined : completeSchedule(info)),
      get: (name: string) => schedules.get(name)?.info,
      /** What the appliance makes of what a request has set: another spelling, or nothing of it. */
      setStoredAs: schedules.setStoredAs,
      /** Lets scheduled times pass without a backup and without a trace, until resumed. */
      suspend: () => schedules.setSuspended(true),
      resume: () => schedules.setSuspended(false),
    },
    restore: {
      /** Sets what the job is at; nothing follows from it by itself. */
      set: restore.set,
      /** Whether the appliance is deployed and not yet restored, which allows a restore. */
      setRestorable: restore.setRestorable,
    },
    /** How backups end that start from now on, and why those fail that do. */
    nextBackups: backups.setNextEnding,
    /** @throws {RangeError} for an unknown time zone */
    setTimeZone: schedules.setTimeZone,
  };
}

/** What tests do to backups. Nothing here is refused because something is running. */
function createBackupControls({ backups, clock, settings }: Appliance) {
  const now = () => clock.now().getTime();
  return {
    /**
     * A job of the past, or one that runs until it is ended. Returns its id.
     * @throws {RangeError} for an id that a job has already
     */
    add({ id, state = 'SUCCEEDED', type = 'MANUAL', message: words, ...times }: AddedBackup = {}) {
      const order = orderOf(type);
      if (state === 'INPROGRESS') {
        return backups.addRunning(order, times.startTime?.getTime() ?? now(), id).id;
      }
      const [start, time] = spanOf(times, now(), settings.backupSeconds * 1000);
      const end = { time, state, messages: messagesOf(state, words) };
      return backups.addEnded(order, start, end, id).id;
    },
    /** One begins now, as if started in the management interface. Returns its id. */
    start: (type: BackupType = 'MANUAL') => backups.start(orderOf(type)).id,
    /**
     * Ends a job now.
     * @throws {RangeError} for a job that there is not
     */
    end(id: string, state: EndState = 'SUCCEEDED', words?: string): void {
      backups.end(id, { time: now(), state, messages: messagesOf(state, words) });
    },
    /** Forgets a job, even one that runs. */
    remove: backups.remove,
    clear(): void {
      for (const { id } of backups.all()) backups.remove(id);
    },
    /** From the oldest to the newest, which the appliance itself does not promise. */
    list: () =>
      backups.all().map((job) => ({
        id: job.id,
        state: stateOf(job),
        type: job.order.type,
        startTime: new Date(job.start),
        ...(job.end === undefined ? {} : { endTime: new Date(job.end.time) }),
      })),
  };
}

/** What the management interface orders, or the default schedule. */
function orderOf(type: BackupType) {
  const order = orderOfSchedule(completeSchedule({}), type === 'MANUAL' ? 'root' : undefined);
  return { ...order, type };
}

function messagesOf(state: EndState, words: string | undefined) {
  if (words !== undefined) return [message('simulator.free.text', words)];
  return state === 'FAILED' ? [backupFailures.exception] : [];
}

function spanOf(
  { startTime, endTime }: Pick<AddedBackup, 'startTime' | 'endTime'>,
  now: number,
  length: number,
): readonly [start: number, end: number] {
  if (startTime !== undefined) {
    const start = startTime.getTime();
    return [start, endTime?.getTime() ?? Math.min(start + length, Math.max(start, now))];
  }
  const end = endTime?.getTime() ?? now - hour;
  return [end - length, end];
}
