/** The looks that a monitor reports and that no single answer of the appliance gives. */
import { type ApplianceIdentity, Fault } from '../../appliance/faults/fault';
import { type BackupEntry, type BackupHistory, entryToReading } from '../backups/entries';
import type { AttentionReason, Job, JobKind, JobReading } from '../job/job';
import { textOf } from '../job/job-text';
import { noBackup } from '../read-job';

/** @returns the look at one of an appliance's backups, or the fault for one that cannot be read. */
export function lookAtEntry(identity: ApplianceIdentity, entry: BackupEntry): JobReading | Fault {
  try {
    return entryToReading(identity, entry);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

/** @returns the look of a job that was running and is gone. */
export function lostLook(
  identity: ApplianceIdentity,
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

/** @returns the look that says that a backup is late: at the latest backup, or that there is none. */
export function lateLook(
  identity: ApplianceIdentity,
  history: BackupHistory,
  reason: AttentionReason,
  text: string,
): JobReading {
  const [latest] = history.entries;
  const look = latest && lookAtEntry(identity, latest);
  if (look && !(look instanceof Fault)) {
    return { job: { ...look.job, reason, text }, payload: look.payload };
  }
  const { job, payload } = noBackup(identity, history);
  // That there is none is not true of one that cannot be read.
  if (history.ids.length > 0) {
    return { job: { ...job, reason, text }, payload: latest?.details ?? payload };
  }
  return { job: { ...job, reason, text: `${text} ${job.text}` }, payload };
}
