import type { Clock } from '../../src/clock';
import type { RuntimeNode } from '../runtime/node-red';

/** The key in the node's context. Users' stores contain it, so it must not change. */
const memoryKey = 'reported';

/**
 * Milliseconds within which a store has to call back: one that never does would silently stop a
 * monitor. Less than the 15 s that Node-RED gives a node to close (`nodeCloseTimeout` in
 * `@node-red/runtime/lib/flows/Flow.js`).
 */
const storeTimeout = 10_000;

/**
 * The memory of a monitor in a context store. Both reject if the store fails or does not answer.
 */
export interface MonitorStore {
  load(): Promise<unknown>;
  /** Writes only if the memory differs from what was written last. */
  save(memory: unknown): Promise<void>;
}

type Callback = (error?: Error | null, value?: unknown) => void;

/** Calls a store, which answers by a callback. */
function answerOf(clock: Clock, ask: (callback: Callback) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => {
      reject(new Error(`The context store did not answer within ${storeTimeout / 1000} s.`));
    }, storeTimeout);
    ask((error, value) => {
      clock.clearTimeout(timer);
      if (error) reject(error);
      else resolve(value);
    });
  });
}

/** @param store the name of the store; undefined for the default store. */
export function createMonitorStore(
  node: RuntimeNode,
  clock: Clock,
  store: string | undefined,
): MonitorStore {
  let stored = '';

  return {
    // With a callback, because a store without a cache throws on a synchronous `get`.
    load: () => answerOf(clock, (callback) => node.context().get(memoryKey, store, callback)),
    async save(memory) {
      const text = JSON.stringify(memory);
      if (text === stored) return;
      await answerOf(clock, (callback) =>
        node.context().set(memoryKey, JSON.parse(text), store, callback),
      );
      stored = text;
    },
  };
}
