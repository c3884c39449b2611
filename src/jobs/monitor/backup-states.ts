/** Changes of the backups of one appliance: started, ended, lost. */
import { Fault } from '../../appliance/faults/fault';
import { ownValue } from '../../messages/record';
import type { BackupEntry, BackupHistory } from '../backups/entries';
import { timeOfId } from '../backups/ids';
import { isGone, missedAgain } from '../job/absence';
import { isNone, type JobFacts, type JobReading, type JobState, timeOf } from '../job/job';
import { lookAtEntry, lostLook } from './looks';
import { isEndReported, withoutPast } from './reported-backups';
import { reportsWhatItFinds } from './start-memory';
import type { Findings, FoundChange, Monitored, MonitorMemory } from './types';
import { withStored } from './with-stored';

interface BackupLook {
  id: string;
  look: JobReading;
}

/**
 * @param isReported whether a backup is known as it is. Most are, of thousands: they are not read again.
 * @returns the other backups that can be read, the latest first: one that cannot must not hide them.
 */
function readable(
  { identity }: Monitored,
  { entries }: BackupHistory,
  isReported: (entry: BackupEntry) => boolean,
): { looks: BackupLook[]; unreadable: Map<string, Fault> } {
  const looks: BackupLook[] = [];
  const unreadable = new Map<string, Fault>();
  for (const entry of entries) {
    if (isReported(entry)) continue;
    const look = lookAtEntry(identity, entry);
    if (look instanceof Fault) unreadable.set(entry.id, look);
    else looks.push({ id: entry.id, look });
  }
  return { looks, unreadable };
}

function isReportDueAtStart(monitored: Monitored, before: MonitorMemory): boolean {
  return reportsWhatItFinds(monitored, before) && before.live.backups.lookedAt === undefined;
}

function withoutBackups(memory: MonitorMemory, ids: readonly string[]): MonitorMemory {
  if (ids.length === 0) return memory;
  const gone = new Set(ids);
  const left = Object.entries(memory.stored.backups ?? {}).filter(([id]) => !gone.has(id));
  return { ...memory, stored: { ...memory.stored, backups: Object.fromEntries(left) } };
}

/** The memory in which a backup was reported in this state, or needs no report. */
function withBackup(memory: MonitorMemory, id: string, { state }: JobFacts): MonitorMemory {
  return withStored(memory, { backups: { ...memory.stored.backups, [id]: state } });
}

function findChanged(
  monitored: Monitored,
  before: MonitorMemory,
  { entries }: BackupHistory,
  looks: readonly BackupLook[],
): Findings {
  const { stored } = before;
  const known = stored.backups ?? {};
  const reportsLatest = isReportDueAtStart(monitored, before);

  /** Services that come back may know of no backup at first: the others that come later are old. */
  const isOld = (id: string, { endTime }: JobFacts): boolean => {
    const end = timeOf(endTime)?.getTime();
    return ownValue(known, id) === undefined && end !== undefined && end < stored.since;
  };

  const unreported = new Map<string, JobState>();
  const changes: FoundChange[] = [];
  for (const { id, look } of looks.toReversed()) {
    const { job } = look;
    const isReportedAtStart = reportsLatest && id === entries[0]?.id;
    if (isNone(job) || (ownValue(known, id) === job.state && !isReportedAtStart)) continue;
    // What is there when somebody looks for the first time is no change.
    const isNoChange = stored.backups === undefined || isOld(id, job);
    if (isNoChange && !isReportedAtStart) unreported.set(id, job.state);
    else changes.push({ look, remember: (then) => withBackup(then, id, job) });
  }
  const backups = { ...known, ...Object.fromEntries(unreported) };
  const memory = stored.backups && unreported.size === 0 ? before : withStored(before, { backups });
  return { memory, changes };
}

/** Whether a backup that is gone has ended, and its id does not tell when it is past. */
function isEndForgotten(known: Readonly<Record<string, JobState>>, id: string): boolean {
  return known[id] !== 'running' && Number.isNaN(timeOfId(id));
}

function findLost(
  { identity }: Monitored,
  before: MonitorMemory,
  { ids, statusCode }: BackupHistory,
  now: number,
): Findings {
  const { live, stored } = before;
  const { absences: missed, lookedAt = now } = live.backups;
  const present = ids && new Set(ids);
  const known = stored.backups ?? {};
  const neverMissed = { lastSeen: lookedAt, polls: 0 };
  // In the same list as before, the same ones are missing.
  const missing = Object.keys(present ? known : missed)
    .filter((id) => (present ? !present.has(id) : ownValue(known, id) !== undefined))
    .map((id) => ({ id, absence: missedAgain(ownValue(missed, id) ?? neverMissed) }));
  const gone = missing.filter(({ absence }) => isGone(absence, now)).map(({ id }) => id);
  const absences = Object.fromEntries(missing.map(({ id, absence }) => [id, absence]));
  const memory: MonitorMemory = {
    ...before,
    live: { ...live, backups: { ...live.backups, absences } },
  };
  const changes: FoundChange[] = gone
    .filter((id) => known[id] === 'running')
    .map((id) => ({
      look: lostLook(identity, 'backup', { id }, statusCode),
      remember: (then) => withoutBackups(then, [id]),
    }));
  // What the appliance has forgotten need not be remembered either. But services that come back may
  // know of none, or not of all, for a while: they would be reported again. Most are past some day.
  const forgotten = ids?.length !== 0 ? gone.filter((id) => isEndForgotten(known, id)) : [];
  return { memory: withoutBackups(memory, forgotten), changes };
}

/**
 * @param now epoch milliseconds, by a clock that does not jump.
 * @param at when the backups were read (epoch ms), by the clock of the appliance if it is known.
 * @returns what was found, and the faults of backups that could not be read for the first time.
 */
export function findBackupChanges(
  monitored: Monitored,
  before: MonitorMemory,
  history: BackupHistory,
  { now, at }: { now: number; at: number },
): Findings & { faults: Fault[] } {
  const [latest] = history.entries;
  const { looks, unreadable } = readable(monitored, history, (entry) => {
    if (entry === latest && isReportDueAtStart(monitored, before)) return false;
    return isEndReported(before.stored, entry);
  });
  const changed = findChanged(monitored, before, history, looks);
  const lost = findLost(monitored, changed.memory, history, now);
  const { ids } = history;
  const memory = ids ? withoutPast(lost.memory, ids, Math.min(now, at)) : lost.memory;
  const { live } = memory;
  const backups = {
    ...live.backups,
    lookedAt: now,
    unreadable: [...unreadable.keys()],
    running: looks.find(({ look }) => look.job.state === 'running')?.look.job,
  };
  const faults = [...unreadable].flatMap(([id, fault]) =>
    before.live.backups.unreadable.includes(id) ? [] : [fault],
  );
  return {
    memory: { ...memory, live: { ...live, backups } },
    changes: [...changed.changes, ...lost.changes],
    faults,
  };
}
