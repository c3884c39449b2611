/**
 * What changed at an appliance since it was last reported. Nothing here asks, sends, stores or keeps
 * anything. Who calls {@link judge} reports each change and then takes over and stores its memory; so
 * a change is reported at least once, and twice only where Node-RED is stopped in between.
 */
import { interrupted } from '../job/absence';
import { findBackupChanges } from './backup-states';
import { timeOfLook, withoutFuture } from './clocks';
import { findMissed, findOverdue } from './late-backups';
import { findOverdueBySchedule } from './overdue-by-schedule';
import { findReconciliationChange, findRestoreChange } from './single-jobs';
import type { Findings, Judgement, Monitored, MonitorMemory, Seen, Watched } from './types';

/** Gives each change the memory that follows from it and from those before it. */
function asJudgement({ memory, changes }: Findings, faults: Judgement['faults'] = []): Judgement {
  let latest = memory;
  return {
    memory,
    changes: changes.map(({ look, remember }) => {
      latest = remember(latest);
      return { look, memory: latest };
    }),
    faults,
  };
}

/** A poll that failed is none in a row of polls that do not find something. */
function withInterruption(memory: MonitorMemory, at: Watched): MonitorMemory {
  const { live } = memory;
  if (at === 'backups') {
    const absences = Object.fromEntries(
      Object.entries(live.backups.absences).map(([id, absence]) => [id, interrupted(absence)]),
    );
    const backups = { ...live.backups, absences, areAllMissing: false };
    return { ...memory, live: { ...live, backups } };
  }
  const { absence } = live[at];
  const job = { ...live[at], absence: absence && interrupted(absence) };
  return { ...memory, live: { ...live, [at]: job } };
}

/**
 * Judges one look at an appliance.
 *
 * @param memory what is known from the looks before. It is not changed.
 * @param seen what the look found, or that it failed.
 * @param now epoch milliseconds, by a clock that does not jump while the monitor runs.
 */
export function judge(
  monitored: Monitored,
  memory: MonitorMemory,
  seen: Seen,
  now: number,
): Judgement {
  switch (seen.what) {
    case 'reconciliation':
      return asJudgement(findReconciliationChange(monitored, memory, seen.look, now));
    case 'restore':
      return asJudgement(findRestoreChange(monitored, memory, seen.look, now));
    case 'backups': {
      const at = timeOfLook(seen.history, now);
      const before = withoutFuture(memory, at);
      const { faults, ...found } = findBackupChanges(monitored, before, seen.history, { now, at });
      const overdue = findOverdue(monitored, found.memory, seen.history, at);
      const changes = [...found.changes, ...overdue.changes];
      return asJudgement({ memory: overdue.memory, changes }, faults);
    }
    case 'schedules': {
      const at = timeOfLook(seen.history, now);
      const missed = findMissed(monitored, withoutFuture(memory, at), seen, at);
      const overdue = findOverdueBySchedule(monitored, missed.memory, seen, at);
      return asJudgement({
        memory: overdue.memory,
        changes: [...missed.changes, ...overdue.changes],
      });
    }
    case 'failed look':
      return asJudgement({ memory: withInterruption(memory, seen.at), changes: [] });
  }
}
