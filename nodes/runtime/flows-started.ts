import type { Runtime } from './node-red';

let callbacks: (() => void)[] = [];

function callAll(): void {
  const all = callbacks;
  callbacks = [];
  for (const start of all) start();
}

/**
 * Calls back once all flows have started: before that, the nodes that messages are sent to may not
 * exist yet. All callbacks share one listener, because Node.js warns about more than ten.
 *
 * @param start must not throw.
 */
export function whenFlowsStarted({ events }: Runtime, start: () => void): void {
  if (callbacks.length === 0) events.once('flows:started', callAll);
  callbacks.push(start);
}
