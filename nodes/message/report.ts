/**
 * The one place where the outcome of a message becomes its badge, the message that is sent, and
 * `done`.
 */
import type { Answer } from '../../src/appliance/client';
import { Fault } from '../../src/appliance/faults/fault';
import { systemClock } from '../../src/clock';
import { type JobReading, outputOfState } from '../../src/jobs/job/job';
import { jobOf } from '../../src/jobs/job/job-text';
import { englishWords, textIn, type Words } from '../../src/messages/sentence';
import type { ScheduleFacts, ScheduleOutcome } from '../../src/schedule/outcome';
import type { ApplianceNode } from '../appliance/deployed-appliances';
import { showJob, showProblem, showSchedule, showSucceeded } from '../runtime/badges';
import { lastFaults } from '../runtime/last-faults';
import type { Done, Message, Runtime, RuntimeNode, Send } from '../runtime/node-red';

/** An incoming message, with the functions that send messages and complete it. */
export interface Input {
  message: Message;
  send: Send;
  done: Done;
  /**
   * The words for its text: those of the appliance that the node uses, until the message has named
   * another.
   */
  words(): Words;
}

/** The four outputs of the nodes for jobs: the message for one of them, null for the others. */
function toOutput(output: number, message: Message): (Message | null)[] {
  return [0, 1, 2, 3].map((index) => (index === output ? message : null));
}

function sendByState({ message, send, words }: Input, reading: JobReading): void {
  message.payload = reading.payload;
  message.job = jobOf(reading, words());
  delete message.fault;
  send(toOutput(outputOfState[reading.job.state], message));
}

/** Reports the state of a job while the message goes on waiting for its end. */
export function reportProgress({ util }: Runtime, input: Input, reading: JobReading): void {
  sendByState({ ...input, message: util.cloneMessage(input.message) }, reading);
}

/** Sends a message to the output for the state of its job. This ends the message. */
export function reportJob(node: RuntimeNode, input: Input, reading: JobReading): void {
  showJob(node, reading.job);
  sendByState(input, reading);
  input.done();
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

/**
 * @param words of the language of `text`.
 * @returns the object for `msg.schedule`.
 */
export function scheduleOf(
  { facts, sentences }: ScheduleOutcome,
  words: Words,
): ScheduleFacts & { text: string } {
  // Before, after and the changes share objects, of which a flow may change one.
  return { ...structuredClone(facts), text: textIn(sentences, words) };
}

/** Sends the schedule to the output that says whether it differed. This ends the message. */
export function reportSchedule(
  node: RuntimeNode,
  { message, send, done, words }: Input,
  outcome: ScheduleOutcome,
): void {
  const { after, changes } = outcome.facts;
  message.payload = structuredClone(after);
  message.schedule = scheduleOf(outcome, words());
  delete message.fault;
  showSchedule(node, outcome.facts);
  send(changes.length > 0 ? [message, null] : [null, message]);
  done();
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** @returns of a message that cannot be cloned what a flow needs to handle its fault. */
export function withoutContent({ _msgid, fault }: Message): Message {
  return { ...(_msgid === undefined ? {} : { _msgid }), ...(fault === undefined ? {} : { fault }) };
}

/**
 * Ends a message with a fault, reported to Catch nodes or sent to the node's optional output for
 * faults, which is its last. An error that is not a fault is a bug and is reported unchanged.
 *
 * @param output the index of the output for faults; undefined if they are reported to Catch nodes.
 */
export function reportFault(
  node: RuntimeNode,
  { message, send, done, words }: Input,
  error: unknown,
  output: number | undefined,
): void {
  if (!(error instanceof Fault)) {
    showProblem(node, 'ERROR');
    done(asError(error));
    return;
  }
  lastFaults.add(error, systemClock.wallNow());
  // A fault may end several messages. Each gets a copy of its own, because flows may change it.
  message.fault = structuredClone(error.report(words()));
  showProblem(node, error.code);
  if (output === undefined) {
    done(error);
    return;
  }
  try {
    send([...Array<null>(output).fill(null), message]);
  } catch {
    // It cannot be cloned for a second wire.
    done(error);
    return;
  }
  done();
}

/**
 * The index of a monitor's output for problems; the outputs before it are for the states of jobs.
 */
const attentionOutput = 3;

/** Sends a change that a monitor has detected. */
export function reportChange(
  node: RuntimeNode,
  {
    words,
    appliance: {
      identity: { name: topic },
    },
  }: ApplianceNode,
  reading: JobReading,
): void {
  const { payload } = reading;
  const job = jobOf(reading, words());
  const output = job.reason === undefined ? outputOfState[job.state] : attentionOutput;
  // Several monitors share a reading, and Node-RED clones messages only from the second wire on:
  // without a copy, a flow that changes its message would affect the others.
  node.send(toOutput(output, structuredClone({ topic, payload, job })));
}

/** Reports a problem of a monitor to Catch nodes, with a new message: there is no incoming one. */
export function reportProblem(
  node: RuntimeNode,
  topic: string,
  error: unknown,
  words: Words = englishWords,
): void {
  if (error instanceof Fault) lastFaults.add(error, systemClock.wallNow());
  const fault = error instanceof Fault ? { fault: error.report(words) } : {};
  node.error(asError(error), { topic, ...fault });
}
