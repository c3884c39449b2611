/** Answers that are no HTTP, or not as HTTP has to be. */
import type { Fault } from '../cells';

export const httpFaults: readonly Fault[] = [
  {
    name: 'no answer to the request',
    answer: (exchange) => exchange.fallSilent(),
    answers: 'everything',
    expected: { code: 'TIMED_OUT', seconds: 10, isLost: true },
  },
];
