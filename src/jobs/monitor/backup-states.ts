/** Changes of the backups of one appliance: started, ended, lost. */
import { Fault } from '../../appliance/faults/fault';
import type { BackupHistory } from '../backups';
import { isGone, missedAgain } from '../job/absence';
import { isNone, type Job, type JobReading, timeOf } from '../job/job';
import { lookAtEntry, lostLook } from './looks';
import { reportsWhatItFinds } from './start-memory';
import type { Findings, FoundChange, Monitored, MonitorMemory } from './types';

interface BackupLook {
  id: string;
  look: JobReading;
}

/** @returns the backups that can be read, the latest first: one that cannot must not hide the others. */
function readable(
  { identity }: Monitored,
  history: BackupHistory,
): { looks: BackupLook[]; unreadable: Map<string, Fault> } {
  const looks: BackupLook[] = [];
  const unreadable = new Map<string, Fault>();
  for (const entry of history.entries) {
    const look = lookAtEntry(identity, entry, history);
    if (look instanceof Fault) unreadable.set(entry.id, look);
    else looks.push({ id: entry.id, look });
  }
  return { looks, unreadable };
}

function withoutBackup(memory: MonitorMemory, id: string): MonitorMemory {
  const { [id]: _gone, ...backups } = memory.stored.backups ?? {};
  return { ...memory, stored: { ...memory.stored, backups } };
}

/** The memory in which a backup was reported in this state, or needs no report. */
function withBackup(memory: MonitorMemory, id: string, { state }: Job): MonitorMemory {
  const { stored } = memory;
  return { ...memory, stored: { ...stored, backups: { ...stored.backups, [id]: state } } };
}

function findChanged(
  monitored: Monitored,
  before: MonitorMemory,
  { entries }: BackupHistory,
  looks: readonly BackupLook[],
): Findings {
  const { stored, live } = before;
  const known = stored.backups ?? {};
  const reportsLatest = reportsWhatItFinds(monitored, before) && live.backups.lookedAt === undefined;

  /** Services that come back may know of no backup at first: the others that come later are old. */
  const isOld = (id: string, { endTime }: Job): boolean => {
    const end = timeOf(endTime)?.getTime();
    return known[id] === undefined && end !== undefined && end < stored.since;
  };

  let memory: MonitorMemory = { ...before, stored: { ...stored, backups: known } };
  const changes: FoundChange[] = [];
  for (const { id, look } of looks.toReversed()) {
    const { job } = look;
    const isReportedAtStart = reportsLatest && id === entries[0]?.id;
    if (isNone(job) || (known[id] === job.state && !isReportedAtStart)) continue;
    // What is there when somebody looks for the first time is no change.
    const isNoChange = stored.backups === undefined || isOld(id, job);
    if (isNoChange && !isReportedAtStart) memory = withBackup(memory, id, job);
    else changes.push({ look, remember: (then) => withBackup(then, id, job) });
  }
  return { memory, changes };
}

function findLost(
  { identity }: Monitored,
  before: MonitorMemory,
  { entries, statusCode }: BackupHistory,
  now: number,
): Findings {
  const { live, stored } = before;
  const { absences: missed, lookedAt = now } = live.backups;
  const present = new Set(entries.map(({ id }) => id));
  const known = stored.backups ?? {};
  const missing = Object.keys(known)
    .filter((id) => !present.has(id))
    .map((id) => ({ id, absence: missedAgain(missed[id] ?? { lastSeen: lookedAt, looks: 0 }) }));
  const gone = missing.filter(({ absence }) => isGone(absence, now)).map(({ id }) => id);
  const absences = Object.fromEntries(missing.map(({ id, absence }) => [id, absence]));
  let memory: MonitorMemory = {
    ...before,
    live: { ...live, backups: { ...live.backups, absences } },
  };
  const changes: FoundChange[] = [];
  for (const id of gone) {
    if (known[id] === 'running') {
      const look = lostLook(identity, 'backup', { id }, statusCode);
      changes.push({ look, remember: (then) => withoutBackup(then, id) });
    } else if (entries.length > 0) {
      // What the appliance has forgotten need not be remembered either. But services that come back
      // may know of no backup at all for a while: all would be reported again.
      memory = withoutBackup(memory, id);
    }
  }
  return { memory, changes };
}

/**
 * @param now epoch milliseconds.
 * @returns what was found, and the faults of backups that could not be read for the first time.
 */
export function findBackupChanges(
  monitored: Monitored,
  before: MonitorMemory,
  history: BackupHistory,
  now: number,
): Findings & { faults: Fault[] } {
  const { looks, unreadable } = readable(monitored, history);
  const changed = findChanged(monitored, before, history, looks);
  const lost = findLost(monitored, changed.memory, history, now);
  const { live } = lost.memory;
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
    memory: { ...lost.memory, live: { ...live, backups } },
    changes: [...changed.changes, ...lost.changes],
    faults,
  };
}
