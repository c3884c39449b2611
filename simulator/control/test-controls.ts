import type { ApplianceState } from '../appliance/call';
import type { RestoreState } from '../appliance/restore-job';
import {
  type BackupEnding,
  type BackupOrder,
  type BackupState,
  type BackupType,
  stateOf,
} from '../backups/backup-jobs';
import { accessDenied, told } from '../backups/backup-messages';
import { courseOf } from '../backups/backup-orders';
import { completed, usualPlace, usualPlaceUser } from '../backups/default-schedule';
import type { ScheduleInfo } from '../backups/schedules';

/** A backup job, for tests. */
export interface SimulatedBackup {
  readonly id: string;
  readonly state: BackupState;
  readonly type: BackupType;
  readonly startTime: Date;
  readonly endTime?: Date;
}

/** What a test says of a backup; everything has a default. */
export interface BackupWish {
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

/** What tests do to the backups of an appliance. Nothing here is refused for what runs already. */
export interface BackupSteering {
  /**
   * A job of the past, or one that runs until it is told to end. Returns its id.
   * @throws {RangeError} for an id that a job has already
   */
  add(wish?: BackupWish): string;
  /** One begins now, as if started in the management interface. Returns its id. */
  start(type?: BackupType): string;
  /**
   * Ends a job now, with SUCCEEDED unless told otherwise.
   * @throws {RangeError} for a job that there is not
   */
  end(id: string, state?: 'SUCCEEDED' | 'FAILED', message?: string): void;
  /** Forgets a job, also one that runs. */
  remove(id: string): void;
  clear(): void;
  /** From the oldest to the newest, which the appliance itself does not promise. */
  list(): readonly SimulatedBackup[];
}

/** What tests do to the schedules of an appliance. */
export interface ScheduleSteering {
  /** Undefined takes it away. What is not said of one is as in the usual schedule. */
  set(name: string, info: Partial<ScheduleInfo> | undefined): void;
  get(name: string): ScheduleInfo | undefined;
  /** Lets scheduled times pass without a backup and without a trace, until resumed. */
  suspend(): void;
  resume(): void;
}

/** What tests do to the restore job of an appliance. */
export interface RestoreSteering {
  /** Says what it is at; nothing follows from it by itself. */
  set(state: RestoreState, progress?: number): void;
  /** Whether the appliance is deployed and not yet restored, the one state that allows a restore. */
  setRestorable(restorable: boolean): void;
}

/** Everything of an appliance that tests and the control address change by hand. */
export interface Steering {
  readonly backups: BackupSteering;
  readonly schedules: ScheduleSteering;
  readonly restore: RestoreSteering;
  /** How backups end that start from now on. */
  nextBackups(ending: BackupEnding): void;
  /** @throws {RangeError} for a time zone that there is none by that name */
  setTimeZone(timeZone: string): void;
}

const hour = 60 * 60_000;

/** Gives the wheel of an appliance whose backups take so many simulated seconds. */
export function createSteering(state: ApplianceState, backupSeconds: number): Steering {
  const { clock, backups, schedules, restore } = state;
  const length = backupSeconds * 1000;
  const now = () => clock.now().getTime();

  return {
    backups: {
      add({ id, state: wanted = 'SUCCEEDED', type = 'MANUAL', message, ...times } = {}) {
        const order = orderOf(type);
        if (wanted === 'INPROGRESS') {
          const start = times.startTime?.getTime() ?? now();
          return backups.begin(order, { id, start, ending: 'never-ending' }).id;
        }
        const { start, end: time } = spanOf(times, now(), length);
        const end = { time, state: wanted, messages: messagesOf(wanted, message) };
        return backups.record(order, start, end, id).id;
      },
      start(type = 'MANUAL') {
        const order = orderOf(type);
        return backups.begin(order, courseOf(order, state.nextBackups, now())).id;
      },
      end(id, how = 'SUCCEEDED', message) {
        backups.end(id, { time: now(), state: how, messages: messagesOf(how, message) });
      },
      remove: (id) => backups.remove(id),
      clear: () => backups.clear(),
      list: () =>
        backups.all().map((job) => ({
          id: job.id,
          state: stateOf(job),
          type: job.order.type,
          startTime: new Date(job.start),
          ...(job.end === undefined ? {} : { endTime: new Date(job.end.time) }),
        })),
    },
    schedules: {
      set: (name, info) =>
        schedules.set(name, info === undefined ? undefined : { info: completed(info) }),
      get: (name) => schedules.get(name)?.info,
      suspend() {
        schedules.observed = false;
      },
      resume() {
        schedules.observed = true;
      },
    },
    restore: {
      set: (to, progress) => restore.set(to, progress),
      setRestorable(restorable) {
        restore.restorable = restorable;
      },
    },
    nextBackups(ending) {
      state.nextBackups = ending;
    },
    setTimeZone(timeZone) {
      schedules.timeZone = timeZone;
    },
  };
}

/** What the management interface orders, or the usual schedule. */
function orderOf(type: BackupType): BackupOrder {
  return {
    type,
    place: usualPlace,
    placeUser: usualPlaceUser,
    parts: ['common', 'seat'],
    comment: '',
    fast: false,
    ...(type === 'MANUAL' ? { user: 'root' } : {}),
  };
}

function messagesOf(state: 'SUCCEEDED' | 'FAILED', words: string | undefined) {
  if (words !== undefined) return [told(words)];
  return state === 'FAILED' ? [accessDenied] : [];
}

function spanOf(
  { startTime, endTime }: Pick<BackupWish, 'startTime' | 'endTime'>,
  now: number,
  length: number,
): { readonly start: number; readonly end: number } {
  if (startTime !== undefined) {
    const start = startTime.getTime();
    return { start, end: endTime?.getTime() ?? Math.min(start + length, Math.max(start, now)) };
  }
  const end = endTime?.getTime() ?? now - hour;
  return { start: end - length, end };
}
