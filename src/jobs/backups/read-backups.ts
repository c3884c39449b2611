/**
 * Reads an appliance's backups. The list of details has every backup that the appliance has ever
 * made, so details are asked for only where they are needed, and never for all in one answer.
 */
import type { Answer, Appliance } from '../../appliance/client';
import { operations } from '../../appliance/operations/recovery-operations';
import { isRecord } from '../../messages/record';
import {
  type BackupEntry,
  type BackupHistory,
  type EndedBackups,
  hasEnded,
  hasSucceeded,
  latestFirst,
} from './entries';
import { inPortions, newestFirst } from './ids';

/** The largest number of ids that details are asked for in one request. */
const portion = 100;

/** Among how many of the newest ids start times determine the latest backup. */
export const newest = 30;

export interface ReadBackupsOptions {
  /** Whether a failed read is repeated. */
  retry?: boolean;
  /** Backups that need no request any more. Those that turn out to have ended are added. */
  ended?: EndedBackups | undefined;
  /** Milliseconds for each request, where they are fewer than those of the settings. */
  timeout?: number | undefined;
}

/**
 * @returns the ids of all backups, in no order, and the answer that contains them.
 * @throws Fault
 */
export async function readIds(
  appliance: Appliance,
  { retry = true, ended, timeout }: ReadBackupsOptions = {},
): Promise<{ ids: string[]; answer: Answer }> {
  const answer = await appliance.call(operations['backup.job.list'], { retry, timeout });
  const { payload } = answer;
  const ids = Array.isArray(payload) ? payload.filter((id) => typeof id === 'string') : [];
  // Services that come back may know of no backup for a moment: then all would be read again.
  if (ended && ids.length > 0) {
    const present = new Set(ids);
    for (const id of ended.keys()) if (!present.has(id)) ended.delete(id);
  }
  return { ids, answer };
}

/**
 * @returns the details that the appliance has of these backups, in no order. Its answer for an id
 *   without details is not specified.
 * @throws Fault
 */
export async function readDetails(
  appliance: Appliance,
  ids: readonly string[],
  { retry = true, ended, timeout }: ReadBackupsOptions = {},
): Promise<BackupEntry[]> {
  const entries = ids.flatMap((id) => ended?.get(id) ?? []);
  const unknown = ended ? ids.filter((id) => !ended.has(id)) : ids;
  // One after the other: an appliance is not to be loaded by those who watch it.
  for (const jobs of inPortions(unknown, portion)) {
    const { found, payload, requestId } = await appliance.call(
      operations['backup.job.details.list'],
      { retry, timeout, parameters: { jobs }, noneIsAnAnswer: true },
    );
    for (const [id, details] of Object.entries(found && isRecord(payload) ? payload : {})) {
      if (!isRecord(details)) continue;
      const entry = { id, details, requestId };
      entries.push(entry);
      if (hasEnded(entry)) ended?.set(id, entry);
    }
  }
  return entries;
}

export type LatestBackup = 'latest' | 'latest-succeeded';

/**
 * @returns the backup, if there is one, and the list of ids.
 * @throws Fault
 */
export async function readLatest(
  appliance: Appliance,
  which: LatestBackup,
  options: ReadBackupsOptions = {},
): Promise<{ entry?: BackupEntry; list: Answer }> {
  const { ids, answer: list } = await readIds(appliance, options);
  const sorted = newestFirst(ids);
  const portions = sorted
    ? [sorted.slice(0, newest), ...inPortions(sorted.slice(newest), portion)]
    : [ids];
  for (const some of portions) {
    const entries = latestFirst(await readDetails(appliance, some, options));
    const entry = which === 'latest' ? entries[0] : entries.find(hasSucceeded);
    if (entry) return { entry, list };
  }
  return { list };
}

/**
 * @param count how many of the newest are of interest.
 * @returns backups, the latest first: at least so many, if there are.
 * @throws Fault
 */
export async function readNewest(
  appliance: Appliance,
  count: number,
  options: ReadBackupsOptions = {},
): Promise<BackupEntry[]> {
  const { ids } = await readIds(appliance, options);
  const some = newestFirst(ids)?.slice(0, count) ?? ids;
  return latestFirst(await readDetails(appliance, some, options));
}

/** How often details are read in search of a successful backup, before it is given up. */
const mostSearches = 4;

/**
 * @param ids of all backups.
 * @returns the newest backups, the latest first, and further ones until one of them has succeeded: at
 *   most 120. All of them where the ids do not begin with a time.
 * @throws Fault
 */
export async function readUntilSuccess(
  appliance: Appliance,
  ids: readonly string[],
  options: ReadBackupsOptions = {},
): Promise<BackupEntry[]> {
  const sorted = newestFirst(ids);
  if (sorted === undefined) return latestFirst(await readDetails(appliance, ids, options));
  const entries: BackupEntry[] = [];
  for (let search = 0; search < mostSearches; search += 1) {
    const some = sorted.slice(search * newest, (search + 1) * newest);
    if (some.length === 0) break;
    entries.push(...(await readDetails(appliance, some, options)));
    if (entries.some(hasSucceeded)) break;
  }
  return latestFirst(entries);
}

/**
 * Which details somebody needs.
 *
 * @param ids of all backups.
 * @param entries those whose details are known.
 * @returns ids; called again once their details are known, until it returns no further one.
 */
export type WantDetails = (
  ids: readonly string[],
  entries: readonly BackupEntry[],
) => readonly string[];

/**
 * @param wants of all that need the history.
 * @param ended backups that need no request any more; those that have ended are added.
 * @param timeout ms for each request, where they are fewer than those of the settings.
 * @throws Fault
 */
export async function readHistory(
  appliance: Appliance,
  wants: readonly WantDetails[],
  ended: EndedBackups,
  timeout?: number,
): Promise<BackupHistory> {
  const options = { retry: false, ended, timeout };
  const { ids, answer } = await readIds(appliance, options);
  const { payload, statusCode, date } = answer;
  const list = { ids, payload, statusCode, ...(date === undefined ? {} : { date }) };
  const present = new Set(ids);
  const known = new Map([...ended].filter(([id]) => present.has(id)));
  const asked = new Set<string>();
  for (;;) {
    const entries = [...known.values()];
    const wanted = new Set(wants.flatMap((want) => want(ids, entries)));
    const further = [...wanted].filter((id) => !asked.has(id));
    if (further.length === 0) return { ...list, entries: latestFirst(entries) };
    for (const entry of await readDetails(appliance, further, options)) known.set(entry.id, entry);
    for (const id of further) asked.add(id);
  }
}
