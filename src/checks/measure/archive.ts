/**
 * Looks for the latest successful backup at its location. That signs the appliance in to a server
 * that may lock accounts, so it is done once for each success, and seldom.
 */
import { createHash } from 'node:crypto';
import type { Appliance } from '../../appliance/client';
import { Fault } from '../../appliance/faults/fault';
import { operations } from '../../appliance/operations/tables/recovery-operations';
import type { Clock } from '../../clock';
import type { BackupEntry } from '../../jobs/backups/entries';
import { timeOf } from '../../jobs/job/job';
import { isSameServer } from '../../messages/backup-location';
import { isRecord, stringOf } from '../../messages/record';

/** Where archives are looked for, as the settings of a node say. */
export interface ArchiveLocation {
  location: string;
  user: string;
  password: string;
}

/** What was found, or why nothing was looked for. */
export type ArchiveResult =
  | { word: 'found' | 'missing' }
  | { word: 'other-version'; version: string }
  /** The location has several systems, and none of them is this appliance. */
  | { word: 'no-such-system' }
  | { word: 'not-set' | 'not-offered' | 'no-success' | 'elsewhere' }
  | { word: 'fault'; fault: Fault };

interface LastLook {
  /** The location and its credentials, as a hash. */
  key: string;
  /** The id of the backup that was looked for. */
  success: string;
  /** When (ms on the clock that never goes back). */
  at: number;
  /** Whether the location refused. */
  isRefused: boolean;
  result: ArchiveResult;
}

/** Until a restart, or a deploy of that appliance. */
const lastLooks = new WeakMap<Appliance, LastLook>();

const minute = 60_000;
const hour = 60 * minute;

/** How long (ms) nothing is looked for again: after a look, and after a refusal. */
const pauses = { look: hour, refusal: 24 * hour };

/** How much earlier (ms) than its backup an archive is looked for, and how far their times differ. */
const tolerance = { early: 5 * minute, same: 2 * minute };

/** How many archives are listed. */
const mostArchives = 16;

/** The statuses by which the first request of a look is refused: wrong credentials, or a wrong location. */
const refusals: ReadonlySet<number | undefined> = new Set([400, 401, 403]);

