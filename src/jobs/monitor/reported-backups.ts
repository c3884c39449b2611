/**
 * Which backups have been reported, or need no report. An appliance lists every backup that it has ever
 * made, so the older ones are not remembered one by one, but by a time before which all have been.
 */
import { ownValue } from '../../messages/record';
import { type BackupEntry, hasEnded, hasSucceeded } from '../backups/entries';
import { newest, newestFirst, timeOfId, uncertainty } from '../backups/ids';
import type { JobState } from '../job/job';
import { longestAbsence } from './late-backups';
import type { MonitorMemory, StoredMemory } from './types';
import { withStored } from './with-stored';

/**
 * @returns whether an id, by the time that it begins with, is so old that it has no entry of its own.
 *   Never, if it does not begin with a time.
 */
function isPast(id: string, { reportedBefore }: StoredMemory): boolean {
  return reportedBefore !== undefined && timeOfId(id) < reportedBefore;
}

/** @returns whether a backup is known, in whatever state. */
export function isKnown(stored: StoredMemory, id: string): boolean {
  return ownValue(stored.backups, id) !== undefined || isPast(id, stored);
}

/**
 * @returns whether the end of a backup needs no report any more. One that is running although it is past
 *   is another job: of a restored appliance, say, which lists the one that made its own backup.
 */
export function isEndReported(stored: StoredMemory, entry: BackupEntry): boolean {
  if (!hasEnded(entry)) return false;
  const end: JobState = hasSucceeded(entry) ? 'succeeded' : 'failed';
  const reported = ownValue(stored.backups, entry.id);
  return reported === undefined ? isPast(entry.id, stored) : reported === end;
}

/**
 * Forgets single backups that have ended, by a time before which all have been reported: not the 30
 * newest, none of the last nine days, and none that is newer than one which has not been reported yet.
 * So one that appears late is reported nevertheless, and so is one with an id from before the others,
 * because the clock of the appliance was ahead and has been corrected.
 *
 * @param ids of all backups that the appliance lists.
 * @param now epoch milliseconds, by the clock of the appliance or by that of this machine: the earlier.
 */
export function withoutPast(
  memory: MonitorMemory,
  ids: readonly string[],
  now: number,
): MonitorMemory {
  const { stored } = memory;
  const { backups = {}, since } = stored;
  // Also those that the appliance does not list any more, or not for the moment.
  const sorted = newestFirst([...new Set([...ids, ...Object.keys(backups)])]);
  const oldestOfNewest = sorted?.[newest - 1];
  if (sorted === undefined || oldestOfNewest === undefined) return memory;
  const unreported = sorted.findLast(
    (id) => timeOfId(id) >= since - uncertainty && !isKnown(stored, id),
  );
  const settled = Math.min(
    timeOfId(oldestOfNewest),
    now - longestAbsence - uncertainty,
    unreported === undefined ? Number.POSITIVE_INFINITY : timeOfId(unreported),
  );
  const reportedBefore = Math.max(settled, stored.reportedBefore ?? settled);
  const kept = Object.entries(backups).filter(
    ([id, state]) => state === 'running' || !(timeOfId(id) < reportedBefore),
  );
  if (kept.length === Object.keys(backups).length) return memory;
  return withStored(memory, { backups: Object.fromEntries(kept), reportedBefore });
}
