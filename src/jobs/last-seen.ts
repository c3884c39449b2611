/**
 * What was last seen of an appliance's jobs, whoever asked: a summary of the answers that pass by, not
 * the answers. Nothing here asks.
 */
import type { Answer } from '../appliance/client';
import { systemOperations } from '../appliance/operations/tables/further-operations';
import { operations } from '../appliance/operations/tables/recovery-operations';
import { isRecord } from '../messages/record';
import { newestFirst } from './backups/ids';
import { stateIn } from './job/answer-to-job';
import { type JobState, timeOf } from './job/job';
import { kinds } from './job/kinds';
import { isTimeZone, nextDue, type Schedule } from './schedule/due-times';
import { type Plan, readSchedules } from './schedule/plan';

/** Of a reconciliation, a backup or a restore. All times are epoch milliseconds. */
export interface SeenJob {
  state: JobState;
  /** Percent. */
  progress?: number;
  start?: number;
  end?: number;
  /** When it was seen. */
  at: number;
}

export type SeenBackup = SeenJob & { id: string };

/** All backups of an appliance, in what matters of them. */
export interface SeenBackups {
  /** The one that started last; left out where there is none. */
  latest?: SeenBackup;
  /** The one that succeeded last. */
  success?: SeenBackup;
  /** By its id, which nobody may have asked the details of; left out where there is none. */
  newest?: string;
  /** When the list of them was seen. */
  at: number;
}

/** What was last seen; a part that nobody has asked for is left out. */
export interface Seen {
  reconciliation?: SeenJob;
  restore?: SeenJob;
  backups?: SeenBackups;
  /** Those that start backups. */
  schedules?: readonly Schedule[];
  /** When they were seen to differ from those before. */
  schedulesChangedAt?: number;
  timeZone?: string;
  /** Of the appliance. */
  version?: string;
}

/** Takes the summary of an answer. */
type Reader = (seen: Seen, answer: Answer, at: number) => void;

function seenJob(body: Record<string, unknown>, at: number): SeenJob | undefined {
  const found = stateIn(body);
  if (found === undefined) return undefined;
  const { state, progress } = found;
  const start = timeOf(body.start_time)?.getTime();
  const end = timeOf(body.end_time)?.getTime();
  // With every answer: an object that is spread takes ten times as long.
  const job: SeenJob = { state, at };
  if (progress !== undefined) job.progress = progress;
  if (start !== undefined) job.start = start;
  if (end !== undefined) job.end = end;
  return job;
}

function readSingle(kind: 'reconciliation' | 'restore'): Reader {
  return (seen, { payload, found }, at) => {
    const job = found
      ? seenJob(isRecord(payload) ? payload : {}, at)
      : { state: 'not-found' as const, at };
    if (job !== undefined) seen[kind] = job;
  };
}

interface KnownBackups {
  latest: SeenBackup | undefined;
  success: SeenBackup | undefined;
  newest: string | undefined;
}

/** What is known stays so where the latest is still the newest of the list. */
function seenAgain({ latest, success, newest }: KnownBackups, at: number): SeenBackups {
  const isLatest = latest !== undefined && latest.id === newest;
  return {
    ...(latest ? { latest: isLatest ? { ...latest, at } : latest } : {}),
    ...(success ? { success: isLatest ? { ...success, at } : success } : {}),
    ...(newest === undefined ? {} : { newest }),
    at,
  };
}

/**
 * Those that the list does not have any more are forgotten, as after a restore. The others are as they
 * were, unless the list shows a newer one.
 */
const readIds: Reader = (seen, { payload, unchanged }, at) => {
  const { backups: before } = seen;
  if (unchanged && before) {
    const { latest, success, newest } = before;
    seen.backups = seenAgain({ latest, success, newest }, at);
  }
  if (!Array.isArray(payload)) return;
  const ids = payload.filter((id) => typeof id === 'string');
  const [newest] = newestFirst(ids) ?? ids;
  const known = (job: SeenBackup | undefined) => (job && ids.includes(job.id) ? job : undefined);
  const [latest, success] = [known(before?.latest), known(before?.success)];
  seen.backups = seenAgain({ latest, success, newest }, at);
};

function isNoOlder(one: SeenJob, other: SeenJob | undefined): boolean {
  return other === undefined || (one.start ?? 0) >= (other.start ?? 0);
}

/** Without the list, nobody knows whether one of these backups is the latest. */
const readDetails: Reader = ({ backups }, { payload }, at) => {
  if (backups === undefined || !isRecord(payload)) return;
  for (const [id, details] of Object.entries(payload)) {
    const job = isRecord(details) ? seenJob(details, at) : undefined;
    if (job === undefined) continue;
    const backup = { ...job, id };
    if (isNoOlder(backup, backups.latest)) backups.latest = backup;
    if (backup.state === 'succeeded' && isNoOlder(backup, backups.success)) {
      backups.success = backup;
    }
  }
};

const readPlan: Reader = (seen, { payload }, at) => {
  const { schedules: before } = seen;
  seen.schedules = readSchedules(payload);
  const isAnother = JSON.stringify(before) !== JSON.stringify(seen.schedules);
  if (before !== undefined && isAnother) seen.schedulesChangedAt = at;
};

const readTimeZone: Reader = (seen, { payload }) => {
  if (typeof payload === 'string' && isTimeZone(payload)) seen.timeZone = payload;
};

const readVersion: Reader = (seen, { payload }) => {
  const version = isRecord(payload) ? payload.version : undefined;
  if (typeof version === 'string') seen.version = version.slice(0, 40);
};

/** By the operation that is answered. */
const readers: ReadonlyMap<string, Reader> = new Map([
  [kinds.reconciliation.get.name, readSingle('reconciliation')],
  [kinds.restore.get.name, readSingle('restore')],
  [operations['backup.job.list'].name, readIds],
  [operations['backup.job.details.list'].name, readDetails],
  [operations['backup.schedules.list'].name, readPlan],
  [systemOperations.timeZone.name, readTimeZone],
  [systemOperations.version.name, readVersion],
]);

/**
 * Takes note of an answer.
 *
 * @param at epoch ms.
 * @returns whether it says anything of what is seen here.
 */
export function note(seen: Seen, answer: Answer, at: number): boolean {
  const read = readers.get(answer.operation);
  read?.(seen, answer, at);
  return read !== undefined;
}

/** @returns the plan of the appliance; undefined where a part of it is not known. */
export function planIn({ schedules, timeZone, schedulesChangedAt }: Seen): Plan | undefined {
  if (schedules === undefined || timeZone === undefined) return undefined;
  const change = schedulesChangedAt === undefined ? {} : { changedAt: schedulesChangedAt };
  return { schedules, timeZone, ...change };
}

/** @returns when the next backup is due (epoch ms); undefined where that is not known, or none ever is. */
export function nextBackupDue(seen: Seen, now: number): number | undefined {
  const plan = planIn(seen);
  return plan && nextDue(plan.schedules, plan.timeZone, now);
}
