import type { Clock } from '../../src/clock';
import type { StoredMemory } from '../../src/jobs/monitor/types';
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
  /** Writes only if the memory is another object than the one written last: it is never changed. */
  save(memory: StoredMemory): Promise<void>;
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
  let stored: StoredMemory | undefined;

  return {
    // With a callback, because a store without a cache throws on a synchronous `get`.
    load: () => answerOf(clock, (callback) => node.context().get(memoryKey, store, callback)),
    async save(memory) {
      if (memory === stored) return;
      // A copy: what is in the store may be changed by others.
      const copy = structuredClone(memory);
      await answerOf(clock, (callback) => node.context().set(memoryKey, copy, store, callback));
      stored = memory;
    },
  };
}
