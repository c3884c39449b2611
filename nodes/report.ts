/**
 * The one place where what a node did becomes its badge, its message and `done`.
 */
import { Fault } from '../src/appliance/faults';
import { type JobState, outputOfState } from '../src/jobs/job';
import type { Look } from '../src/jobs/reconciliation';
import type { Done, Message, NodeStatus, RuntimeNode, Send } from './node-red';

/** One message on its way through a node. */
export interface Passage {
  message: Message;
  send: Send;
  done: Done;
}

/** Outputs of a job node: one for each state, and a fifth for faults where the user wants it. */
const errorOutput = 4;

const badgeOfState: Readonly<Record<JobState, NodeStatus>> = {
  running: { fill: 'blue', shape: 'dot' },
  succeeded: { fill: 'green', shape: 'dot', text: 'succeeded' },
  failed: { fill: 'red', shape: 'ring', text: 'failed' },
  none: { fill: 'grey', shape: 'ring', text: 'not-found' },
  'not-found': { fill: 'grey', shape: 'ring', text: 'not-found' },
  lost: { fill: 'grey', shape: 'ring', text: 'not-found' },
};

/** Words of badges are keys, so that the editor shows them in the language of whoever looks. */
function key(node: RuntimeNode, word: string): string {
  return `${node.type}.status.${word}`;
}

/** `NOT_FOUND` as a fault is another thing than the output of that name. */
export function wordOfFault(code: string): string {
  return code === 'NOT_FOUND' ? 'not-found-id' : code.toLowerCase().replaceAll('_', '-');
}

export function showAsking(node: RuntimeNode): void {
  node.status({ fill: 'blue', shape: 'dot', text: key(node, 'asking') });
}

function badgeOf(node: RuntimeNode, { job }: Look): NodeStatus {
  const { text, ...badge } = badgeOfState[job.state];
  if (text !== undefined) return { ...badge, text: key(node, text) };
  return {
    ...badge,
    text: job.progress === undefined ? key(node, 'running') : `${job.progress} %`,
  };
}

/** Sends a message on by the output of its job's state. */
export function reportJob(node: RuntimeNode, { message, send, done }: Passage, look: Look): void {
  message.payload = look.payload;
  message.job = look.job;
  delete message.fault;
  node.status(badgeOf(node, look));
  const output = outputOfState[look.job.state];
  send([0, 1, 2, 3].map((index) => (index === output ? message : null)));
  done();
}

/**
 * Ends a message with a fault: at the Catch node, or at the node's own fifth output. Whatever is
 * no fault is a mistake of ours, and is told as the error it is.
 */
export function reportFault(
  node: RuntimeNode,
  { message, send, done }: Passage,
  error: unknown,
  toOutput: boolean,
): void {
  if (!(error instanceof Fault)) {
    node.status({ fill: 'red', shape: 'ring', text: key(node, 'error') });
    done(error instanceof Error ? error : new Error(String(error)));
    return;
  }
  message.fault = error.report();
  node.status({ fill: 'red', shape: 'ring', text: key(node, wordOfFault(error.code)) });
  if (!toOutput) {
    done(error);
    return;
  }
  send([...Array<null>(errorOutput).fill(null), message]);
  done();
}
