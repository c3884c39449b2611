/** Faults of names, ports and connections, below TLS. */
import type { Fault } from '../cells';

export const connectionFaults: readonly Fault[] = [
  {
    name: 'connection refused',
    port: 'closed',
    expected: { code: 'UNREACHABLE', signInTries: 3 },
  },
];
