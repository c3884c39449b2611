import type { FaultCode } from '../../src/appliance/faults/fault-codes';

/** Every fault there is; the compiler sees to it that none is left out. */
export const allFaults: Record<FaultCode, true> = {
  NOT_CONFIGURED: true,
  UNREACHABLE: true,
  TIMED_OUT: true,
  TLS_UNTRUSTED: true,
  AUTHENTICATION_FAILED: true,
  NOT_AUTHORIZED: true,
  SESSION_LIMIT: true,
  UNAVAILABLE: true,
  API_NOT_FOUND: true,
  NOT_FOUND: true,
  REFUSED: true,
  OPERATION_FAILED: true,
  INVALID_REQUEST: true,
  APPLIANCE_ERROR: true,
  INVALID_RESPONSE: true,
  UNKNOWN_STATUS: true,
  READ_ONLY: true,
  WAIT_TIMED_OUT: true,
};
