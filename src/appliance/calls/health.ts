/** Whether an appliance answers as it should, judged by all requests to it. */
import type { Fault } from '../faults/fault';
import { type FaultCode, faultCodes } from '../faults/fault-codes';
import { isSignInPaused } from '../sign-in/pauses';

/** That, or else the code of the fault; or that nothing is sent, so that no account is locked. */
export type Health = 'ok' | FaultCode | 'SIGN_IN_PAUSED';

export interface HealthRecord {
  answered(): void;
  failed(fault: Fault): void;
  /** @returns whether the last request did not reach the appliance, or got no answer in time. */
  seemsUnreachable(): boolean;
  /** @returns whether the last sign-in was accepted; undefined before the first. */
  isSignInAccepted(): boolean | undefined;
}

/** @param onHealth called when the health has changed. Must not throw. */
export function createHealthRecord(onHealth: (health: Health) => void): HealthRecord {
  let health: Health | undefined;
  let accepted: boolean | undefined;

  function set(current: Health): void {
    if (current === health) return;
    health = current;
    onHealth(current);
  }

  return {
    answered() {
      accepted = true;
      set('ok');
    },
    failed(fault) {
      const { code } = fault;
      const { statusCode } = fault.report();
      if (code === 'AUTHENTICATION_FAILED') accepted = false;
      else if (faultCodes[code].signedIn && statusCode) accepted = true;
      if (isSignInPaused(fault)) set('SIGN_IN_PAUSED');
      else if (faultCodes[code].concerns === 'appliance') set(code);
      // A fault without a status did not come from the appliance.
      else if (statusCode !== undefined) set('ok');
    },
    seemsUnreachable: () => health === 'UNREACHABLE' || health === 'TIMED_OUT',
    isSignInAccepted: () => accepted,
  };
}
