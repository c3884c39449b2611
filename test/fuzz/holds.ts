/**
 * Properties: what must hold whatever comes from outside. Each is tried a few times in `npm test`, and as
 * often as asked in `npm run test:fuzz`, which hands over how often and from which seed.
 */
import fc from 'fast-check';

const { FUZZ_RUNS: askedRuns, FUZZ_SEED: askedSeed } = process.env;

/** The same for all properties of a file. Without one that was asked for, another in each process. */
const seed = Number(askedSeed ?? Math.floor(Math.random() * 2 ** 31));

/** Real milliseconds for a property in `npm test`, shrinking a counterexample included. */
const longest = 100_000;

export interface Effort {
  /** The number of runs in `npm test`: as many as fit into about half a second. */
  few: number;
  /** Where a run takes longer than most: of the runs that are asked for, one in so many is made. */
  oneIn?: number;
}

/**
 * Defines the test of a property. One that fails reports its smallest counterexample, and how to repeat
 * it: values depend on the seed and on the number of the run, not on how many runs there are.
 */
export function holds<Values>(
  title: string,
  { few, oneIn = 1 }: Effort,
  property: fc.IProperty<Values> | fc.IAsyncProperty<Values>,
): void {
  it(title, async function () {
    this.timeout(askedRuns === undefined ? longest + 20_000 : 0);
    const numRuns = askedRuns === undefined ? few : Math.ceil(Number(askedRuns) / oneIn);
    const begun = performance.now();
    const details = await fc.check(property, {
      ...{ seed, numRuns, includeErrorInReport: true },
      ...(askedRuns === undefined ? { interruptAfterTimeLimit: longest } : {}),
    });
    if (details.failed) {
      const runs = askedRuns === undefined ? '' : ` --runs ${askedRuns}`;
      throw new Error(
        `${fc.defaultReportMessage(details)}\n\nTo repeat it: npm run test:fuzz -- --seed ${seed}${runs}`,
      );
    }
    if (askedRuns !== undefined) {
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      console.log(`      ${details.numRuns} runs, ${seconds} s: ${title}`);
    }
  });
}
