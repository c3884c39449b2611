import { identity } from '../protocol/identity';
import { message, plain, type Wording } from '../protocol/messages';
import { type BackupJob, progressOf, stateOf, timestampOf } from './backup-jobs';
import { base32 } from './base32';
import { archiveLocation } from './locations';

// A job as the API describes it: fields and their names are the specification's.

const second = 1000;

const descriptions = {
  MANUAL: message('simulator.backup.description.manual'),
  SCHEDULED: message('simulator.backup.description.scheduled'),
};

/** What the details say about each state: its name there, and what the job is doing. */
const states = {
  INPROGRESS: { status: 'RUNNING', progress: message('simulator.backup.transferring') },
  SUCCEEDED: { status: 'SUCCEEDED', progress: message('simulator.backup.completed') },
  FAILED: { status: 'FAILED', progress: message('simulator.backup.failed') },
} as const;

/** The BackupJobStatus of a job at a time (simulated epoch milliseconds). */
export function backupStatus(job: BackupJob, now: number, wording: Wording) {
  return {
    id: job.id,
    state: stateOf(job),
    messages: (job.end?.messages ?? []).map(plain(wording)),
    progress: progressOf(job, now),
    ...timesOf(job),
  };
}

/**
 * The DetailsInfo of a job at a time (simulated epoch milliseconds). One that runs or has failed has
 * a size and a duration as well: the bytes transferred and the seconds passed so far.
 */
export function backupDetails(job: BackupJob, now: number, wording: Wording) {
  const { order, start, end } = job;
  const state = stateOf(job);
  const messages = (end?.messages ?? []).map(wording);
  return {
    description: wording(descriptions[order.type]),
    service: 'com.vmware.appliance.recovery.backup.job',
    operation: 'create',
    type: order.type,
    status: states[state].status,
    cancelable: end === undefined,
    location: archiveLocation(order.location, archiveOf(job)),
    location_user: order.locationUser,
    messages,
    progress: {
      total: 100,
      completed: progressOf(job, now),
      message: wording(states[state].progress),
    },
    build: {
      version_name: identity.versionName,
      version: identity.version,
      build_number: identity.build,
    },
    fast_backup: order.fast,
    ...(order.user === undefined ? {} : { user: order.user }),
    ...(state === 'FAILED' ? { error: { error_type: 'ERROR', messages } } : {}),
    size: Math.floor((sizeOf(start) * progressOf(job, now)) / 100),
    duration: Math.round(((end?.time ?? now) - start) / second),
    ...timesOf(job),
  };
}

/** The folder that a job writes, named as real ones are: the comment is at its end. */
export function archiveOf({ order, start }: BackupJob): string {
  const type = order.type === 'MANUAL' ? 'M' : 'S';
  return `${type}_${identity.version}_${timestampOf(start)}_${base32(order.comment)}`;
}

function timesOf({ start, end }: BackupJob) {
  const start_time = new Date(start).toISOString();
  return end === undefined
    ? { start_time }
    : { start_time, end_time: new Date(end.time).toISOString() };
}

/** Bytes of a whole backup; a little different from backup to backup, and the same whenever it is asked for. */
function sizeOf(start: number): number {
  return 1_873_741_824 + (Math.floor(start / second) % 99_991) * 1024;
}
