/**
 * Time that passes when a test says so, for client, Node-RED and stand-in alike: they live in this
 * one process. What is asked over the network is really asked, while the time stands still.
 */
import https from 'node:https';
import { mock } from 'node:test';
import { install } from '@sinonjs/fake-timers';

export interface MovedTime {
  /** Lets so many seconds pass: timer after timer, each with all that follows from it. */
  pass(seconds: number): Promise<void>;
  /** Waits until nothing happens any more that needs no time to pass. */
  quiet(): Promise<void>;
  /** Waits for the promise; lets time pass where it hangs on a request that gets no answer. */
  until<Result>(promise: Promise<Result>): Promise<Result>;
  /** Milliseconds since the time was taken over. */
  now(): number;
  /** Gives the time back. */
  restore(): void;
}

/** Turns of the event loop after which what was begun is over, if no request is under way. */
const idleTurns = 25;

/**
 * Turns of the event loop after which a request gets its answer later or never. Both ends are in
 * this process, so a turn that brings neither of them on means that both wait.
 */
const stuckTurns = 600;

/**
 * Real milliseconds after which a deploy hangs on a request, and not on a file that Node-RED reads:
 * to let time pass then would end its patience, too.
 */
const stuckFor = 150;

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Milliseconds on a clock that is not taken over. */
function realTime(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}

/**
 * Takes over timers and clocks. Not `setImmediate` and `process.nextTick`, by which messages and
 * the network go on while the time stands still; nor what Node times itself, such as connections
 * that are kept.
 */
export function moveTime(): MovedTime {
  const clock = install({
    now: Date.now(),
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    shouldClearNativeTimers: true,
  });
  const underWay = new Set<object>();
  let changes = 0;
  const original = https.request;
  // Node tells of a request that has begun (`http.client.request.start`) only when it is written,
  // so that one that waits for its connection would be missed.
  const mocked = mock.method(https, 'request', (...parameters: Parameters<typeof original>) => {
    const request = original(...parameters);
    underWay.add(request);
    changes += 1;
    request.once('close', () => {
      underWay.delete(request);
      changes += 1;
    });
    return request;
  });

  async function quiet(): Promise<void> {
    let seen = changes;
    let turns = 0;
    while (turns < (underWay.size > 0 ? stuckTurns : idleTurns)) {
      await turn();
      turns = seen === changes ? turns + 1 : 0;
      seen = changes;
    }
  }

  return {
    quiet,
    async pass(seconds) {
      let arrived = false;
      await quiet();
      setTimeout(() => {
        arrived = true;
      }, seconds * 1000);
      while (!arrived) {
        clock.next();
        await quiet();
      }
    },
    async until(promise) {
      let settled = false;
      const settle = () => {
        settled = true;
      };
      promise.then(settle, settle);
      let since = realTime();
      let turns = 0;
      let seen = changes;
      while (!settled) {
        await turn();
        turns += 1;
        if (seen !== changes || underWay.size === 0) {
          since = realTime();
          turns = 0;
          seen = changes;
        }
        // Both, as a busy machine may let this process rest for longer than that.
        if (turns < stuckTurns || realTime() - since < stuckFor) continue;
        clock.next();
        since = realTime();
        turns = 0;
      }
      return promise;
    },
    now: () => performance.now(),
    restore() {
      mocked.mock.restore();
      clock.uninstall();
    },
  };
}
