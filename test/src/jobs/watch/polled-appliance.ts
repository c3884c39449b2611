/** An appliance that is polled, in time that a test lets pass. */
import { deadlineIn } from '../../../../src/appliance/calls/deadline';
import { Fault } from '../../../../src/appliance/faults/fault';
import { createPolling, type FirstPoll } from '../../../../src/jobs/watch/polling';
import { createReachability } from '../../../../src/jobs/watch/reachability';
import { createWatches } from '../../../../src/jobs/watch/watch';
import type { fakeClock } from '../../../fake-clock';

/** How long an answer takes (ms); never, where it is longer than a request may take. */
type Latency = (target: string, now: number) => number;

/** A request; times in ms. */
export interface Request {
  target: string;
  at: number;
  /** How long it was to take at most. */
  limit: number;
}

export interface PolledAppliance {
  requests: Request[];
  /** What watchers were told: target, and the time it took or the fault. */
  told: { target: string; at: number; now: number; fault?: string }[];
  /** The most requests that were under way at the same time. */
  most(): number;
  watch(target: string, interval: number, first?: FirstPoll): () => void;
  close(): void;
}

/** Milliseconds for a request by the settings. */
const requestTimeout = 30_000;

/** An appliance behind a network that swallows what is sent in this time. */
export function blackHole(from: number, to: number, latency = 5): Latency {
  return (_target, now) => (now >= from && now < to ? Number.POSITIVE_INFINITY : latency);
}

/** @param waited returns how long (ms) sign-ins have waited for their turn until now. */
export function polledAppliance(
  { clock }: Pick<ReturnType<typeof fakeClock>, 'clock'>,
  latency: Latency = () => 5,
  waited: (now: number) => number = () => 0,
): PolledAppliance {
  const requests: Request[] = [];
  const told: PolledAppliance['told'] = [];
  let underWay = 0;
  let most = 0;

  function read(target: string, limit = requestTimeout): Promise<string> {
    requests.push({ target, at: clock.now(), limit });
    underWay += 1;
    most = Math.max(most, underWay);
    const time = latency(target, clock.now());
    return new Promise((resolve, reject) => {
      clock.setTimeout(
        () => {
          underWay -= 1;
          if (time < limit) resolve(target);
          else reject(new Fault({ code: 'TIMED_OUT', sentences: [`${target} took too long.`] }));
        },
        Math.min(time, limit),
      );
    });
  }

  const watches = createWatches(read, {
    clock,
    polling: createPolling(clock, (total) => deadlineIn(clock, total, () => waited(clock.now()))),
    reachability: createReachability({ onOutage: () => {}, onRecovered: () => {} }),
    onWatcherError: (error) => {
      throw error;
    },
  });
  return {
    requests,
    told,
    most: () => most,
    watch: (target, interval, first) =>
      watches.watch(target, {
        interval,
        ...(first === undefined ? {} : { first }),
        onResult: (_result, at) => told.push({ target, at, now: clock.now() }),
        onError: (error, at) => told.push({ target, at, now: clock.now(), fault: String(error) }),
        onClosed: () => {},
      }),
    close: () => watches.close(),
  };
}
