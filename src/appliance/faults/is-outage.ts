import type { Fault } from './fault';
import { faultCodes } from './fault-codes';

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
