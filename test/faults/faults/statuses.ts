/** Statuses with which an appliance, or what is in front of it, answers. */
import type { Fault } from '../cells';

export const statusFaults: readonly Fault[] = [
  {
    name: 'no fault',
    answer: async (exchange) => exchange.send(await exchange.relay()),
    answers: 'operations',
    expected: 'usual',
  },
];
