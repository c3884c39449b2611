import { Fault } from '../../appliance/faults/fault';
import { type BackupEntry, type BackupHistory, detailsOf } from '../backups';
import { answerToJob } from '../job/answer-to-job';
import { isNone, type JobReading, timeOf } from '../job/job';
import type { Plan } from '../schedule/plan';
import { createAbsences } from './absences';
import { createBackupAlarms } from './backup-alarms';
import type { Change, Monitored } from './monitor';
import { lostLook } from './single-job-changes';

/** Changes of the backups of one appliance: begun, ended, lost, overdue, missed. */
export function createBackupMonitor(monitored: Monitored): {
  see(history: BackupHistory, now: number): Change[];
  seeSchedules(history: BackupHistory, now: number, plan: Plan): Change[];
  missed(): void;
  running(): JobReading | undefined;
} {
  const { identity, settings, memory, onFault } = monitored;
  const absences = createAbsences();
  /** Nobody looked for backups before, so what is there at first is no change. */
  const isNew = memory.backups === undefined;
  let unreadable: ReadonlySet<string> = new Set();
  let isFirst = true;
  let looks: ReadonlyMap<string, JobReading> = new Map();

  function lookOf({ id, details }: BackupEntry, { statusCode }: BackupHistory): JobReading {
    const answer = {
      operation: 'backup.job.details.list',
      requestId: '',
      statusCode,
      payload: details,
      found: true,
    };
    const job = answerToJob('backup', identity, answer);
    return { job: { ...job, id, details: detailsOf(details) }, payload: details };
  }

  /** The backups that can be read, the latest first: one that cannot must not hide the others. */
  function readable(history: BackupHistory): Map<string, JobReading> {
    const read = new Map<string, JobReading>();
    const failed = new Set<string>();
    for (const entry of history.entries) {
      try {
        read.set(entry.id, lookOf(entry, history));
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        failed.add(entry.id);
        if (!unreadable.has(entry.id)) onFault(error);
      }
    }
    unreadable = failed;
    return read;
  }

  /** Services that come back may know of no backup at first: the others that come later are old. */
  function isOld({ id, endTime }: JobReading['job']): boolean {
    const end = timeOf(endTime)?.getTime();
    return memory.backups?.[id ?? ''] === undefined && end !== undefined && end < memory.since;
  }

  function changed(history: BackupHistory): Change[] {
    const isStart = isFirst;
    isFirst = false;
    memory.backups ??= {};
    const known = memory.backups;
    const latest = history.entries[0]?.id;
    return [...looks].toReversed().flatMap(([id, look]) => {
      const { state } = look.job;
      const told = () => {
        known[id] = state;
      };
      if (isNone(look.job)) return [];
      if (isStart && id === latest && settings.reportAtStart) return [{ look, told }];
      if (known[id] === state) return [];
      if ((isStart && isNew) || isOld(look.job)) {
        told();
        return [];
      }
      return [{ look, told }];
    });
  }

  function lost({ entries, statusCode }: BackupHistory): Change[] {
    const known = memory.backups ?? {};
    const there = new Set(entries.map(({ id }) => id));
    return Object.entries(known).flatMap(([id, state]) => {
      if (there.has(id)) absences.isThere(id);
      if (there.has(id) || !absences.isGone(id)) return [];
      const told = () => {
        absences.isThere(id);
        delete known[id];
      };
      if (state === 'running') {
        return [{ look: lostLook(monitored, 'backup', { id }, statusCode), told }];
      }
      // What the appliance has forgotten need not be remembered either. But services that come back
      // may know of no backup at all for a while: all would be told anew.
      if (entries.length > 0) told();
      return [];
    });
  }

  const alarms = createBackupAlarms(monitored, (id) => looks.get(id));

  return {
    see(history, now) {
      looks = readable(history);
      return [...changed(history), ...lost(history), ...alarms.overdue(history, now)];
    },
    seeSchedules: alarms.missed,
    missed() {
      absences.forget();
      alarms.forget();
    },
    running: () => [...looks.values()].find(({ job }) => job.state === 'running'),
  };
}
