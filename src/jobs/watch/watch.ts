/**
 * Polls something for all who watch it: a hundred watchers cause no more requests than the one with
 * the shortest interval. All times are milliseconds on a monotonic clock.
 */

import { Fault } from '../../appliance/faults/fault';
import type { Clock, Timer } from '../../clock';
import type { Reachability } from './reachability';

/** None of these functions may throw. */
export interface Watcher<Result> {
  /** The longest time between two polls. */
  interval: number;
  /** @param at when the request was sent. */
  onResult(result: Result, at: number): void;
  /** @param error a Fault, or a mistake in this package. */
  onError(error: unknown, at: number): void;
  /** A time shortly before which a last poll is required, if there is one. */
  deadline?(): number | undefined;
  /** Polling has ended: the appliance was redeployed or removed. */
  onClosed(): void;
}

export interface Watches<Target, Result> {
  /** Polls the target at once, and then repeatedly. @returns a function that stops watching. */
  watch(target: Target, watcher: Watcher<Result>): () => void;
  /** Ends all polling. */
  close(): void;
}

export interface WatchesOptions {
  clock: Clock;
  /** Is given the result of every poll. */
  reachability: Reachability;
  /** Called with what a watcher has thrown. That watcher is removed. */
  onWatcherError(error: unknown): void;
}

/** During an outage the interval grows up to this. */
const longestOutageInterval = 30_000;

/** How long before a deadline the last poll is sent, so that it can still be answered. */
const beforeDeadline = 500;

/** The longest delay of a timer in Node. */
const longestDelay = 2 ** 31 - 1;

/** Up to 10 % less, so that flows that started together do not poll together forever. */
function withJitter(milliseconds: number): number {
  return milliseconds * (1 - Math.random() / 10);
}

/** The polling of one target. */
interface Watch<Result> {
  add(watcher: Watcher<Result>): () => void;
  close(): void;
}

function createWatch<Result>(
  what: string,
  read: () => Promise<Result>,
  { clock, reachability, onWatcherError }: WatchesOptions,
  onEmpty: () => void,
): Watch<Result> {
  const watchers = new Set<Watcher<Result>>();
  let timer: Timer | undefined;
  let isPolling = false;
  let failures = 0;

  function delayToNext(): number {
    const interval = Math.min(...[...watchers].map((watcher) => watcher.interval));
    const longest = Math.max(interval, longestOutageInterval);
    const delay = withJitter(Math.min(interval * 2 ** failures, longest));
    const deadlines = [...watchers].flatMap((watcher) => watcher.deadline?.() ?? []);
    const left = Math.min(...deadlines) - beforeDeadline - clock.now();
    // A deadline that has passed does not shorten the delay.
    return Math.min(left > 0 ? Math.min(delay, left) : delay, longestDelay);
  }

  /** An uncaught error would end the process, and must not affect the other watchers. */
  function guarded(watcher: Watcher<Result>, notify: () => void): void {
    try {
      notify();
    } catch (error) {
      watchers.delete(watcher);
      onWatcherError(error);
    }
  }

  /**
   * Notifies those who watched when the request was sent. Later ones get the next result: they may
   * know of a change that this one does not show yet.
   */
  function notifyAll(
    watching: ReadonlySet<Watcher<Result>>,
    notify: (watcher: Watcher<Result>) => void,
  ): void {
    for (const watcher of watching) {
      if (watchers.has(watcher)) guarded(watcher, () => notify(watcher));
    }
  }

  async function poll(): Promise<void> {
    isPolling = true;
    clock.clearTimeout(timer);
    const watching = new Set(watchers);
    const at = clock.now();
    try {
      const result = await read();
      failures = 0;
      reachability.answered(what, at);
      notifyAll(watching, (watcher) => watcher.onResult(result, at));
    } catch (error) {
      failures += 1;
      if (error instanceof Fault && watchers.size > 0) reachability.failed(what, error, at);
      notifyAll(watching, (watcher) => watcher.onError(error, at));
    }
    isPolling = false;
    if (watchers.size === 0) return;
    const hasNewWatcher = [...watchers].some((watcher) => !watching.has(watcher));
    timer = clock.setTimeout(() => void poll(), hasNewWatcher ? 0 : delayToNext());
  }

  return {
    add(watcher) {
      watchers.add(watcher);
      if (!isPolling) void poll();
      return () => {
        if (!watchers.delete(watcher) || watchers.size > 0) return;
        clock.clearTimeout(timer);
        onEmpty();
      };
    },
    close() {
      clock.clearTimeout(timer);
      const closed = [...watchers];
      watchers.clear();
      for (const watcher of closed) guarded(watcher, () => watcher.onClosed());
    },
  };
}

/** @param read sends the requests of one poll. */
export function createWatches<Target, Result>(
  read: (target: Target) => Promise<Result>,
  options: WatchesOptions,
): Watches<Target, Result> {
  const watches = new Map<string, Watch<Result>>();
  let isClosed = false;

  function watchOf(target: Target): Watch<Result> {
    const key = JSON.stringify(target);
    const existing = watches.get(key);
    if (existing !== undefined) return existing;
    const watch = createWatch<Result>(
      key,
      () => read(target),
      options,
      () => {
        watches.delete(key);
        options.reachability.stopped(key);
      },
    );
    watches.set(key, watch);
    return watch;
  }

  return {
    watch(target, watcher) {
      if (isClosed) {
        queueMicrotask(watcher.onClosed);
        return () => {};
      }
      return watchOf(target).add(watcher);
    },
    close() {
      isClosed = true;
      const closed = [...watches.values()];
      watches.clear();
      for (const watch of closed) watch.close();
    },
  };
}
