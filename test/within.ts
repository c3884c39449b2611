/** Timeout in real milliseconds; shorter than mocha's, which cannot say what a test waited for. */
export const timeout = 30_000;

/**
 * Waits for a promise, with a timeout.
 *
 * @param what returns a description of what is waited for, for the error.
 * @throws Error with that description on timeout.
 */
export function within<Result>(promise: Promise<Result>, what: () => string): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`Not within ${timeout / 1000} s: ${what()}`)),
      timeout,
    );
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
