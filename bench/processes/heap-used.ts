import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Bytes of this process's heap in use after garbage collection.
 * @throws Error if it was started without `--expose-gc`
 */
export async function heapUsed(): Promise<number> {
  if (!globalThis.gc) throw new Error('this process was started without --expose-gc');
  // Finalizers and immediates of one collection free what only the next one can take.
  for (let count = 0; count < 5; count += 1) {
    globalThis.gc();
    await nextTurn();
  }
  return process.memoryUsage().heapUsed;
}
