import { isNone, type Job, type JobKind, type JobReading, type JobState } from '../job/job';
import { textOf } from '../job/job-text';
import { createAbsences } from './absences';
import type { Change, Monitored } from './monitor';

/** @returns the look of a job that was running and then was not there any more. */
export function lostLook(
  { identity }: Monitored,
  kind: JobKind,
  known: Partial<Job>,
  statusCode: number,
): JobReading {
  const job: Omit<Job, 'text'> = {
    ...known,
    kind,
    appliance: { ...identity },
    state: 'lost',
    messages: [],
    statusCode,
    reason: 'lost',
  };
  return { job: { ...job, text: textOf(job) }, payload: null };
}

/**
 * The jobs of which an appliance has one slot each. A reconciliation is known by its start, also
 * after a restart of Node-RED; a restore has neither id nor times, so only what is seen live counts.
 */
export function createSlotMonitor(monitored: Monitored): {
  see(look: JobReading): Change[];
  missed(kind: 'reconciliation' | 'restore'): void;
  running(): JobReading | undefined;
} {
  const { memory, settings } = monitored;
  const absences = createAbsences();
  const isFirst = { reconciliation: true, restore: true };
  const latest = new Map<JobKind, JobReading>();
  /** Nobody looked for a reconciliation before, so what is there at first is no change. */
  const isNew = memory.reconciliation === undefined;
  let restore: { state: JobState; last?: JobReading } | undefined;

  function remember(start: string, state: JobState): void {
    memory.reconciliation = { start, state };
  }

  function noReconciliation({ job }: JobReading): Change[] {
    memory.reconciliation ??= { start: '', state: 'none' };
    const { start, state } = memory.reconciliation;
    if (state !== 'running' || !absences.isGone('reconciliation')) return [];
    const known = start === '' ? {} : { startTime: start };
    const look = lostLook(monitored, 'reconciliation', known, job.statusCode);
    return [{ look, told: () => remember(start, 'lost') }];
  }

  function seeReconciliation(look: JobReading): Change[] {
    const isStart = isFirst.reconciliation;
    isFirst.reconciliation = false;
    if (isNone(look.job)) return noReconciliation(look);
    absences.isThere('reconciliation');
    const { state, startTime: start = '' } = look.job;
    const known = memory.reconciliation;
    const told = () => remember(start, state);
    if (isStart && settings.reportAtStart) return [{ look, told }];
    if (known?.start === start && known.state === state) return [];
    if (isStart && isNew) {
      told();
      return [];
    }
    return [{ look, told }];
  }

  function noRestore({ job }: JobReading): Change[] {
    restore ??= { state: job.state };
    if (isNone(restore)) return [];
    // Once a restore has been seen, HTTP 500 means an appliance in trouble, not one without any.
    if (job.statusCode === 500 || !absences.isGone('restore')) return [];
    if (restore.state !== 'running') {
      restore = { state: job.state };
      return [];
    }
    const look = lostLook(monitored, 'restore', restore.last?.job ?? {}, job.statusCode);
    const told = () => {
      restore = { state: 'lost' };
    };
    return [{ look, told }];
  }

  function seeRestore(look: JobReading): Change[] {
    const isStart = isFirst.restore;
    isFirst.restore = false;
    if (isNone(look.job)) return noRestore(look);
    absences.isThere('restore');
    const { state } = look.job;
    const told = () => {
      restore = { state, last: look };
    };
    if (restore?.state === state || (isStart && !settings.reportAtStart)) {
      told();
      return [];
    }
    return [{ look, told }];
  }

  return {
    see(look) {
      latest.set(look.job.kind, look);
      return look.job.kind === 'restore' ? seeRestore(look) : seeReconciliation(look);
    },
    missed: absences.isThere,
    running: () => [...latest.values()].find(({ job }) => job.state === 'running'),
  };
}
