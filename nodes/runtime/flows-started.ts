import type { Runtime } from './node-red';

let callbacks: (() => void)[] = [];

function callAll(): void {
  const all = callbacks.values();
  callbacks = [];
  /** One in each turn of the event loop: a thousand monitors that begin would stop it. */
  const callNext = () => {
    const { value: start } = all.next();
    if (start === undefined) return;
    start();
    setImmediate(callNext);
  };
  callNext();
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
