/** Of which backups a monitor needs the details. */

import { ownValue } from '../../messages/record';
import { type BackupEntry, hasSucceeded } from '../backups/entries';
import { newest, newestFirst, timeOfId, uncertainty } from '../backups/ids';
import { longestAbsence } from './late-backups';
import type { MonitorMemory, MonitorSettings } from './types';

/** How many older backups are asked for at once, until one is found that has succeeded. */
const olderAtOnce = 100;

/**
 * @param sorted ids, the newest first.
 * @param time epoch milliseconds.
 * @returns how many of them begin with that time or a later one.
 */
function countFrom(sorted: readonly string[], time: number): number {
  const older = sorted.findIndex((id) => timeOfId(id) < time);
  return older < 0 ? sorted.length : older;
}

/**
 * Needs those that are new or running, the newest of all, those that due times are compared with, and
 * the latest that succeeded. Ids that do not begin with a time tell nothing of that: then all.
 *
 * @param entries backups whose details are known.
 * @param now epoch milliseconds.
 * @returns ids. Whoever knows their details asks again: the latest that succeeded may be older.
 */
export function detailsToWatch(
  { missedSchedule, overdueAfter }: Pick<MonitorSettings, 'missedSchedule' | 'overdueAfter'>,
  { stored }: Pick<MonitorMemory, 'stored'>,
  ids: readonly string[],
  entries: readonly BackupEntry[],
  now: number,
): readonly string[] {
  const sorted = newestFirst(ids);
  if (sorted === undefined) return ids;
  const { backups: reported, reportedBefore = 0, since, lastSuccess } = stored;
  const recent = missedSchedule ? countFrom(sorted, now - longestAbsence - uncertainty) : 0;
  const unreportedFrom = Math.max(since - uncertainty, reportedBefore);
  const unreported = reported === undefined ? 0 : countFrom(sorted, unreportedFrom);
  const wanted = sorted.filter(
    (id, index) =>
      index < Math.max(newest, recent) ||
      ownValue(reported, id) === 'running' ||
      (index < unreported && ownValue(reported, id) === undefined),
  );
  const needsSuccess = overdueAfter !== 0 && lastSuccess === undefined;
  // Older ones only once it is known that none of these has succeeded.
  if (!needsSuccess || entries.length === 0 || entries.some(hasSucceeded)) return wanted;
  const known = new Set([...wanted, ...entries.map(({ id }) => id)]);
  return [...wanted, ...sorted.filter((id) => !known.has(id)).slice(0, olderAtOnce)];
}
