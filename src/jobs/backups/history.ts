/** Reads the backups of an appliance for those who watch all of them, again and again. */
import type { Answer, Appliance } from '../../appliance/client';
import { operations } from '../../appliance/operations/tables/recovery-operations';
import { keepWhatIsCompared } from './ended-backups';
import {
  type BackupEntry,
  type BackupHistory,
  type EndedBackups,
  hasEnded,
  isEmpty,
  latestFirst,
} from './entries';
import { newestFirst } from './ids';
import { idsIn, type ReadBackupsOptions, readAllOf, readDetails } from './read-backups';

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

export interface HistoryReader {
  /**
   * @param wants of all that need the history. Each of them is to get the result; nobody, where there are
   *   none: then the next look is as if there had not been this one.
   * @param timeout ms for each request, where they are fewer than those of the settings.
   * @throws Fault
   */
  read(wants: readonly WantDetails[], timeout?: number): Promise<BackupHistory>;
  /**
   * To be called with every answer of the appliance. Where somebody else has read the list, the next look
   * reads it as well, even if it is the same as at the look before: others take note of what it says.
   */
  noteAnswer(answer: Answer): void;
}

/** The latest look that succeeded: what the next one need not read again. */
interface Look {
  /** Those who got it. */
  wants: readonly WantDetails[];
  /** Of the list of ids; undefined where the next look has to read it in any case. */
  digest: string | undefined;
  history: BackupHistory;
  /** Of which backups the details are needed, and may be others now. */
  open: readonly string[];
}

function isFor(look: Look, wants: readonly WantDetails[]): boolean {
  return look.wants.length === wants.length && wants.every((want) => look.wants.includes(want));
}

function listFacts({ statusCode, date }: Answer): Pick<BackupHistory, 'statusCode' | 'date'> {
  return { statusCode, ...(date === undefined ? {} : { date }) };
}

/** @param ended backups that need no request any more; those that have ended are added. */
export function createHistoryReader(appliance: Appliance, ended: EndedBackups): HistoryReader {
  const { 'backup.job.list': list } = operations;
  let last: Look | undefined;
  /** How often somebody else has read the list. */
  let readByOthers = 0;

  /** @returns the entries with all that is known of the latest, which alarms report. */
  async function withLatest(
    entries: readonly BackupEntry[],
    options: ReadBackupsOptions,
  ): Promise<readonly BackupEntry[]> {
    const [latest, ...others] = entries;
    if (!latest?.isSummary) return entries;
    return [await readAllOf(appliance, latest, options), ...others];
  }

  /** @param before the latest look of the same watchers. */
  async function lookAtAll(
    answer: Answer,
    wants: readonly WantDetails[],
    before: Look | undefined,
    options: ReadBackupsOptions,
  ): Promise<Look> {
    const { payload, digest } = answer;
    const ids = idsIn(answer, ended);
    const present = new Set(ids);
    const known = new Map([...ended].filter(([id]) => present.has(id)));
    const seen = new Set(before?.history.entries.map(({ id }) => id));
    const asked = new Set<string>();
    for (;;) {
      const all = [...known.values()];
      const wanted = new Set(wants.flatMap((want) => want(ids, all)));
      const further = [...wanted].filter((id) => !asked.has(id));
      if (further.length === 0) break;
      const read = await readDetails(appliance, further, {
        ...options,
        needsAll: (id) => !seen.has(id),
      });
      for (const entry of read) known.set(entry.id, entry);
      for (const id of further) asked.add(id);
    }
    const entries = await withLatest(latestFirst([...known.values()]), options);
    const open = [...asked].filter((id) => !ended.has(id));
    keepWhatIsCompared(ended, newestFirst(ids));
    const history = { ids, entries, payload, ...listFacts(answer) };
    return { wants, digest: entries.length > 0 ? digest : undefined, history, open };
  }

  /** Where the list is the same, only the details of single backups may be others. */
  async function lookAtOpen(
    answer: Answer,
    before: Look,
    options: ReadBackupsOptions,
  ): Promise<Look> {
    const read = await readDetails(appliance, before.open, options);
    const isRead = new Set(read.map(({ id }) => id));
    const others = before.history.entries.filter(({ id }) => !isRead.has(id));
    const entries = read.length > 0 ? latestFirst([...others, ...read]) : others;
    const open = before.open.filter((id) => !ended.has(id));
    if (open.length < before.open.length) keepWhatIsCompared(ended);
    const history = {
      entries: await withLatest(entries, options),
      payload: null,
      ...listFacts(answer),
    };
    return { ...before, history, open };
  }

  /** Keeps neither 10,000 ids nor all details of what has ended. */
  function kept(look: Look, before: Look | undefined): Look {
    // Services that come back may know of no backup for a moment.
    if (before && isEmpty(look.history)) return { ...before, digest: undefined };
    const { statusCode } = look.history;
    const entries = look.history.entries.flatMap((entry) =>
      hasEnded(entry) ? (ended.get(entry.id) ?? []) : entry,
    );
    return { ...look, history: { entries, payload: null, statusCode } };
  }

  return {
    async read(wants, timeout) {
      const options = { retry: false, ended, timeout };
      const before = last && isFor(last, wants) ? last : undefined;
      const begun = readByOthers;
      const isGot = wants.length > 0;
      const knownDigest = isGot ? (before?.digest ?? '') : undefined;
      const answer = await appliance.call(list, { retry: false, timeout, knownDigest });
      const look =
        answer.unchanged && before
          ? await lookAtOpen(answer, before, options)
          : await lookAtAll(answer, wants, before, options);
      if (!isGot) return look.history;
      last = kept(look, before);
      if (begun !== readByOthers) last = { ...last, digest: undefined };
      return look.history;
    },
    noteAnswer({ operation, digest }) {
      if (operation !== list.name || digest !== undefined) return;
      readByOthers += 1;
      if (last) last = { ...last, digest: undefined };
    },
  };
}
