/**
 * The one place where what a node did becomes its badge, its message and `done`.
 */
import type { Answer } from '../../src/appliance/client';
import { Fault } from '../../src/appliance/faults/fault';
import { type JobState, type Look, outputOfState } from '../../src/jobs/job';
import type { Done, Message, NodeStatus, Runtime, RuntimeNode, Send } from '../runtime/node-red';

/** One message on its way through a node. */
export interface Passage {
  message: Message;
  send: Send;
  done: Done;
}

const badgeOfState: Readonly<Record<JobState, NodeStatus>> = {
  running: { fill: 'blue', shape: 'dot' },
  succeeded: { fill: 'green', shape: 'dot', text: 'succeeded' },
  failed: { fill: 'red', shape: 'ring', text: 'failed' },
  none: { fill: 'grey', shape: 'ring', text: 'not-found' },
  'not-found': { fill: 'grey', shape: 'ring', text: 'not-found' },
  lost: { fill: 'grey', shape: 'ring', text: 'lost' },
};

/** Words of badges are keys, so that the editor shows them in the language of whoever looks. */
function key(node: RuntimeNode, word: string): string {
  return `${node.type}.status.${word}`;
}

/** `NOT_FOUND` as a fault is another thing than the output of that name. */
export function wordOfFault(code: string): string {
  return code === 'NOT_FOUND' ? 'not-found-id' : code.toLowerCase().replaceAll('_', '-');
}

export type Word = 'asking' | 'starting' | 'cancelling' | 'waiting';

/** Shows that the appliance is being asked. */
export function showBusy(node: RuntimeNode, word: Word): void {
  node.status({ fill: 'blue', shape: 'dot', text: key(node, word) });
}

/** @returns the badge of a node that waits for so many jobs, one of which looks like this. */
export function badgeOfWaits(node: RuntimeNode, count: number, look?: Look): NodeStatus {
  const progress = look?.job.progress === undefined ? '' : `${look.job.progress} %`;
  const several = count > 1 ? [String(count), progress].filter(Boolean).join(': ') : '';
  return { fill: 'blue', shape: 'dot', text: several || progress || key(node, 'waiting') };
}

/** @returns the badge of a node that waits for an appliance to come back. */
export function badgeOfOutage(node: RuntimeNode, count: number): NodeStatus {
  const text = count > 1 ? String(count) : key(node, 'out-of-reach');
  return { fill: 'yellow', shape: 'ring', text };
}

function badgeOf(node: RuntimeNode, { job }: Look): NodeStatus {
  const { text, ...badge } = badgeOfState[job.state];
  if (text !== undefined) return { ...badge, text: key(node, text) };
  return {
    ...badge,
    text: job.progress === undefined ? key(node, 'running') : `${job.progress} %`,
  };
}

function sendByState(send: Send, message: Message, { job, payload }: Look): void {
  message.payload = payload;
  message.job = job;
  delete message.fault;
  const output = outputOfState[job.state];
  send([0, 1, 2, 3].map((index) => (index === output ? message : null)));
}

/** Tells how a job stands while the message goes on waiting for its end. */
export function reportProgress({ util }: Runtime, { message, send }: Passage, look: Look): void {
  sendByState(send, util.cloneMessage(message), look);
}

/** Sends a message on by the output of its job's state. This ends it. */
export function reportJob(node: RuntimeNode, { message, send, done }: Passage, look: Look): void {
  node.status(badgeOf(node, look));
  sendByState(send, message, look);
  done();
}

/** Sends the answer to an operation on. This ends the message. */
export function reportAnswer(
  node: RuntimeNode,
  { message, send, done }: Passage,
  { payload, statusCode }: Answer,
): void {
  message.payload = payload;
  message.statusCode = statusCode;
  delete message.fault;
  node.status({ fill: 'green', shape: 'dot', text: key(node, 'succeeded') });
  send([message]);
  done();
}

/**
 * Ends a message with a fault: at the Catch node, or at the node's own output for faults, which is
 * its last. Whatever is no fault is a mistake of ours, and is told as the error it is.
 *
 * @param output the output (from 0) for faults; none where they go to Catch.
 */
export function reportFault(
  node: RuntimeNode,
  { message, send, done }: Passage,
  error: unknown,
  output: number | undefined,
): void {
  if (!(error instanceof Fault)) {
    node.status({ fill: 'red', shape: 'ring', text: key(node, 'error') });
    done(error instanceof Error ? error : new Error(String(error)));
    return;
  }
  // Of one fault many messages may hear, each with a report of its own: a flow may change it.
  message.fault = structuredClone(error.report());
  node.status({ fill: 'red', shape: 'ring', text: key(node, wordOfFault(error.code)) });
  if (output === undefined) {
    done(error);
    return;
  }
  send([...Array<null>(output).fill(null), message]);
  done();
}

/** The output (from 0) of a monitor for what wants attention; the others are those of the states. */
const attentionOutput = 3;

/** Sends a change that a monitor saw on its way. */
export function reportChange(node: RuntimeNode, topic: string, { job, payload }: Look): void {
  const output = job.reason === undefined ? outputOfState[job.state] : attentionOutput;
  // Others see the same look, and Node-RED clones for the second wire only: flows change what they get.
  const message = structuredClone({ topic, payload, job });
  node.send([0, 1, 2, 3].map((index) => (index === output ? message : null)));
}

/** Tells Catch nodes what keeps a monitor from watching: no message of its own has failed. */
export function reportTrouble(node: RuntimeNode, topic: string, error: unknown): void {
  const told = error instanceof Error ? error : new Error(String(error));
  node.error(told, { topic, ...(told instanceof Fault ? { fault: told.report() } : {}) });
}

/** Shows what keeps a monitor from watching: a fault's code, or that the appliance is away. */
export function showTrouble(node: RuntimeNode, word: string): void {
  const fill = word === 'OUT_OF_REACH' ? 'yellow' : 'red';
  node.status({ fill, shape: 'ring', text: key(node, wordOfFault(word)) });
}

/** Shows that a monitor watches, or how far (percent) a job is that it sees running. */
export function showWatching(node: RuntimeNode, progress?: number): void {
  node.status(
    progress === undefined
      ? { fill: 'green', shape: 'dot', text: key(node, 'watching') }
      : { fill: 'blue', shape: 'dot', text: `${progress} %` },
  );
}
