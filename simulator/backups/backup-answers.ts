import { identity } from '../protocol/identity';
import { briefly, type Wording } from '../protocol/messages';
import { type BackupJob, progressOf, stateOf, timestampOf } from './backup-jobs';
import { backupDescriptions, backupProgress } from './backup-messages';
import { archiveLocation } from './locations';

// A job as the API tells of it: fields and their names are the specification's.

const service = 'com.vmware.appliance.recovery.backup.job';
const second = 1000;

/** The BackupJobStatus of a job at a time (simulated epoch milliseconds). */
export function backupStatus(job: BackupJob, now: number, wording: Wording) {
  return {
    id: job.id,
    state: stateOf(job),
    messages: reasonsOf(job).map(briefly(wording)),
    progress: progressOf(job, now),
    start_time: new Date(job.start).toISOString(),
    ...endOf(job),
  };
}

const statuses = { INPROGRESS: 'RUNNING', SUCCEEDED: 'SUCCEEDED', FAILED: 'FAILED' } as const;

/** The DetailsInfo of a job at a time (simulated epoch milliseconds). */
export function backupDetails(job: BackupJob, now: number, wording: Wording) {
  const { order, start, end } = job;
  const state = stateOf(job);
  const messages = reasonsOf(job).map(wording);
  return {
    description: wording(backupDescriptions[order.type]),
    service,
    operation: 'create',
    type: order.type,
    status: statuses[state],
    cancelable: end === undefined,
    location: archiveLocation(order.place, archiveOf(job)),
    location_user: order.placeUser,
    messages,
    progress: {
      total: 100,
      completed: progressOf(job, now),
      message: wording(backupProgress[state]),
    },
    build: {
      version_name: identity.versionName,
      version: identity.version,
      build_number: identity.build,
    },
    fast_backup: order.fast,
    ...(order.user === undefined ? {} : { user: order.user }),
    ...(state === 'FAILED' ? { error: { error_type: 'ERROR', messages } } : {}),
    // What was transferred is known once all of it was.
    ...(state === 'SUCCEEDED' ? { size: sizeOf(job) } : {}),
    ...(end === undefined ? {} : { duration: Math.round((end.time - start) / second) }),
    start_time: new Date(start).toISOString(),
    ...endOf(job),
  };
}

/** The folder that a job writes, named as real ones are. */
export function archiveOf({ order, start }: BackupJob): string {
  const kind = order.type === 'MANUAL' ? 'M' : 'S';
  return `${kind}_${identity.version}_${timestampOf(start)}_`;
}

function reasonsOf({ end }: BackupJob) {
  return end?.messages ?? [];
}

function endOf({ end }: BackupJob): { readonly end_time?: string } {
  return end === undefined ? {} : { end_time: new Date(end.time).toISOString() };
}

/** Bytes; a little different from backup to backup, and the same whenever it is asked. */
function sizeOf({ start }: BackupJob): number {
  return 1_873_741_824 + (Math.floor(start / second) % 99_991) * 1024;
}
