/**
 * When a job that was there counts as gone. Services that are starting may report no job for a while,
 * so a single poll without it does not prove anything.
 */

/** What is known of a job while the latest polls do not find it. Times in milliseconds. */
export interface Absence {
  readonly lastSeen: number;
  /** How many polls in a row have not found it. */
  readonly polls: number;
}

/** The shortest time since a job was last seen after which it can be gone. */
const shortest = 30_000;

/** @returns whether it is gone: two polls in a row, and the latest of them (`at`) late enough. */
export function isGone({ lastSeen, polls }: Absence, at: number): boolean {
  return polls >= 2 && at - lastSeen >= shortest;
}

/** @returns the absence after one more poll that has not found it. */
export function missedAgain({ lastSeen, polls }: Absence): Absence {
  return { lastSeen, polls: polls + 1 };
}

/** @returns the absence after a poll that failed: what was missed before it is not in a row any more. */
export function interrupted({ lastSeen }: Absence): Absence {
  return { lastSeen, polls: 0 };
}
