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
  /** The parameters of a query that name the jobs whose details are asked for. */
  readonly jobsFilter: RegExp;
}

/** What a 401 says about the ways to sign in, in the syntax of WWW-Authenticate. */
const challenge =
  'Basic realm="vCenter", SIGN realm="simulator", sts="https://localhost/sts/STSService/vsphere.local"';

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  api: {
    name: 'api',
    result: (value) => value,
    fault: ({ status, errorType, message }, wording) => ({
      error_type: errorType,
      ...(status === 401 ? { challenge } : {}),
      messages: [wording(message)],
    }),
    map: (entries) => entries,
    jobsFilter: /^jobs$/,
  },
  rest: {
    name: 'rest',
    result: (value) => ({ value }),
    // 6.7 knows neither error_type nor challenge: the name of the type is all that says the kind.
    fault: ({ errorType, message }, wording) => ({
      type: `com.vmware.vapi.std.errors.${errorType.toLowerCase()}`,
      value: { messages: [wording(message)] },
    }),
    map: (entries) => Object.entries(entries).map(([key, value]) => ({ key, value })),
    // It also numbers them.
    jobsFilter: /^filter\.jobs(?:\.\d+)?$/,
  },
};

/** The dialect in which a path is answered, even one that names no operation. */
export function dialectOf(path: string): Dialect {
  return path.startsWith('/rest/') ? dialects.rest : dialects.api;
}
