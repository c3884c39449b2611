/** The looks that a monitor reports and that no single answer of the appliance gives. */
import { type ApplianceIdentity, Fault } from '../../appliance/faults/fault';
import type { Text } from '../../messages/sentence';
import { type BackupEntry, type BackupHistory, entryToReading, isEmpty } from '../backups/entries';
import type { AttentionReason, JobFacts, JobKind, JobReading } from '../job/job';
import { sentencesOf } from '../job/job-text';
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
  known: Partial<JobFacts>,
  statusCode: number,
): JobReading {
  const job: JobFacts = {
    ...known,
    kind,
    appliance: { ...identity },
    state: 'lost',
    messages: [],
    statusCode,
    reason: 'lost',
  };
  return { job, payload: null };
}

/** @returns the look that says that a backup is late: at the latest backup, or that there is none. */
export function lateLook(
  identity: ApplianceIdentity,
  history: BackupHistory,
  reason: AttentionReason,
  sentences: Text,
): JobReading {
  const [latest] = history.entries;
  const look = latest && lookAtEntry(identity, latest);
  if (look && !(look instanceof Fault)) {
    return { job: { ...look.job, reason }, sentences, payload: look.payload };
  }
  const none = noBackup(identity, history);
  const job = { ...none.job, reason };
  // That there is none is not true of one that cannot be read.
  if (!isEmpty(history)) return { job, sentences, payload: latest?.details ?? none.payload };
  return { job, sentences: [...sentences, ...sentencesOf(none)], payload: none.payload };
}
