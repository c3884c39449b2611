import { identity } from '../protocol/identity';
import type { Message } from '../protocol/messages';
import type { SimulatedClock } from '../time/clock';
import { risenTo } from '../time/rise';
import { type BackupFailure, backupFailures } from './backup-failures';
import { type BackupOrder, problemsWith } from './backup-orders';

export type BackupState = 'INPROGRESS' | 'SUCCEEDED' | 'FAILED';
export type EndState = Exclude<BackupState, 'INPROGRESS'>;
/** How a backup ends that nobody ends earlier. */
export type BackupEnding = EndState | 'never-ending';

/** A backup job. All times are simulated epoch milliseconds. */
export interface BackupJob {
  readonly id: string;
  readonly order: BackupOrder;
  readonly start: number;
  /** Milliseconds in which its progress rises to the highest. */
  readonly length: number;
  /** Percent that it does not exceed while it runs. */
  readonly highest: number;
  readonly end?: BackupEnd;
}

interface BackupEnd {
  readonly time: number;
  readonly state: EndState;
  readonly messages: readonly Message[];
}

/** The backup jobs that an appliance remembers. */
export type BackupJobs = ReturnType<typeof createBackupJobs>;

/** Percent that a job has reached at a time; an ended one keeps what it had. */
export function progressOf({ start, length, highest, end }: BackupJob, now: number): number {
  if (end?.state === 'SUCCEEDED') return 100;
  return Math.min(risenTo({ from: 0, to: 100, since: start, length }, end?.time ?? now), highest);
}

export function stateOf({ end }: BackupJob): BackupState {
  return end?.state ?? 'INPROGRESS';
}

/** Starts without jobs. A backup takes so many simulated seconds. */
export function createBackupJobs(clock: SimulatedClock, seconds: number) {
  const jobs = new Map<string, BackupJob>();
  const cancelEnds = new Map<string, () => void>();
  const length = seconds * 1000;
  let nextEnding: BackupEnding = 'SUCCEEDED';
  let nextFailure: BackupFailure = 'exception';
  /** All of them from the oldest to the newest, until one of them changes. */
  let sorted: readonly BackupJob[] | undefined;

  function keep(job: BackupJob): void {
    jobs.set(job.id, job);
    sorted = undefined;
  }

  function add(job: Omit<BackupJob, 'id'>, id = freeId(jobs, job.start)): BackupJob {
    if (jobs.has(id)) throw new RangeError(`There is a backup job "${id}" already.`);
    const added = { ...job, id };
    keep(added);
    return added;
  }

  function cancelEnd(id: string): void {
    cancelEnds.get(id)?.();
    cancelEnds.delete(id);
  }

  /**
   * A job that runs until it is ended, and gets no further than 42 percent.
   * @throws {RangeError} for an id that a job has already
   */
  function addRunning(order: BackupOrder, start: number, id?: string): BackupJob {
    return add({ order, start, length, highest: 42 }, id);
  }

  /** @throws {RangeError} for a job that there is not */
  function end(id: string, how: BackupEnd): void {
    const job = jobs.get(id);
    if (job === undefined) throw new RangeError(`There is no backup job "${id}".`);
    cancelEnd(id);
    keep({ ...job, end: how });
  }

  return {
    /** A new job, whatever else runs. It fails where the order cannot succeed. */
    start(order: BackupOrder, start = clock.now().getTime()): BackupJob {
      const problems = problemsWith(order);
      const state = problems.length > 0 ? 'FAILED' : nextEnding;
      if (state === 'never-ending') return addRunning(order, start);
      const reasons = problems.length > 0 ? problems : [backupFailures[nextFailure]];
      const how = { time: start + length, state, messages: state === 'FAILED' ? reasons : [] };
      const job = add({ order, start, length, highest: 99 });
      cancelEnds.set(
        job.id,
        clock.at(how.time, () => end(job.id, how)),
      );
      return job;
    },
    addRunning,
    /** @throws {RangeError} for an id that a job has already */
    addEnded: (order: BackupOrder, start: number, how: BackupEnd, id?: string) =>
      add({ order, start, length: how.time - start, highest: 100, end: how }, id),
    end,
    find: (id: string) => jobs.get(id),
    /** From the oldest to the newest; another list once one of them has changed. */
    all(): readonly BackupJob[] {
      sorted ??= [...jobs.values()].sort((left, right) => left.start - right.start);
      return sorted;
    },
    isRunning: () => [...jobs.values()].some((job) => job.end === undefined),
    remove(id: string): void {
      cancelEnd(id);
      jobs.delete(id);
      sorted = undefined;
    },
    /** How backups end that start from now on, and why those fail that do. */
    setNextEnding(ending: BackupEnding, failure: BackupFailure = 'exception'): void {
      nextEnding = ending;
      nextFailure = failure;
    },
  };
}

/** Named after the second at which a job began, as real ids are, or the next one that is free. */
function freeId(jobs: ReadonlyMap<string, unknown>, start: number): string {
  for (let time = start; ; time += 1000) {
    const id = `${timestampOf(time)}-${identity.build}`;
    if (!jobs.has(id)) return id;
  }
}

/** `YYYYMMDD-hhmmss` in UTC. */
export function timestampOf(time: number): string {
  return new Date(time).toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
}
