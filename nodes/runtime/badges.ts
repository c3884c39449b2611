/**
 * The status of a node, which the editor shows as a badge below it. All colors, shapes and texts are
 * defined here.
 */
import type { Health } from '../../src/appliance/client';
import type { FaultCode } from '../../src/appliance/faults/fault-codes';
import type { Status } from '../../src/checks/finding';
import type { JobFacts, JobState } from '../../src/jobs/job/job';
import type { ScheduleFacts } from '../../src/schedule/outcome';
import type { NodeStatus, RuntimeNode } from './node-red';

type Shape = Required<Pick<NodeStatus, 'fill' | 'shape'>>;

const busy: Shape = { fill: 'blue', shape: 'dot' };
const good: Shape = { fill: 'green', shape: 'dot' };
const bad: Shape = { fill: 'red', shape: 'ring' };
const absent: Shape = { fill: 'grey', shape: 'ring' };
const outage: Shape = { fill: 'yellow', shape: 'ring' };
const differing: Shape = outage;

const badgeOfState: Readonly<Record<JobState, Shape & { word: string }>> = {
  running: { ...busy, word: 'running' },
  succeeded: { ...good, word: 'succeeded' },
  failed: { ...bad, word: 'failed' },
  none: { ...absent, word: 'not-found' },
  'not-found': { ...absent, word: 'not-found' },
  lost: { ...absent, word: 'lost' },
};

/** The problem of a monitor whose appliance is unreachable for the time being. */
export const outOfReach = 'OUT_OF_REACH';

/** The problem of nodes that pause their sign-ins, so that no account is locked. */
export const signInPaused = 'SIGN_IN_PAUSED';

/** Why a node cannot work: a fault, an outage, a pause, or an unexpected error. */
export type Problem = FaultCode | typeof outOfReach | typeof signInPaused | 'ERROR';

/** Problems that may resolve by themselves. */
const temporary: ReadonlySet<Problem> = new Set([outOfReach, signInPaused]);

/** A key of the locale file, which the editor translates into the user's language. */
function textOfWord(node: RuntimeNode, word: string): string {
  return `${node.type}.status.${word}`;
}

function badge(node: RuntimeNode, { fill, shape }: Shape, word: string): NodeStatus {
  return { fill, shape, text: textOfWord(node, word) };
}

/** @returns the locale key for a problem; `not-found` is the key of the output, not of the fault. */
export function wordOfProblem(problem: string): string {
  return problem === 'NOT_FOUND' ? 'not-found-id' : problem.toLowerCase().replaceAll('_', '-');
}

function percent(progress: number): string {
  return `${progress} %`;
}

/** Shows which request the node is waiting for. */
export function showBusy(node: RuntimeNode, word: 'asking' | 'starting' | 'cancelling'): void {
  node.status(badge(node, busy, word));
}

/** Shows the state of a job, or its progress if it is running and the appliance reports one. */
export function showJob(node: RuntimeNode, { state, progress }: JobFacts): void {
  const { word, fill, shape } = badgeOfState[state];
  const isProgress = state === 'running' && progress !== undefined;
  const text = isProgress ? percent(progress) : textOfWord(node, word);
  node.status({ fill, shape, text });
}

/** Shows that an operation succeeded. */
export function showSucceeded(node: RuntimeNode): void {
  node.status(badge(node, good, 'succeeded'));
}

/** Shows what became of a schedule. */
export function showSchedule(node: RuntimeNode, { after, changes, changed }: ScheduleFacts): void {
  if (changed) node.status(badge(node, good, 'changed'));
  else if (changes.length > 0) node.status(badge(node, differing, 'differs'));
  else if (after === null) node.status(badge(node, absent, 'absent'));
  else node.status(badge(node, good, 'unchanged'));
}

const badgeOfVerdict: Readonly<Record<Status, Shape>> = {
  ok: good,
  warning: { fill: 'yellow', shape: 'dot' },
  critical: bad,
  unknown: absent,
};

/**
 * Shows the status of a verdict.
 *
 * @param count of several appliances: how many need attention, and how many there are.
 */
export function showVerdict(
  node: RuntimeNode,
  status: Status,
  count?: { bad: number; all: number },
): void {
  const shape = badgeOfVerdict[status];
  if (count === undefined || count.bad === 0) node.status(badge(node, shape, status));
  else node.status({ ...shape, text: `${count.bad} / ${count.all}` });
}

/** Shows why a node cannot work. */
export function showProblem(node: RuntimeNode, problem: Problem): void {
  const shape = temporary.has(problem) ? outage : bad;
  node.status(badge(node, shape, wordOfProblem(problem)));
}

/** Shows whether requests to an appliance succeed. */
export function showHealth(node: RuntimeNode, health: Health): void {
  if (health === 'ok') node.status(badge(node, good, 'ok'));
  else showProblem(node, health);
}

/** Shows that a monitor is watching, or the progress (percent) of the running job. */
export function showWatching(node: RuntimeNode, progress?: number): void {
  node.status(
    progress === undefined ? badge(node, good, 'watching') : { ...busy, text: percent(progress) },
  );
}

/**
 * @param count the number of the node's waits.
 * @param progress of the job that was polled last, in percent.
 */
export function badgeOfWaits(node: RuntimeNode, count: number, progress?: number): NodeStatus {
  const part = progress === undefined ? '' : percent(progress);
  const text = count > 1 ? [String(count), part].filter(Boolean).join(': ') : part;
  return text === '' ? badge(node, busy, 'waiting') : { ...busy, text };
}

/**
 * @param count the number of the node's waits.
 * @param reason why at least one of them cannot read its job.
 */
export function badgeOfInterruption(
  node: RuntimeNode,
  count: number,
  reason: typeof outOfReach | typeof signInPaused,
): NodeStatus {
  return count > 1
    ? { ...outage, text: String(count) }
    : badge(node, outage, wordOfProblem(reason));
}
