/** Whether an appliance can be reached, judged by all that is polled there. */
import type { Fault } from '../../appliance/faults/fault';
import { isLongPause, isOutage } from '../../appliance/faults/is-outage';

/** Takes the results of polling one appliance. `what` identifies what was polled. */
export interface Reachability {
  /** @param at when the request was sent (ms, monotonic clock). */
  answered(what: string, at: number): void;
  failed(what: string, fault: Fault, at: number): void;
  /** It is not polled any more. */
  stopped(what: string): void;
}

/** Each change is reported once: also that sign-ins are paused after an outage that is over. */
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
  let isPauseReported = false;
  let hasAnswered = false;
  return {
    answered(what, at) {
      hasAnswered = true;
      failing.delete(what);
      if (outageSince === undefined) return;
      const duration = at - outageSince;
      outageSince = undefined;
      isPauseReported = false;
      onRecovered(duration);
    },
    failed(what, fault, at) {
      if (!isOutage(fault, hasAnswered)) {
        failing.delete(what);
        return;
      }
      const isNew = !failing.has(what);
      failing.add(what);
      const isNewPause = outageSince !== undefined && !isPauseReported && isLongPause(fault);
      const isNewOutage = outageSince === undefined && isNew;
      if (!isNewOutage && !isNewPause) return;
      outageSince ??= at;
      isPauseReported = isLongPause(fault);
      onOutage(fault);
    },
    stopped: (what) => void failing.delete(what),
  };
}