/** @returns a word for the location and its credentials, from which they cannot be read. */
export function keyOfLocation({ location, user, password }: ArchiveLocation): string {
  return createHash('sha256')
    .update(JSON.stringify([location, user, password]))
    .digest('hex');
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The last parts of the location of a backup: `sn_<host>/<archive>`. */
function partsOf({ details: { location } }: BackupEntry): { system: string; archive: string } {
  const parts = stringOf(location).split('/').filter(Boolean);
  const system = parts.findLast((part) => part.startsWith('sn_')) ?? '';
  return { system, archive: parts.at(-1) ?? '' };
}

const withoutPrefix = (system: string) => system.replace(/^sn_/, '').toLowerCase();

/** The system of this appliance among those at the location. */
function systemOf(names: readonly unknown[], entry: BackupEntry, host: string): string | undefined {
  const texts = names.filter((name) => typeof name === 'string');
  const named = (wanted: string) =>
    texts.find((name) => withoutPrefix(name) === withoutPrefix(wanted));
  const only = texts.length === 1 ? texts[0] : undefined;
  return named(partsOf(entry).system) ?? named(host) ?? only;
}

/** The archive of a backup: by its name, or by when it began. */
function archiveOf(list: readonly unknown[], entry: BackupEntry): string | undefined {
  const start = timeOf(entry.details.start_time)?.getTime();
  const { archive: wanted } = partsOf(entry);
  const found = list.filter(isRecord).find(({ archive, timestamp }) => {
    const began = timeOf(timestamp)?.getTime();
    const isSameTime =
      start !== undefined && began !== undefined && Math.abs(began - start) <= tolerance.same;
    return archive === wanted || isSameTime;
  });
  return typeof found?.archive === 'string' ? found.archive : undefined;
}

/** Versions may be written with or without the build. */
function isSameVersion(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function versionOf(value: unknown): string | undefined {
  return isRecord(value) && typeof value.version === 'string' && value.version !== ''
    ? value.version
    : undefined;
}

interface Look {
  appliance: Appliance;
  at: ArchiveLocation;
  entry: BackupEntry;
}

async function lookFor({
  appliance,
  at,
  entry,
}: Look): Promise<Omit<LastLook, 'key' | 'success' | 'at'>> {
  const spec = {
    location: at.location,
    ...(at.user === '' ? {} : { location_user: at.user }),
    ...(at.password === '' ? {} : { location_password: at.password }),
  };
  const call = async (name: ArchiveOperation, parameters: Record<string, unknown>) =>
    (await appliance.call(operations[name], { retry: false, parameters })).payload;
  let isFirst = true;
  try {
    const names = await call('backup.system-name.list', spec);
    isFirst = false;
    const { host } = appliance.identity;
    const system = systemOf(isList(names) ? names : [], entry, host);
    if (system === undefined) return { isRefused: false, result: { word: 'no-such-system' } };
    const start = timeOf(entry.details.start_time)?.getTime() ?? 0;
    const list = await call('backup.system-name.archives.list', {
      ...spec,
      system_name: system,
      start_timestamp: new Date(start - tolerance.early).toISOString(),
      max_results: mostArchives,
    });
    const archive = archiveOf(isList(list) ? list : [], entry);
    if (archive === undefined) return { isRefused: false, result: { word: 'missing' } };
    const info = await call('backup.system-name.archives.get', {
      ...spec,
      system_name: system,
      archive,
    });
    const version = versionOf(info);
    const expected = versionOf(entry.details.build);
    const isOther =
      version !== undefined && expected !== undefined && !isSameVersion(version, expected);
    return {
      isRefused: false,
      result: isOther ? { word: 'other-version', version } : { word: 'found' },
    };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const isRefused = isFirst && refusals.has(error.report().statusCode);
    return { isRefused, result: { word: 'fault', fault: error } };
  }
}

type ArchiveOperation =
  | 'backup.system-name.list'
  | 'backup.system-name.archives.list'
  | 'backup.system-name.archives.get';

/** Whether what was found the last time is given again. */
function isEnough(
  last: LastLook | undefined,
  key: string,
  success: string,
  now: number,
): last is LastLook {
  if (last === undefined || last.key !== key) return false;
  const age = now - last.at;
  if (last.isRefused) return age < pauses.refusal;
  const isKnown = last.success === success && last.result.word !== 'fault';
  return isKnown || age < pauses.look;
}

export interface ArchiveSource {
  /** The deployed appliance, by which the last look is remembered. */
  deployed: Appliance;
  /** The same, as it is asked. */
  appliance: Appliance;
  clock: Clock;
  location: ArchiveLocation | undefined;
  /** The latest successful backup. */
  success: BackupEntry | undefined;
}

/** @returns whether the backup is at its location, as far as it may be looked for. */
export async function readArchive(source: ArchiveSource): Promise<ArchiveResult> {
  const { deployed, appliance, clock, location: at, success: entry } = source;
  if (at === undefined || at.location === '') return { word: 'not-set' };
  // Elsewhere the password would be part of the URL.
  if (appliance.server().connection !== 'api') return { word: 'not-offered' };
  if (entry === undefined) return { word: 'no-success' };
  // The password is for this server, and is given to no other.
  if (!isSameServer(stringOf(entry.details.location), at.location)) return { word: 'elsewhere' };
  const key = keyOfLocation(at);
  const now = clock.now();
  const last = lastLooks.get(deployed);
  if (isEnough(last, key, entry.id, now)) return last.result;
  const look = await lookFor({ appliance, at, entry });
  lastLooks.set(deployed, { key, success: entry.id, at: now, ...look });
  return look.result;
}
