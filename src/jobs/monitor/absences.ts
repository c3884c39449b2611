/** Counts in how many looks running something that was there was missing. */
export function createAbsences(): {
  /** Services that come back may have no job for a moment: what is missing twice is gone. */
  isGone(key: string): boolean;
  isThere(key: string): void;
  /** A look has failed in between: what was missing before it counts no more. */
  forget(): void;
} {
  const counts = new Map<string, number>();
  return {
    isGone(key) {
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count >= 2;
    },
    isThere: (key) => void counts.delete(key),
    forget: () => counts.clear(),
  };
}
