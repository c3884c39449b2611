import type { RuntimeNode } from '../runtime/node-red';

/** Where a monitor remembers what it has told. */
const memoryKey = 'reported';

/**
 * Milliseconds within which a store has to call back: one that never does would stop a monitor
 * without a word. Less than the 15 s that Node-RED gives a node to close (`nodeCloseTimeout` in
 * `@node-red/runtime/lib/flows/Flow.js`).
 */
const patience = 10_000;

/** What a node keeps in a context store. */
export interface MonitorStore {
  load(): Promise<unknown>;
  /** Writes where something has changed since. */
  save(memory: unknown): Promise<void>;
}

type Callback = (error?: Error | null, value?: unknown) => void;

/** Asks a store, in its own way of calling back. */
function answerOf(ask: (callback: Callback) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`The context store did not answer within ${patience / 1000} s.`));
    }, patience);
    ask((error, value) => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve(value);
    });
  });
}

/** @param store as the user chose it; none is the default store. */
export function createMonitorStore(node: RuntimeNode, store: string | undefined): MonitorStore {
  let stored = '';

  return {
    // Only with a callback: a store without a cache throws at a synchronous `get`.
    load: () => answerOf((callback) => node.context().get(memoryKey, store, callback)),
    async save(memory) {
      const text = JSON.stringify(memory);
      if (text === stored) return;
      await answerOf((callback) =>
        node.context().set(memoryKey, JSON.parse(text), store, callback),
      );
      stored = text;
    },
  };
}
