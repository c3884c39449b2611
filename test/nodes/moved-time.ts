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
  /** How many timers are set. */
  timersLeft(): number;
  /** Waits until nothing happens any more unless time passes. */
  quiet(): Promise<void>;
  /** Waits for the promise, and lets time pass where nothing else would settle it. */
  until<Result>(promise: Promise<Result>): Promise<Result>;
  /** Milliseconds since this time began. */
  now(): number;
  /** Sets the clock on the wall so many seconds ahead; timers do not notice. */
  setWall(seconds: number): void;
  /** Does not let the process run for so many seconds, before it reads from any connection. */
  freeze(seconds: number): void;
  /** How many timers are set. */
  timers(): number;
  /** Lets whoever waits in this time fail: the test has. */
  abandon(): void;
  /** Ends this time. */
  restore(): void;
}

/** Milliseconds of moved time in which whatever a test waits for has settled. */
const longestWait = 24 * 3_600_000;

/**
 * What this process has under way by itself: callbacks that are due, files, names, connections.
 *
 * @param hanging the number of connections that nobody accepts.
 */
function isBusy(hanging: number): boolean {
  const resources = process.getActiveResourcesInfo();
  const connecting = resources.filter((resource) => resource.includes('Connect'));
  return (
    connecting.length > hanging ||
    resources.some((resource) => resource === 'Immediate' || /^FSReq|^GetAddrInfo/.test(resource))
  );
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The requests of this process that are under way. */
function trackRequests(
  begun: (request: ClientRequest) => void,
  changed: () => void,
): {
  all(): readonly ClientRequest[];
  restore(): void;
} {
  const underWay = new Set<ClientRequest>();
  const original = https.request;
  // Node's own channel (`http.client.request.start`) tells of a request when it is written, so that
  // one that waits for its connection would be missed. `mock.method` would keep every request.
  const tracked = (...parameters: Parameters<typeof original>) => {
    const request = original(...parameters);
    underWay.add(request);
    begun(request);
    request.once('close', () => {
      underWay.delete(request);
      changed();
    });
    return request;
  };
  Object.assign(https, { request: tracked });
  return {
    all: () => [...underWay],
    restore: () => void Object.assign(https, { request: original }),
  };
}

/** For requests to servers that are no stand-ins. */
export interface OtherServers {
  /** Whether the server that the request is for will do nothing more unless time passes. */
  isHeld(request: ClientRequest): boolean;
  /** Called with every request of this process as it begins. */
  begun(request: ClientRequest): void;
}

/** How a time begins, and what else happens in it. */
export interface MovedTimeOptions {
  /** Epoch ms; that of the machine, if not given. */
  start?: number;
  others?: OtherServers;
}

/** Begins a time of its own, in which there is no other until it is restored. */
export function moveTime({
  start,
  others = { isHeld: () => false, begun: () => {} },
}: MovedTimeOptions = {}): MovedTime {
  const { clock, timers } = fakeClock(start);
  const held = new Set<unknown>();
  let changed = () => {};
  /** How often all waits were abandoned: each knows by it whether it is one of them. */
  let abandoned = 0;
  const requests = trackRequests(others.begun, () => changed());

  /** Whether every request that is under way is held back by its server, until time passes. */
  function areHeld(): boolean {
    return requests
      .all()
      .every((request) => held.has(request.getHeader('x-request-id')) || others.isHeld(request));
  }

  function names(): string {
    return requests
      .all()
      .map(({ method, path }) => `${method} ${path}`)
      .join(', ');
  }

  async function quiet(): Promise<void> {
    const begun = abandoned;
    do {
      while (!areHeld()) {
        const isOver = new Promise<void>((resolve) => {
          changed = resolve;
        });
        await within(isOver, () => `the end of ${names()}`);
        if (begun !== abandoned) throw new Error('The test has ended.');
      }
      await nextTurn();
      if (begun !== abandoned) throw new Error('The test has ended.');
    } while (isBusy(requests.all().filter(others.isHeld).length) || !areHeld());
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
    timersLeft: () => timers.countTimers(),
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
    setWall: (seconds) => timers.setSystemTime(timers.Date.now() + seconds * 1000),
    freeze: (seconds) => queueMicrotask(() => timers.jump(seconds * 1000)),
    timers: () => timers.countTimers(),
    restore: () => requests.restore(),
  };
}
