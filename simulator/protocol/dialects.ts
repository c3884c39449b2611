import type { Fault } from './faults';
import type { Wording } from './messages';

export type DialectName = 'api' | 'rest';

/** How one of the two dialects of the API writes the same things. */
export interface Dialect {
  readonly name: DialectName;
  readonly result: (value: unknown) => unknown;
  readonly fault: (fault: Fault, wording: Wording) => unknown;
  /** A map, which the older dialect writes as a list of keys and values. */
  readonly map: (entries: Readonly<Record<string, unknown>>) => unknown;
}

/** What a 401 says about the ways to sign in, in the syntax of WWW-Authenticate. */
export const challenge =
  'Basic realm="vCenter", SIGN realm="simulator", sts="https://localhost/sts/STSService/vsphere.local"';

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  api: {
    name: 'api',
    result: (value) => value,
    fault: (fault, wording) => ({
      error_type: fault.errorType,
      ...(fault.status === 401 ? { challenge } : {}),
      messages: fault.messages.map(wording),
    }),
    map: (entries) => entries,
  },
  rest: {
    name: 'rest',
    result: (value) => ({ value }),
    // 6.7 knows no error_type and no challenge: the name of the type is all that tells the kind.
    fault: (fault, wording) => ({
      type: `com.vmware.vapi.std.errors.${fault.errorType.toLowerCase()}`,
      value: { messages: fault.messages.map(wording) },
    }),
    map: (entries) => Object.entries(entries).map(([key, value]) => ({ key, value })),
  },
};

/** The dialect in which a path is answered, also one that names no operation. */
export function dialectOf(path: string): Dialect {
  return path.startsWith('/rest/') ? dialects.rest : dialects.api;
}
