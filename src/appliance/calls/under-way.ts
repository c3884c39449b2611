/** What is under way at an appliance, and how closing waits for it and ends it. */
import { setMaxListeners } from 'node:events';
import { type Clock, pause } from '../../clock';

/** Ends what is open between requests. */
export interface Open {
  /** Ends the session, if there is one. Never throws. */
  endSession(): Promise<void>;
  /** Ends all connections. */
  disconnect(): void;
}

export interface UnderWay {
  /** They abort what they belong to. */
  readonly signals: { reads: AbortSignal; logins: AbortSignal; changes: AbortSignal };
  /** @returns the result; closing waits for a change, and knows of a read. */
  track<Result>(isChange: boolean, result: Promise<Result>): Promise<Result>;
  /**
   * Ends all of it: reads at once, changes within 5 s, the logout within 3 s. If the appliance may be
   * unreachable, this resolves within 0.75 s and the logout continues on its own. Never throws.
   *
   * @param seemsUnreachable whether the last request failed that way.
   * @param open what is open, if anything is.
   */
  end(seemsUnreachable: boolean, open: Open | undefined): Promise<void>;
}

/** Milliseconds that closing waits: for changes, for a login, for a possibly unreachable appliance. */
const closeTimeouts = { changes: 5000, login: 1500, unreachable: 750 };

/** Nobody reads it; but without one, Node makes an exception with a stack for each signal. */
const closed = 'closed';

/** Waits for the promises, at most for some milliseconds. Never throws. */
async function settledWithin(
  clock: Clock,
  milliseconds: number,
  ...promises: Promise<unknown>[]
): Promise<void> {
  const settled = new AbortController();
  const limit = pause(clock, milliseconds, settled.signal);
  await Promise.race([limit, Promise.allSettled(promises)]);
  settled.abort(closed);
}

function createAbortController(): AbortController {
  const controller = new AbortController();
  // One listener per request in progress is no leak.
  setMaxListeners(0, controller.signal);
  return controller;
}

export function createUnderWay(clock: Clock): UnderWay {
  const reads = createAbortController();
  const logins = createAbortController();
  const changes = createAbortController();
  const changesInProgress = new Set<Promise<unknown>>();
  let readsInProgress = 0;

  async function endInOrder(open: Open | undefined): Promise<void> {
    await settledWithin(clock, closeTimeouts.changes, ...changesInProgress);
    changes.abort(closed);
    // A login in progress may be about to open a session, which then has to be ended too.
    const timer = clock.setTimeout(() => logins.abort(closed), closeTimeouts.login);
    await open?.endSession();
    clock.clearTimeout(timer);
    open?.disconnect();
  }

  return {
    signals: { reads: reads.signal, logins: logins.signal, changes: changes.signal },
    async track(isChange, result) {
      if (isChange) changesInProgress.add(result);
      else readsInProgress += 1;
      try {
        return await result;
      } finally {
        if (isChange) changesInProgress.delete(result);
        else readsInProgress -= 1;
      }
    },
    async end(seemsUnreachable, open) {
      const mayBeUnreachable = readsInProgress > 0 || seemsUnreachable;
      reads.abort(closed);
      const ended = endInOrder(open);
      if (mayBeUnreachable && changesInProgress.size === 0) {
        await settledWithin(clock, closeTimeouts.unreachable, ended);
      } else {
        await ended;
      }
    },
  };
}
