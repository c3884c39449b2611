/**
 * Ids of backups. They are opaque in requests and answers. But those of real appliances begin with
 * the time of the backup's folder, which tells for which of thousands the details are of interest.
 */

const beginsWithTime = /^(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})/;

/** @returns the ids, the newest first; undefined where one of them does not begin with a time. */
export function newestFirst(ids: readonly string[]): string[] | undefined {
  if (!ids.every((id) => beginsWithTime.test(id))) return undefined;
  return ids.toSorted((one, other) => (one < other ? 1 : -1));
}

/**
 * @returns the time that an id begins with (epoch ms), as if it were UTC. Its zone is not specified,
 *   so it may be off by a day.
 */
export function timeOfId(id: string): number {
  const [, year, month, day, hour, minute, second] = (beginsWithTime.exec(id) ?? []).map(Number);
  if (year === undefined || month === undefined) return Number.NaN;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Among how many of the newest ids start times determine the latest backup. */
export const newest = 30;

/** How much (ms) the time in an id may differ from that of the backup: zones, and clocks that are off. */
export const uncertainty = 2 * 24 * 3_600_000;

/** The longest list of ids in one request (characters): servers limit the length of a URL. */
const longest = 4000;

/**
 * @param most how many ids a portion may have.
 * @returns the ids in portions for one request each.
 */
export function inPortions(ids: readonly string[], most: number): string[][] {
  const portions: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  let portion: string[] = [];
  for (const id of ids) {
    const own = encodeURIComponent(id).length;
    length += own;
    if (portion.length >= most || length > longest) {
      portion = [];
      portions.push(portion);
      length = own;
    }
    portion.push(id);
  }
  return portions;
}
