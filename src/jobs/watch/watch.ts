/**
 * Polls something for all who watch it: a hundred watchers cause no more requests than the one with
 * the shortest interval. All times are milliseconds on a monotonic clock.
 */

import { Fault } from '../../appliance/faults/fault';
import type { Clock } from '../../clock';
import { createPolling, type FirstPoll, type Polling } from './polling';
import type { Reachability } from './reachability';

/** None of these functions may throw. */
export interface Watcher<Result> {
  /** Between two polls, less only where somebody else has a shorter one. */
  interval: number;
  /** When its first poll may be sent, and the phase of later ones; at once, if left out. */
  first?: FirstPoll;
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
  /**
   * Polls the target at once (or when the watcher says so), and then repeatedly.
   *
   * @returns a function that stops watching.
   */
  watch(target: Target, watcher: Watcher<Result>): () => void;
  /** Ends all polling. */
  close(): void;
}

export interface WatchesOptions {
  clock: Clock;
  /** That of the appliance, for all that is polled there; one of its own, if not given. */
  polling?: Polling;
  /** Is given the result of every poll. */
  reachability: Reachability;
  /** Called with what a watcher has thrown. That watcher is removed. */
  onWatcherError(error: unknown): void;
}

/**
 * Sends the requests of one poll.
 *
 * @param limit ms for each, where less than by the settings.
 * @param isProbe whether no watcher gets the result.
 */
export type Read<Result> = (limit?: number, isProbe?: boolean) => Promise<Result>;

/** The polling of one target. */
interface Watch<Result> {
  add(watcher: Watcher<Result>): () => void;
  close(): void;
}

function createWatch<Result>(
  what: string,
  read: Read<Result>,
  { clock, polling, reachability, onWatcherError }: Required<WatchesOptions>,
  onEmpty: () => void,
): Watch<Result> {
  const watchers = new Set<Watcher<Result>>();

  function remove(watcher: Watcher<Result>): void {
    if (!watchers.delete(watcher) || watchers.size > 0) return;
    polled.end();
    onEmpty();
  }

  /** An uncaught error would end the process, and must not affect the other watchers. */
  function guarded(watcher: Watcher<Result>, notify: () => void): void {
    try {
      notify();
    } catch (error) {
      remove(watcher);
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

  function failed(watching: ReadonlySet<Watcher<Result>>, error: unknown, at: number): void {
    if (error instanceof Fault && watchers.size > 0) reachability.failed(what, error, at);
    notifyAll(watching, (watcher) => watcher.onError(error, at));
  }

  const polled = polling.add({
    interval: () => Math.min(...[...watchers].map((watcher) => watcher.interval)),
    deadlines: () => [...watchers].flatMap((watcher) => watcher.deadline?.() ?? []),
    async poll(limit) {
      const watching = new Set(watchers);
      const at = clock.now();
      try {
        const result = await read(limit);
        reachability.answered(what, at);
        notifyAll(watching, (watcher) => watcher.onResult(result, at));
        return undefined;
      } catch (error) {
        failed(watching, error, at);
        return error;
      }
    },
    probe: () =>
      read(undefined, true).then(
        () => undefined,
        (error: unknown) => error,
      ),
    fail: (fault, at) => failed(new Set(watchers), fault, at),
  });

  return {
    add(watcher) {
      watchers.add(watcher);
      polled.require(watcher.first);
      return () => remove(watcher);
    },
    close() {
      polled.end();
      const closed = [...watchers];
      watchers.clear();
      for (const watcher of closed) guarded(watcher, () => watcher.onClosed());
    },
  };
}

/**
 * @param read sends the requests of one poll of a target, each within `limit` ms where that is given. Of a
 *   probe, no watcher gets the result.
 */
export function createWatches<Target, Result>(
  read: (target: Target, limit?: number, isProbe?: boolean) => Promise<Result>,
  options: WatchesOptions,
): Watches<Target, Result> {
  const watches = new Map<string, Watch<Result>>();
  const { polling = createPolling(options.clock) } = options;
  let isClosed = false;

  function watchOf(target: Target): Watch<Result> {
    const key = JSON.stringify(target);
    const existing = watches.get(key);
    if (existing !== undefined) return existing;
    const watch = createWatch<Result>(
      key,
      (limit, isProbe) => read(target, limit, isProbe),
      { ...options, polling },
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
