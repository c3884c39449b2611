import type { Fault } from './faults/fault';
import { faultCodes } from './faults/fault-codes';

/** How often a read is tried again. */
export const mostRetries = 2;
const firstDelay = 400;
/** Seconds: an appliance that asks for more (`Retry-After`) is not asked again at once. */
const longestRetryAfter = 60;

/** Failures of the connection behind which the next one may well do. */
const passingFailures: ReadonlySet<string | undefined> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
]);

function mayPass({ code, cause }: Fault): boolean {
  const { repeatRead } = faultCodes[code];
  if (repeatRead !== 'after a broken connection') return repeatRead === 'always';
  return passingFailures.has(cause?.code);
}

/**
 * @param attempt how many have failed: 1 after the first.
 * @returns milliseconds to wait before the next attempt, growing and with jitter so that many
 *   flows do not come back at once; undefined where there shall be none.
 */
export function retryDelay(fault: Fault, attempt: number): number | undefined {
  if (attempt > mostRetries || !mayPass(fault)) return undefined;
  const asked = fault.retryAfter ?? 0;
  if (asked > longestRetryAfter) return undefined;
  const delay = firstDelay * 2 ** (attempt - 1);
  return Math.max(asked * 1000, delay * (0.5 + Math.random() / 2));
}
