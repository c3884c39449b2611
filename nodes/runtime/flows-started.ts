import type { Runtime } from './node-red';

let waiting: (() => void)[] = [];

function begin(): void {
  const all = waiting;
  waiting = [];
  for (const start of all) start();
}

/**
 * Calls back once all flows have been started: before that, whoever is to get a message may not be
 * there yet. There is one listener for all of them: of more than ten Node warns.
 *
 * @param start must not throw.
 */
export function whenFlowsStarted({ events }: Runtime, start: () => void): void {
  if (waiting.length === 0) events.once('flows:started', begin);
  waiting.push(start);
}
