import { identity } from '../protocol/identity';
import { archiveOf } from './backup-answers';
import type { BackupJob, Backups } from './backup-jobs';
import { archiveLocation, isUnreachable, placeOf } from './locations';

// What lies on the backup server: one archive for each backup that succeeded, where it was sent to.

/** A backup that succeeded, and therefore is an archive. */
export type Archive = BackupJob & { readonly end: NonNullable<BackupJob['end']> };

/** The archives of this system at a place, from the oldest to the newest. */
export function archivesAt(
  backups: Backups,
  location: string,
  system: string = identity.name,
): Archive[] {
  if (isUnreachable(location) || system !== identity.name) return [];
  const place = withoutUser(placeOf(location));
  return archives(backups).filter(({ order }) => withoutUser(order.place) === place);
}

/** The archive whose own place this is. */
export function archiveBy(backups: Backups, location: string): Archive | undefined {
  const wanted = withoutUser(placeOf(location));
  return archives(backups).find(
    (job) => archiveLocation(withoutUser(job.order.place), archiveOf(job)) === wanted,
  );
}

export function summaryOf(job: Archive) {
  return {
    archive: archiveOf(job),
    timestamp: new Date(job.start).toISOString(),
    version: identity.version,
    comment: job.order.comment,
  };
}

/** Its time is that of the end, where a summary has that of the start. */
export function infoOf(job: Archive) {
  return {
    timestamp: new Date(job.end.time).toISOString(),
    location: archiveLocation(job.order.place, archiveOf(job)),
    parts: job.order.parts,
    version: identity.version,
    system_name: identity.name,
    comment: job.order.comment,
  };
}

/** It is the same place whoever goes there. */
function withoutUser(place: string): string {
  return place.replace(/^([^/]*:\/\/)[^/]*@/, '$1');
}

function archives(backups: Backups): Archive[] {
  return backups.all().filter(isArchive);
}

function isArchive(job: BackupJob): job is Archive {
  return job.end?.state === 'SUCCEEDED';
}
