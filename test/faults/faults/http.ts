/** Answers that are no HTTP, or not as HTTP has to be. */
import type { Fault } from '../cells';

export const httpFaults: readonly Fault[] = [];
