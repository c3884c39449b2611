/**
 * Looking at something again and again, for all who want to know: a hundred waits for one job cost
 * what one costs. All times are milliseconds on a clock that never goes back.
 */
import { Fault } from '../appliance/faults/fault';
import { isOutage } from '../appliance/faults/is-outage';

/** Who wants to know. None of these may throw. */
export interface Watcher<Seen> {
  /** How often to look, at least. */
  interval: number;
  /** @param at when the question was sent. */
  see(seen: Seen, at: number): void;
  /** @param error a Fault, or a mistake of ours. */
  miss(error: unknown, at: number): void;
  /** A moment before which a last look is wanted, if there is one. */
  deadline?(): number | undefined;
  /** Nobody looks any more: the appliance was deployed anew or removed. */
  closed(): void;
}

export interface Watches<Target, Seen> {
  /** @returns what ends it. The first look is taken at once. */
  watch(target: Target, watcher: Watcher<Seen>): () => void;
  /** Ends all of it. */
  close(): void;
}

/** What the looks at one appliance say of the way to it. `what` is what was looked at. */
export interface Reach {
  seen(what: string, at: number): void;
  missed(what: string, fault: Fault, at: number): void;
  /** Nobody looks at it any more. */
  left(what: string): void;
  /** A watcher that threw, although none may: it is told nothing more. */
  broken(error: unknown): void;
}

/**
 * @param tell is told once when the appliance goes out of reach, and once when it is back, with the
 *   milliseconds that it was away. A service that stays away while others answer is told once, not
 *   at every look.
 */
export function createReach(tell: {
  lost(fault: Fault): void;
  regained(outage: number): void;
  broken(error: unknown): void;
}): Reach {
  const away = new Set<string>();
  let lostAt: number | undefined;
  let hasAnswered = false;
  return {
    broken: tell.broken,
    seen(what, at) {
      hasAnswered = true;
      away.delete(what);
      if (lostAt === undefined) return;
      const outage = at - lostAt;
      lostAt = undefined;
      tell.regained(outage);
    },
    missed(what, fault, at) {
      if (!isOutage(fault, hasAnswered)) {
        away.delete(what);
        return;
      }
      const isNews = !away.has(what);
      away.add(what);
      if (!isNews || lostAt !== undefined) return;
      lostAt = at;
      tell.lost(fault);
    },
    left: (what) => void away.delete(what),
  };
}

/** While the appliance is out of reach it is asked less and less often, down to this. */
const longestPause = 30_000;

/** How long before a deadline the last look is taken, so that it can still be answered. */
const beforeDeadline = 500;

/** The longest time that a timer of Node takes. */
const longestTimer = 2 ** 31 - 1;

/** Up to a tenth less, so that flows that began together do not ask together for ever. */
function withJitter(milliseconds: number): number {
  return milliseconds * (1 - Math.random() / 10);
}

interface Watch<Seen> {
  add(watcher: Watcher<Seen>): () => void;
  close(): void;
}

function createWatch<Seen>(
  what: string,
  ask: (previous: Seen | undefined) => Promise<Seen>,
  reach: Reach,
  onEmpty: () => void,
): Watch<Seen> {
  const watchers = new Set<Watcher<Seen>>();
  let timer: NodeJS.Timeout | undefined;
  let isAsking = false;
  let failures = 0;
  let previous: Seen | undefined;

  function pause(): number {
    const interval = Math.min(...[...watchers].map((watcher) => watcher.interval));
    const slowed = Math.min(interval * 2 ** failures, Math.max(interval, longestPause));
    const deadlines = [...watchers].flatMap((watcher) => watcher.deadline?.() ?? []);
    const left = Math.min(...deadlines) - beforeDeadline - performance.now();
    // Only a deadline that is still to come is a reason to hurry.
    return left > 0 ? Math.min(withJitter(slowed), left) : withJitter(slowed);
  }

  /** Thrown on, an error would end the process; and the others have nothing to do with it. */
  function guarded(watcher: Watcher<Seen>, act: () => void): void {
    try {
      act();
    } catch (error) {
      watchers.delete(watcher);
      reach.broken(error);
    }
  }

  /** Who came while the question was under way may know of a change that is not in its answer. */
  function tell(asked: ReadonlySet<Watcher<Seen>>, news: (watcher: Watcher<Seen>) => void): void {
    for (const watcher of asked) {
      if (watchers.has(watcher)) guarded(watcher, () => news(watcher));
    }
  }

  async function look(): Promise<void> {
    isAsking = true;
    clearTimeout(timer);
    const asked = new Set(watchers);
    const at = performance.now();
    try {
      const seen = await ask(previous);
      previous = seen;
      failures = 0;
      reach.seen(what, at);
      tell(asked, (watcher) => watcher.see(seen, at));
    } catch (error) {
      failures += 1;
      if (error instanceof Fault && watchers.size > 0) reach.missed(what, error, at);
      tell(asked, (watcher) => watcher.miss(error, at));
    }
    isAsking = false;
    if (watchers.size === 0) return;
    const isNews = [...watchers].some((watcher) => !asked.has(watcher));
    timer = setTimeout(() => void look(), isNews ? 0 : Math.min(pause(), longestTimer));
  }

  return {
    add(watcher) {
      watchers.add(watcher);
      if (!isAsking) void look();
      return () => {
        if (!watchers.delete(watcher) || watchers.size > 0) return;
        clearTimeout(timer);
        onEmpty();
      };
    },
    close() {
      clearTimeout(timer);
      const told = [...watchers];
      watchers.clear();
      for (const watcher of told) guarded(watcher, () => watcher.closed());
    },
  };
}

/**
 * @param ask takes a look; `previous` is the one before.
 * @param reach is told of every look.
 */
export function createWatches<Target, Seen>(
  ask: (target: Target, previous: Seen | undefined) => Promise<Seen>,
  reach: Reach,
): Watches<Target, Seen> {
  const watches = new Map<string, Watch<Seen>>();
  let isClosed = false;

  function watchOf(target: Target): Watch<Seen> {
    const key = JSON.stringify(target);
    const existing = watches.get(key);
    if (existing !== undefined) return existing;
    const watch = createWatch<Seen>(
      key,
      (previous) => ask(target, previous),
      reach,
      () => {
        watches.delete(key);
        reach.left(key);
      },
    );
    watches.set(key, watch);
    return watch;
  }

  return {
    watch(target, watcher) {
      if (isClosed) {
        queueMicrotask(watcher.closed);
        return () => {};
      }
      return watchOf(target).add(watcher);
    },
    close() {
      isClosed = true;
      const ended = [...watches.values()];
      watches.clear();
      for (const watch of ended) watch.close();
    },
  };
}
