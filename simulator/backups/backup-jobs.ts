import { identity } from '../protocol/identity';
import type { Message } from '../protocol/messages';
import type { DrivenClock } from '../time/clock';

export type BackupState = 'INPROGRESS' | 'SUCCEEDED' | 'FAILED';
export type BackupType = 'SCHEDULED' | 'MANUAL';
/** How a backup goes that nobody ends before. */
export type BackupEnding = 'SUCCEEDED' | 'FAILED' | 'never-ending';

/** What a backup is to save, and where. */
export interface BackupOrder {
  readonly type: BackupType;
  /** A URL without a password. */
  readonly place: string;
  readonly placeUser: string;
  readonly parts: readonly string[];
  readonly comment: string;
  readonly fast: boolean;
  readonly password?: string;
  /** Who started it; absent for the appliance itself. */
  readonly user?: string;
}

/** A backup job. All times are simulated epoch milliseconds. */
export interface BackupJob {
  readonly id: string;
  readonly order: BackupOrder;
  readonly start: number;
  /** Milliseconds in which its progress rises to the highest. */
  readonly length: number;
  /** Percent that it does not get beyond while it runs. */
  readonly highest: number;
  readonly end?: BackupEnd;
}

export interface BackupEnd {
  readonly time: number;
  readonly state: Exclude<BackupState, 'INPROGRESS'>;
  readonly messages: readonly Message[];
}

/** When a backup begins and how it goes. */
export interface BackupCourse {
  /** Made from its start where there is none. */
  readonly id?: string | undefined;
  readonly start: number;
  readonly ending: BackupEnding;
  /** Why it fails, where it does. */
  readonly messages?: readonly Message[];
}

/** The backup jobs that an appliance remembers. */
export interface Backups {
  /**
   * A new job, whatever else runs.
   * @throws {RangeError} for an id that a job has already
   */
  begin(order: BackupOrder, course: BackupCourse): BackupJob;
  /**
   * A job that came to its end already.
   * @throws {RangeError} for an id that a job has already
   */
  record(order: BackupOrder, start: number, end: BackupEnd, id?: string): BackupJob;
  /** @throws {RangeError} for a job that there is not */
  end(id: string, end: BackupEnd): void;
  find(id: string): BackupJob | undefined;
  /** From the oldest to the newest. */
  all(): readonly BackupJob[];
  running(): BackupJob | undefined;
  remove(id: string): void;
  clear(): void;
}

/** What percentage a job has reached at a time; an ended one keeps what it had. */
export function progressOf({ start, length, highest, end }: BackupJob, now: number): number {
  if (end?.state === 'SUCCEEDED') return 100;
  const time = end?.time ?? now;
  const share = length === 0 ? 1 : Math.max(0, Math.min((time - start) / length, 1));
  return Math.min(Math.floor(100 * share), highest);
}

export function stateOf({ end }: BackupJob): BackupState {
  return end?.state ?? 'INPROGRESS';
}

/** Makes an empty memory. Backups take so many simulated seconds. */
export function createBackups(clock: DrivenClock, seconds: number): Backups {
  const jobs = new Map<string, BackupJob>();
  const ends = new Map<string, () => void>();
  const length = seconds * 1000;

  function keep(job: BackupJob): BackupJob {
    jobs.set(job.id, job);
    return job;
  }

  function newId(start: number, wanted: string | undefined): string {
    if (wanted === undefined) return freeId(jobs, start);
    if (jobs.has(wanted)) throw new RangeError(`There is a backup job "${wanted}" already.`);
    return wanted;
  }

  function callOff(id: string): void {
    ends.get(id)?.();
    ends.delete(id);
  }

  function end(id: string, how: BackupEnd): void {
    const job = jobs.get(id);
    if (job === undefined) throw new RangeError(`There is no backup job "${id}".`);
    callOff(id);
    // Where its progress stops that of a running one would have stopped too.
    keep({ ...job, end: how });
  }

  return {
    begin(order, { id, start, ending, messages = [] }) {
      const highest = ending === 'never-ending' ? 42 : 99;
      const job = keep({ id: newId(start, id), order, start, length, highest });
      if (ending !== 'never-ending') {
        const time = start + length;
        const how: BackupEnd = { time, state: ending, messages };
        ends.set(
          job.id,
          clock.at(time, () => end(job.id, how)),
        );
      }
      return job;
    },
    record: (order, start, how, id) =>
      keep({
        id: newId(start, id),
        order,
        start,
        length: how.time - start,
        highest: 100,
        end: how,
      }),
    end,
    find: (id) => jobs.get(id),
    all: () => [...jobs.values()].sort((left, right) => left.start - right.start),
    running: () => [...jobs.values()].find(({ end }) => end === undefined),
    remove(id) {
      callOff(id);
      jobs.delete(id);
    },
    clear() {
      for (const id of jobs.keys()) callOff(id);
      jobs.clear();
    },
  };
}

/** After the second at which a job began, as real ids are, or the next that no other job has. */
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
