/**
 * What is kept of backups that have ended. They do not change any more, so nobody needs to ask for them
 * again. But an appliance lists every backup that it has ever made.
 */
import { isRecord } from '../../messages/record';
import { type BackupEntry, type EndedBackups, hasSucceeded, latestFirst } from './entries';
import { newest, timeOfId } from './ids';

/** How long (ms) before the newest one backups are compared with due times: a week, and what ids may be off. */
const compared = 9 * 24 * 3_600_000;

/** The details by which a backup is compared with others. */
const comparedDetails = [
  ...['status', 'type', 'messages', 'error'],
  ...['start_time', 'end_time', 'duration', 'size'],
];

function summaryOf({ id, details }: BackupEntry): BackupEntry {
  const { build } = details;
  // One by one: objects that are made of entries or spread into others do not share the list of their
  // properties, which is 300 bytes for each of the backups that are kept.
  const kept: Record<string, unknown> = {};
  for (const name of comparedDetails) {
    if (Object.hasOwn(details, name)) kept[name] = details[name];
  }
  if (isRecord(build)) kept.build = { version: build.version };
  return { id, details: kept, isSummary: true };
}

/**
 * Forgets what nobody compares backups with: all of those that are older than the latest one that has
 * succeeded, the 30 newest and nine days; of the others the details beyond a summary, except for the
 * latest one and the latest that has succeeded. Ids that do not begin with a time tell nothing of their
 * age: then none is forgotten.
 *
 * @param sorted the ids of all backups, the newest first; undefined where they do not tell their age, or
 *   are not known.
 */
export function keepWhatIsCompared(ended: EndedBackups, sorted?: readonly string[]): void {
  const entries = latestFirst([...ended.values()]);
  const success = entries.find(hasSucceeded);
  const oldest = sorted && success && oldestCompared(sorted, success.id);
  for (const entry of entries) {
    if (oldest !== undefined && timeOfId(entry.id) < oldest) ended.delete(entry.id);
    else if (!entry.isSummary && entry !== entries[0] && entry !== success) {
      ended.set(entry.id, summaryOf(entry));
    }
  }
}

/** @returns the time (epoch ms) from which ids are compared; undefined where all are. */
function oldestCompared(sorted: readonly string[], success: string): number | undefined {
  const [first] = sorted;
  const last = sorted[newest - 1];
  if (first === undefined || last === undefined) return undefined;
  return Math.min(timeOfId(first) - compared, timeOfId(last), timeOfId(success));
}
