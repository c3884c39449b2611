/**
 * Time that passes when a test says so, for nodes and stand-in alike: both are given this clock. What
 * is asked over the network is really asked, while the time stands still.
 */
import type { ClientRequest } from 'node:http';
import https from 'node:https';
import type { SimulatorOptions } from '../../simulator';
import type { Clock } from '../../src/clock';
import { fakeClock } from '../fake-clock';
import { within } from '../within';

export interface MovedTime {
  /** For nodes that are to live in this time. */
  readonly clock: Clock;
  /** For a stand-in that is to live in it. */
  readonly standIn: Required<Pick<SimulatorOptions, 'timers' | 'onHold'>>;
  /** Lets so many seconds pass: timer after timer, each with all that follows from it. */
  pass(seconds: number): Promise<void>;
  /**
   * Lets the time be what it says (epoch ms), as after a process was frozen: a timer that was due
   * until then fires once, however often it would have been set again.
   */
  skipTo(time: number): Promise<void>;
  /** Waits until nothing happens any more unless time passes. */
  quiet(): Promise<void>;
  /** Waits for the promise, and lets time pass where nothing else would settle it. */
  until<Result>(promise: Promise<Result>): Promise<Result>;
  /** Milliseconds since this time began. */
  now(): number;
  /** Lets whoever waits in this time fail: the test has. */
  abandon(): void;
  /** Ends this time. */
  restore(): void;
}

/** Milliseconds of moved time in which whatever a test waits for has settled. */
const longestWait = 24 * 3_600_000;

/** What this process has under way by itself: callbacks that are due, files, names, connections. */
function isBusy(): boolean {
  return process
    .getActiveResourcesInfo()
    .some((resource) => resource === 'Immediate' || /^FSReq|^GetAddrInfo|Connect/.test(resource));
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The requests of this process that are under way. */
function trackRequests(changed: () => void): {
  names(): string[];
  /** Their `X-Request-ID`. */
  ids(): unknown[];
  restore(): void;
} {
  const underWay = new Set<ClientRequest>();
  const original = https.request;
  // Node's own channel (`http.client.request.start`) tells of a request when it is written, so that
  // one that waits for its connection would be missed. `mock.method` would keep every request.
  const tracked = (...parameters: Parameters<typeof original>) => {
    const request = original(...parameters);
    underWay.add(request);
    request.once('close', () => {
      underWay.delete(request);
      changed();
    });
    return request;
  };
  Object.assign(https, { request: tracked });
  return {
    names: () => [...underWay].map(({ method, path }) => `${method} ${path}`),
    ids: () => [...underWay].map((request) => request.getHeader('x-request-id')),
    restore: () => void Object.assign(https, { request: original }),
  };
}

/**
 * Begins a time of its own, in which there is no other until it is restored.
 *
 * @param start epoch ms.
 */
export function moveTime(start?: number): MovedTime {
  const { clock, timers } = fakeClock(start);
  const held = new Set<unknown>();
  let changed = () => {};
  /** How often all waits were abandoned: each knows by it whether it is one of them. */
  let abandoned = 0;
  const requests = trackRequests(() => changed());

  /** Whether every request that is under way is held back by a stand-in, until time passes. */
  function areHeld(): boolean {
    return requests.ids().every((id) => held.has(id));
  }

  async function quiet(): Promise<void> {
    const begun = abandoned;
    do {
      while (!areHeld()) {
        const isOver = new Promise<void>((resolve) => {
          changed = resolve;
        });
        await within(isOver, () => `the end of ${requests.names().join(', ')}`);
        if (begun !== abandoned) throw new Error('The test has ended.');
      }
      await nextTurn();
      if (begun !== abandoned) throw new Error('The test has ended.');
    } while (isBusy() || !areHeld());
  }

  return {
    clock,
    quiet,
    standIn: {
      timers: clock,
      onHold(requestId, isHeld) {
        if (isHeld) held.add(requestId);
        else held.delete(requestId);
        changed();
      },
    },
    async pass(seconds) {
      let arrived = false;
      await quiet();
      timers.setTimeout(() => {
        arrived = true;
      }, seconds * 1000);
      while (!arrived) {
        timers.next();
        await quiet();
      }
    },
    async skipTo(moment) {
      await quiet();
      timers.jump(moment - timers.Date.now());
      await quiet();
    },
    async until(promise) {
      let settled = false;
      const settle = () => {
        settled = true;
        changed();
      };
      promise.then(settle, settle);
      const end = timers.performance.now() + longestWait;
      for (;;) {
        await quiet();
        if (settled) return promise;
        if (timers.countTimers() === 0) throw new Error('Nothing is left that would settle it.');
        if (timers.performance.now() > end) throw new Error('It has not settled within a day.');
        timers.next();
      }
    },
    abandon() {
      abandoned += 1;
      changed();
    },
    now: () => timers.performance.now(),
    restore: () => requests.restore(),
  };
}
