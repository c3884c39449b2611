import type { Fault } from './fault';
import { faultCodes } from './fault-codes';

/** Seconds. An appliance that is starting may refuse good credentials for a moment. */
const longestMoment = 60;

/** @returns whether a refused sign-in keeps the appliance from being asked for longer than a moment. */
export function isLongPause({ code, retryAfter = 0 }: Fault): boolean {
  return code === 'AUTHENTICATION_FAILED' && retryAfter > longestMoment;
}

/**
 * @param hasAnsweredBefore whether the appliance has answered well since it was deployed or watched.
 * @returns whether a fault may pass by itself, as the appliance's services return.
 */
export function isOutage(fault: Fault, hasAnsweredBefore: boolean): boolean {
  switch (faultCodes[fault.code].outage) {
    case 'always':
      return true;
    case 'after a good answer':
      return hasAnsweredBefore;
    case 'with status 500':
      return fault.report().statusCode === 500;
    case 'never':
      return false;
  }
}
