/** Whether an appliance can be reached, judged by all that is polled there. */
import type { Fault } from '../../appliance/faults/fault';
import { isOutage } from '../../appliance/faults/is-outage';

/** Takes the results of polling one appliance. `what` identifies what was polled. */
export interface Reachability {
  /** @param at when the request was sent (ms, monotonic clock). */
  answered(what: string, at: number): void;
  failed(what: string, fault: Fault, at: number): void;
  /** It is not polled any more. */
  stopped(what: string): void;
}

/** Each change is reported once. */
export interface ReachabilityListener {
  onOutage(fault: Fault): void;
  /** @param duration of the outage in milliseconds. */
  onRecovered(duration: number): void;
}

/**
 * An outage begins with the first failure and ends with the first answer. What keeps failing while
 * something else is answered (a single service, say) is reported once, not with every poll.
 */
export function createReachability({ onOutage, onRecovered }: ReachabilityListener): Reachability {
  const failing = new Set<string>();
  let outageSince: number | undefined;
  let hasAnswered = false;
  return {
    answered(what, at) {
      hasAnswered = true;
      failing.delete(what);
      if (outageSince === undefined) return;
      const duration = at - outageSince;
      outageSince = undefined;
      onRecovered(duration);
    },
    failed(what, fault, at) {
      if (!isOutage(fault, hasAnswered)) {
        failing.delete(what);
        return;
      }
      const isNew = !failing.has(what);
      failing.add(what);
      if (!isNew || outageSince !== undefined) return;
      outageSince = at;
      onOutage(fault);
    },
    stopped: (what) => void failing.delete(what),
  };
}
