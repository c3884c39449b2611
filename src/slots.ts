/** How much is done at the same time. */

export interface Slots {
  /**
   * Does some work once fewer than `most` others are at work, in the order in which it was asked for.
   * Throws what the work throws.
   */
  run<Result>(most: number, work: () => Promise<Result>): Promise<Result>;
}

export function createSlots(): Slots {
  let taken = 0;
  const waiting: { most: number; begin: () => void }[] = [];

  function release(): void {
    taken -= 1;
    const next = waiting.findIndex(({ most }) => taken < most);
    if (next < 0) return;
    const [first] = waiting.splice(next, 1);
    taken += 1;
    first?.begin();
  }

  return {
    async run(most, work) {
      if (taken < most) taken += 1;
      // Whoever releases a slot takes it for the next one.
      else await new Promise<void>((begin) => waiting.push({ most, begin }));
      try {
        return await work();
      } finally {
        release();
      }
    },
  };
}
