/**
 * Tells open editors that what the sidebar shows has changed. `comms` reaches every editor whose user
 * may read the status of nodes, so only a number is sent; what it is about is read by a route that
 * requires a permission.
 */
import type { Clock, Timer } from '../../src/clock';
import type { Runtime } from './node-red';

export const changedTopic = 'vcenter-recovery/changed';

/** Milliseconds between two messages. */
const shortestInterval = 1000;

export interface Changes {
  /** Takes note of a change of an appliance, and publishes it within a second. Never throws. */
  changed(id: string): void;
  /** Ends the waiting for the next message, with the last appliance: nothing is left of a process. */
  end(): void;
}

type Publisher = Pick<Runtime, 'comms' | 'log'>;

export function createChanges({ comms, log }: Publisher, clock: Clock): Changes {
  const ids = new Set<string>();
  let timer: Timer;
  let last = Number.NEGATIVE_INFINITY;

  function publish(): void {
    timer = undefined;
    last = clock.now();
    const data = { changed: ids.size };
    ids.clear();
    try {
      comms?.publish(changedTopic, data, false);
    } catch (error) {
      // Of whoever listens: thrown from a timer, it would end the process.
      log.error(`vcenter-recovery: ${String(error)}`);
    }
  }

  return {
    changed(id) {
      ids.add(id);
      if (timer !== undefined) return;
      // Never at once: what has just changed mostly changes again in the same moment.
      timer = clock.setTimeout(publish, Math.max(50, last + shortestInterval - clock.now()));
    },
    end() {
      clock.clearTimeout(timer);
      timer = undefined;
    },
  };
}

/** One for the whole package: Node-RED passes each set of nodes an API of its own. */
const ofRuntime = new WeakMap<object, Changes>();

/** @returns those that are published by this runtime. */
export function changesOf(runtime: Publisher, clock: Clock): Changes {
  const known = ofRuntime.get(runtime);
  if (known !== undefined) return known;
  const changes = createChanges(runtime, clock);
  ofRuntime.set(runtime, changes);
  return changes;
}
