/** Of which backups a monitor needs the details. */

import { ownValue } from '../../messages/record';
import { type BackupEntry, hasSucceeded } from '../backups/entries';
import { newestFirst, timeOfId } from '../backups/ids';
import { newest } from '../backups/read-backups';
import { longestAbsence } from './late-backups';
import type { MonitorMemory, MonitorSettings } from './types';

/** How much (ms) the time in an id may differ from that of the backup: zones, and clocks that are off. */
const uncertainty = 2 * 24 * 3_600_000;

/** How many older backups are asked for at once, until one is found that has succeeded. */
const olderAtOnce = 100;

/**
 * @param sorted ids, the newest first.
 * @param time epoch milliseconds.
 * @returns how many of them may be of backups since then.
 */
function countSince(sorted: readonly string[], time: number): number {
  const older = sorted.findIndex((id) => timeOfId(id) < time - uncertainty);
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
  const { backups: reported, since, lastSuccess } = stored;
  const recent = missedSchedule ? countSince(sorted, now - longestAbsence) : 0;
  const unreported = reported === undefined ? 0 : countSince(sorted, since);
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
