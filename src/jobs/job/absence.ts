/**
 * When a job that was there counts as gone. Services that are starting may report no job for a while,
 * so a single look without it does not prove anything.
 */

/** What is known of a job while the latest looks do not find it. Times in milliseconds. */
export interface Absence {
  readonly lastSeen: number;
  /** How many looks in a row have not found it. */
  readonly looks: number;
}

/** The shortest time since a job was last seen after which it can be gone. */
const shortest = 30_000;

/** @returns whether it is gone: two looks in a row, and the latest of them (`at`) late enough. */
export function isGone({ lastSeen, looks }: Absence, at: number): boolean {
  return looks >= 2 && at - lastSeen >= shortest;
}

/** @returns the absence after one more look that has not found it. */
export function missedAgain({ lastSeen, looks }: Absence): Absence {
  return { lastSeen, looks: looks + 1 };
}

/** @returns the absence after a look that failed: what was missed before it is not in a row any more. */
export function interrupted({ lastSeen }: Absence): Absence {
  return { lastSeen, looks: 0 };
}
