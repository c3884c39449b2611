/** All rows of the matrix, by kind. */
import type { Fault } from './cells';
import { bodyFaults } from './faults/body';
import { clockFaults } from './faults/clock';
import { connectionFaults } from './faults/connection';
import { httpFaults } from './faults/http';
import { proxyFaults } from './faults/proxy';
import { statusFaults } from './faults/statuses';
import { tlsFaults } from './faults/tls';

export const kinds = {
  connection: connectionFaults,
  tls: tlsFaults,
  proxy: proxyFaults,
  http: httpFaults,
  body: bodyFaults,
  statuses: statusFaults,
  clock: clockFaults,
} as const satisfies Record<string, readonly Fault[]>;

export type Kind = keyof typeof kinds;
