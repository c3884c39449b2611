/** A time limit that several requests to an appliance have together. */
import { type Clock, limitTime } from '../../clock';
import { sentence } from '../../messages/sentence';
import { durationText } from '../../messages/time-text';
import { failure } from '../faults/failure';
import { failureToFault } from '../faults/failure-to-fault';
import type { Fault } from '../faults/fault';

export interface Deadline {
  /** How long it is (ms). Waiting until a sign-in may be sent does not count. */
  total: number;
  /** @returns how long (ms) is left. */
  left(): number;
  /** Lets it begin anew, because the process did not run for a while. */
  renew(): void;
}

/**
 * @param total ms.
 * @param waited returns how long (ms) sign-ins have waited for their turn; such time is added.
 * @returns the deadline that begins now.
 */
export function deadlineIn(clock: Clock, total: number, waited: () => number): Deadline {
  let at = clock.now() + total;
  const before = waited();
  return {
    total,
    left: () => at + waited() - before - clock.now(),
    renew() {
      at = clock.now() + total - (waited() - before);
    },
  };
}

/** @returns the fault TIMED_OUT of a read that was not answered by then. */
export function pastDeadline({ total }: Deadline, subject: string, operation: string): Fault {
  const time = durationText(total / 1000);
  const reason = failure('TIMED_OUT', sentence('no-complete-answer', { time }));
  return failureToFault(reason, { subject, operation, requestId: '', changes: false });
}

/**
 * @param late makes the error where the promise is not settled by then. What it was waiting for is not
 *   ended: a sign-in may have other callers.
 */
export async function settledBy<Value>(
  clock: Clock,
  { left, renew }: Deadline,
  promise: Promise<Value>,
  late: () => Error,
): Promise<Value> {
  let liftLimit = () => {};
  const limit = new Promise<never>((_resolve, reject) => {
    // What is read next may end this request, and others have to be sent by the same deadline.
    const renewOnce = () => {
      if (left() <= 0) renew();
    };
    const wait = () => {
      const milliseconds = left();
      // What the sign-in has waited for its turn meanwhile does not count.
      if (milliseconds > 0) liftLimit = limitTime(clock, milliseconds, wait, renewOnce);
      else reject(late());
    };
    wait();
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    liftLimit();
  }
}
