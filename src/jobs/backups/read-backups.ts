/**
 * Reads an appliance's backups. The list of details has every backup that the appliance has ever
 * made, so details are asked for only where they are needed, and never for all in one answer.
 */
import type { Answer, Appliance } from '../../appliance/client';
import { operations } from '../../appliance/operations/tables/recovery-operations';
import { isRecord } from '../../messages/record';
import { keepWhatIsCompared } from './ended-backups';
import {
  type BackupEntry,
  type EndedBackups,
  hasEnded,
  hasSucceeded,
  latestFirst,
} from './entries';
import { inPortions, newest, newestFirst } from './ids';

/** The largest number of ids that details are asked for in one request. */
const portion = 100;

export interface ReadBackupsOptions {
  /** Whether a failed read is repeated. */
  retry?: boolean;
  /** Backups that need no request any more. Those that turn out to have ended are added. */
  ended?: EndedBackups | undefined;
  /** Milliseconds for each request, where they are fewer than those of the settings. */
  timeout?: number | undefined;
}

interface ReadDetailsOptions extends ReadBackupsOptions {
  /** Of which backups a summary is not enough; of none, if left out. */
  needsAll?: (id: string) => boolean;
}

/** @returns the ids of all backups, in no order; what is not there any more is not kept either. */
export function idsIn({ payload }: Answer, ended?: EndedBackups): string[] {
  const ids = Array.isArray(payload) ? payload.filter((id) => typeof id === 'string') : [];
  // Services that come back may know of no backup for a moment: then all would be read again.
  if (ended && ids.length > 0) {
    const present = new Set(ids);
    for (const id of ended.keys()) if (!present.has(id)) ended.delete(id);
  }
  return ids;
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
  return { ids: idsIn(answer, ended), answer };
}

/**
 * @returns the details that the appliance has of these backups, in no order. Its answer for an id
 *   without details is not specified.
 * @throws Fault
 */
export async function readDetails(
  appliance: Appliance,
  ids: readonly string[],
  { retry = true, ended, timeout, needsAll = () => false }: ReadDetailsOptions = {},
): Promise<BackupEntry[]> {
  const known = (id: string) => {
    const entry = ended?.get(id);
    return entry?.isSummary && needsAll(id) ? undefined : entry;
  };
  const entries = ids.flatMap((id) => known(id) ?? []);
  const unknown = ids.filter((id) => known(id) === undefined);
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

/**
 * @returns the backup with all its details.
 * @throws Fault
 */
export async function readAllOf(
  appliance: Appliance,
  entry: BackupEntry,
  options: ReadBackupsOptions,
): Promise<BackupEntry> {
  if (!entry.isSummary) return entry;
  const [whole = entry] = await readDetails(appliance, [entry.id], {
    ...options,
    needsAll: () => true,
  });
  return whole;
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
    const whole = entry && (await readAllOf(appliance, entry, options));
    if (options.ended) keepWhatIsCompared(options.ended, sorted);
    if (whole) return { entry: whole, list };
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
  const portions = sorted ? inPortions(sorted, newest).slice(0, mostSearches) : [ids];
  const entries: BackupEntry[] = [];
  for (const some of portions) {
    entries.push(...(await readDetails(appliance, some, options)));
    if (entries.some(hasSucceeded)) break;
  }
  const found = latestFirst(entries);
  const success = found.find(hasSucceeded);
  const whole = success && (await readAllOf(appliance, success, options));
  if (options.ended) keepWhatIsCompared(options.ended, sorted);
  return found.map((entry) => (entry === success && whole ? whole : entry));
}
