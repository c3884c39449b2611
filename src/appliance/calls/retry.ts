import type { Fault } from '../faults/fault';
import { faultCodes } from '../faults/fault-codes';

/** How often a read is repeated. */
const mostRetries = 2;
/** Milliseconds. */
const firstDelay = 400;
/** Seconds. A read is not repeated where the appliance asks for a longer pause (`Retry-After`). */
const longestRetryAfter = 60;

/** Node's codes of broken connections. The next one may well work. */
const brokenConnection: ReadonlySet<string | undefined> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
]);

function isWorthRetrying({ code, cause }: Fault): boolean {
  const { repeatRead } = faultCodes[code];
  if (repeatRead !== 'after a broken connection') return repeatRead === 'always';
  return brokenConnection.has(cause?.code);
}

/**
 * @param attempt the number of failed attempts, from 1.
 * @returns milliseconds until the next attempt, undefined where there is none. The delay grows, with
 *   jitter, so that many flows do not repeat their requests at the same time.
 */
export function retryDelay(fault: Fault, attempt: number): number | undefined {
  if (attempt > mostRetries || !isWorthRetrying(fault)) return undefined;
  const retryAfter = fault.retryAfter ?? 0;
  if (retryAfter > longestRetryAfter) return undefined;
  const delay = firstDelay * 2 ** (attempt - 1);
  return Math.max(retryAfter * 1000, delay * (0.5 + Math.random() / 2));
}
