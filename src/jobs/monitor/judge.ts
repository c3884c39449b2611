/**
 * What changed at an appliance since it was last reported. Nothing here asks, sends, stores or keeps
 * anything. Who calls {@link judge} reports each change and then takes over and stores its memory; so
 * a change is reported at least once, and twice only where Node-RED is stopped in between.
 */
import { findBackupChanges } from './backup-states';
import { findMissed, findOverdue } from './late-backups';
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

/** What was missing before a failed look counts no more: two looks in a row have to miss it. */
function withNothingMissing(memory: MonitorMemory, at: Watched): MonitorMemory {
  const { live } = memory;
  if (at === 'backups') {
    const backups = { ...live.backups, missing: [], areAllMissing: false };
    return { ...memory, live: { ...live, backups } };
  }
  return { ...memory, live: { ...live, [at]: { ...live[at], isMissing: false } } };
}

/**
 * Judges one look at an appliance.
 *
 * @param memory what is known from the looks before. It is not changed.
 * @param seen what the look found, or that it failed.
 * @param now epoch milliseconds.
 */
export function judge(
  monitored: Monitored,
  memory: MonitorMemory,
  seen: Seen,
  now: number,
): Judgement {
  switch (seen.what) {
    case 'reconciliation':
      return asJudgement(findReconciliationChange(monitored, memory, seen.look));
    case 'restore':
      return asJudgement(findRestoreChange(monitored, memory, seen.look));
    case 'backups': {
      const { faults, ...found } = findBackupChanges(monitored, memory, seen.history);
      const overdue = findOverdue(monitored, found.memory, seen.history, now);
      const changes = [...found.changes, ...overdue.changes];
      return asJudgement({ memory: overdue.memory, changes }, faults);
    }
    case 'schedules':
      return asJudgement(findMissed(monitored, memory, seen, now));
    case 'failed look':
      return asJudgement({ memory: withNothingMissing(memory, seen.at), changes: [] });
  }
}
