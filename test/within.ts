/** Real milliseconds after which a test gives up, before mocha does: mocha cannot say what was waited for. */
export const patience = 30_000;

/**
 * Waits for a promise that something else has to settle.
 *
 * @param what is waited for, asked when it has not come in time.
 * @throws Error that says so.
 */
export function within<Result>(promise: Promise<Result>, what: () => string): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`Not within ${patience / 1000} s: ${what()}`)),
      patience,
    );
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
