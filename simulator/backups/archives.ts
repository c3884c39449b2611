import { identity } from '../protocol/identity';
import { archiveOf } from './backup-answers';
import type { BackupJob, BackupJobs } from './backup-jobs';
import { archiveLocation, isUnreachable, locationUrl, withoutUser } from './locations';

// What lies on the backup server: one archive for each backup that succeeded, where it was sent to.

/** A backup that succeeded, and therefore is an archive. */
type Archive = BackupJob & { readonly end: NonNullable<BackupJob['end']> };

/** The archives of this system at a location, from the oldest to the newest. */
export function archivesAt(
  backups: BackupJobs,
  location: string,
  system: string = identity.name,
): Archive[] {
  if (isUnreachable(location) || system !== identity.name) return [];
  const wanted = withoutUser(locationUrl(location));
  return archives(backups).filter(({ order }) => withoutUser(order.location) === wanted);
}

/** The archive whose own location this is. */
export function archiveBy(backups: BackupJobs, location: string): Archive | undefined {
  const wanted = withoutUser(locationUrl(location));
  return archives(backups).find(
    (job) => archiveLocation(withoutUser(job.order.location), archiveOf(job)) === wanted,
  );
}

export function archiveSummary(job: Archive) {
  return {
    archive: archiveOf(job),
    timestamp: new Date(job.start).toISOString(),
    version: identity.version,
    comment: job.order.comment,
  };
}

/** Its time is that of the end, whereas a summary has that of the start. */
export function archiveInfo(job: Archive) {
  return {
    timestamp: new Date(job.end.time).toISOString(),
    location: archiveLocation(job.order.location, archiveOf(job)),
    parts: job.order.parts,
    version: identity.version,
    system_name: identity.name,
    comment: job.order.comment,
  };
}

function archives(backups: BackupJobs): Archive[] {
  return backups.all().filter((job): job is Archive => job.end?.state === 'SUCCEEDED');
}
