import type { RuntimeNode } from './node-red';

/** Where a monitor remembers what it has told. */
const memoryKey = 'reported';

/** What a node keeps in a context store. */
export interface MonitorStore {
  load(): Promise<unknown>;
  /** Writes where something has changed since. */
  save(memory: unknown): Promise<void>;
}

/** @param store as the user chose it; none is the default store. */
export function createMonitorStore(node: RuntimeNode, store: string | undefined): MonitorStore {
  let stored = '';

  function write(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      node.context().set(memoryKey, JSON.parse(text), store, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }

  return {
    // Only with a callback: a store without a cache throws at a synchronous `get`.
    load: () =>
      new Promise((resolve, reject) => {
        node.context().get(memoryKey, store, (error, value) => {
          if (error) reject(error);
          else resolve(value);
        });
      }),
    async save(memory) {
      const text = JSON.stringify(memory);
      if (text === stored) return;
      await write(text);
      stored = text;
    },
  };
}
