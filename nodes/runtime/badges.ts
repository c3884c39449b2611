/**
 * The badge below a node: the one place that knows its colours, shapes and words.
 */
import type { FaultCode } from '../../src/appliance/faults/fault-codes';
import type { Job, JobState } from '../../src/jobs/job/job';
import type { NodeStatus, RuntimeNode } from './node-red';

type Shape = Required<Pick<NodeStatus, 'fill' | 'shape'>>;

const busy: Shape = { fill: 'blue', shape: 'dot' };
const good: Shape = { fill: 'green', shape: 'dot' };
const bad: Shape = { fill: 'red', shape: 'ring' };
const nothing: Shape = { fill: 'grey', shape: 'ring' };
const outage: Shape = { fill: 'yellow', shape: 'ring' };

/** Where a state has no word, the progress stands in its place. */
const badgeOfState: Readonly<Record<JobState, Shape & { word: string }>> = {
  running: { ...busy, word: 'running' },
  succeeded: { ...good, word: 'succeeded' },
  failed: { ...bad, word: 'failed' },
  none: { ...nothing, word: 'not-found' },
  'not-found': { ...nothing, word: 'not-found' },
  lost: { ...nothing, word: 'lost' },
};

/** The problem of a monitor whose appliance may come back by itself. */
export const outOfReach = 'OUT_OF_REACH';

/** What keeps a node from its work: a fault, an outage, or an error that is no fault. */
export type Problem = FaultCode | typeof outOfReach | 'ERROR';

/** Words are keys of the locale file, so that the editor shows them in the user's language. */
function badge(node: RuntimeNode, { fill, shape }: Shape, word: string): NodeStatus {
  return { fill, shape, text: `${node.type}.status.${word}` };
}

/** @returns the key of the word for a problem: `NOT_FOUND` is not the output of that name. */
export function wordOfProblem(problem: string): string {
  return problem === 'NOT_FOUND' ? 'not-found-id' : problem.toLowerCase().replaceAll('_', '-');
}

function percent(progress: number): string {
  return `${progress} %`;
}

/** Shows what the node is doing while the appliance is asked. */
export function showBusy(node: RuntimeNode, word: 'asking' | 'starting' | 'cancelling'): void {
  node.status(badge(node, busy, word));
}

/** Shows the state of a job; of a running one its progress, where the appliance reports any. */
export function showJob(node: RuntimeNode, { state, progress }: Job): void {
  const { word, ...shape } = badgeOfState[state];
  const isProgress = state === 'running' && progress !== undefined;
  node.status(isProgress ? { ...shape, text: percent(progress) } : badge(node, shape, word));
}

/** Shows that an operation succeeded. */
export function showSucceeded(node: RuntimeNode): void {
  node.status(badge(node, good, 'succeeded'));
}

/** Shows what keeps a node from its work. */
export function showProblem(node: RuntimeNode, problem: Problem): void {
  const shape = problem === outOfReach ? outage : bad;
  node.status(badge(node, shape, wordOfProblem(problem)));
}

/** Shows whether an appliance answers as it should. */
export function showHealth(node: RuntimeNode, health: 'ok' | FaultCode): void {
  if (health === 'ok') node.status(badge(node, good, 'ok'));
  else showProblem(node, health);
}

/** Shows that a monitor is watching, or the progress (percent) of the job that it sees running. */
export function showWatching(node: RuntimeNode, progress?: number): void {
  node.status(
    progress === undefined ? badge(node, good, 'watching') : { ...busy, text: percent(progress) },
  );
}

/**
 * @param count how many waits the node has.
 * @param progress of the job that was polled last, in percent.
 */
export function badgeOfWaits(node: RuntimeNode, count: number, progress?: number): NodeStatus {
  const part = progress === undefined ? '' : percent(progress);
  const text = count > 1 ? [String(count), part].filter(Boolean).join(': ') : part;
  return text === '' ? badge(node, busy, 'waiting') : { ...busy, text };
}

/** @param count how many waits the node has; one at least waits for its appliance to come back. */
export function badgeOfOutage(node: RuntimeNode, count: number): NodeStatus {
  return count > 1
    ? { ...outage, text: String(count) }
    : badge(node, outage, wordOfProblem(outOfReach));
}
