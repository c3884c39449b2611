/** The last faults of the process, for those who report a problem: nothing of the appliance's texts. */
import type { Fault } from '../../src/appliance/faults/fault';
import type { FaultCode } from '../../src/appliance/faults/fault-codes';

export interface PastFault {
  /** Epoch ms. */
  at: number;
  code: FaultCode;
  /** The host of the appliance, where it is about one. */
  host?: string;
  operation?: string;
  /** The HTTP status of the answer. */
  statusCode?: number;
  requestId?: string;
  /** The code of the underlying error, such as ECONNREFUSED. */
  cause?: string;
}

export interface LastFaults {
  /** @param at epoch ms. */
  add(fault: Fault, at: number): void;
  /** @returns the last ones, the latest last. */
  list(): readonly PastFault[];
}

const most = 20;

/** A fault of a request is noted there, and again when it ends a message. */
function isSame(one: PastFault, other: PastFault): boolean {
  if (one.requestId !== undefined) return one.requestId === other.requestId;
  return (
    one.code === other.code &&
    one.host === other.host &&
    one.operation === other.operation &&
    other.requestId === undefined
  );
}

export function createLastFaults(): LastFaults {
  let faults: PastFault[] = [];
  return {
    add(fault, at) {
      const { code, operation, statusCode, requestId, appliance } = fault.report();
      const cause = fault.cause?.code;
      const past: PastFault = {
        at,
        code,
        ...(appliance ? { host: appliance.host } : {}),
        ...(operation === undefined ? {} : { operation }),
        ...(statusCode === undefined ? {} : { statusCode }),
        ...(requestId ? { requestId } : {}),
        ...(cause === undefined ? {} : { cause }),
      };
      faults = [...faults.filter((known) => !isSame(past, known)), past].slice(-most);
    },
    list: () => faults,
  };
}

/** Those of this process. */
export const lastFaults = createLastFaults();
