import type { LiveMemory } from '../../src/jobs/monitor/types';
import { type Problem, showProblem, showWatching } from '../runtime/badges';
import type { RuntimeNode } from '../runtime/node-red';

/**
 * @returns a function that shows the problem of a monitor, else the progress of a running job, else
 *   that it is watching. Status nodes get every update, so an unchanged badge is not set again.
 */
export function createBadge(
  node: RuntimeNode,
): (problem: Problem | undefined, live: LiveMemory) => void {
  let shown = '';
  return (problem, { reconciliation, restore, backups }) => {
    const running = reconciliation.running ?? restore.running ?? backups.running;
    const badge = problem ?? String(running?.progress);
    if (badge === shown) return;
    shown = badge;
    if (problem === undefined) showWatching(node, running?.progress);
    else showProblem(node, problem);
  };
}
