/**
 * The one place where the outcome of a message becomes its badge, the message that is sent, and
 * `done`.
 */
import type { Answer } from '../../src/appliance/client';
import { Fault } from '../../src/appliance/faults/fault';
import { type JobReading, outputOfState } from '../../src/jobs/job/job';
import { showJob, showProblem, showSucceeded } from '../runtime/badges';
import type { Done, Message, Runtime, RuntimeNode, Send } from '../runtime/node-red';

/** A message that came in, with what sends it on and what ends it. */
export interface Input {
  message: Message;
  send: Send;
  done: Done;
}

/** The four outputs of the nodes for jobs: the message for one of them, null for the others. */
function toOutput(output: number, message: Message): (Message | null)[] {
  return [0, 1, 2, 3].map((index) => (index === output ? message : null));
}

function sendByState(send: Send, message: Message, { job, payload }: JobReading): void {
  message.payload = payload;
  message.job = job;
  delete message.fault;
  send(toOutput(outputOfState[job.state], message));
}

/** Reports the state of a job while the message goes on waiting for its end. */
export function reportProgress(
  { util }: Runtime,
  { message, send }: Input,
  look: JobReading,
): void {
  sendByState(send, util.cloneMessage(message), look);
}

/** Sends a message to the output for the state of its job. This ends the message. */
export function reportJob(
  node: RuntimeNode,
  { message, send, done }: Input,
  look: JobReading,
): void {
  showJob(node, look.job);
  sendByState(send, message, look);
  done();
}

/** Sends the answer to an operation. This ends the message. */
export function reportAnswer(
  node: RuntimeNode,
  { message, send, done }: Input,
  { payload, statusCode }: Answer,
): void {
  message.payload = payload;
  message.statusCode = statusCode;
  delete message.fault;
  showSucceeded(node);
  send([message]);
  done();
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/**
 * Ends a message with a fault: at the Catch nodes, or at the node's own output for faults, which is
 * its last. Anything that is no fault is a defect of ours, and is reported as the error it is.
 *
 * @param output the output (from 0) for faults; none where they go to Catch nodes.
 */
export function reportFault(
  node: RuntimeNode,
  { message, send, done }: Input,
  error: unknown,
  output: number | undefined,
): void {
  if (!(error instanceof Fault)) {
    showProblem(node, 'ERROR');
    done(asError(error));
    return;
  }
  // One fault may end many messages, each with a copy of its own: a flow may change it.
  message.fault = structuredClone(error.report());
  showProblem(node, error.code);
  if (output === undefined) {
    done(error);
    return;
  }
  send([...Array<null>(output).fill(null), message]);
  done();
}

/** The output (from 0) of a monitor for what needs attention; the others are those of the states. */
const attentionOutput = 3;

/** Sends a change that a monitor saw. */
export function reportChange(node: RuntimeNode, topic: string, { job, payload }: JobReading): void {
  const output = job.reason === undefined ? outputOfState[job.state] : attentionOutput;
  // Others get the same look, and Node-RED clones for the second wire only: flows change messages.
  node.send(toOutput(output, structuredClone({ topic, payload, job })));
}

/** Reports what keeps a monitor from watching to Catch nodes: no message of its own has failed. */
export function reportProblem(node: RuntimeNode, topic: string, error: unknown): void {
  const fault = error instanceof Fault ? { fault: error.report() } : {};
  node.error(asError(error), { topic, ...fault });
}
