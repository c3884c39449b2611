import { performance } from 'node:perf_hooks';
import { quantile } from '../statistics';
import { cpuTime } from './cpu-time';
import { isJobAnswer } from './job-answer';

/**
 * A closed loop: a number of messages is always under way, and each that comes back sends the
 * next. Each has a source of its own, because what two sources ask is never the same. It is shared
 * by the source and sink nodes, which Node-RED loads, and by the process, which says when to begin.
 */

export interface LoopOptions {
  /** Messages under way at once: one from each of so many sources. */
  readonly concurrency: number;
  /** The loop ends after so many messages or milliseconds, and then waits for what is under way. */
  readonly until: { readonly messages: number } | { readonly milliseconds: number };
}

/** What was seen while the loop was full: not its first messages, nor its last. */
export interface Slice {
  /** All messages that were sent, the first and last among them. */
  readonly sent: number;
  readonly messages: number;
  readonly milliseconds: number;
  /** Processor time of the whole process in microseconds, with its threads. */
  readonly cpuTime: number;
  /** Milliseconds from sending a message to its answer. */
  readonly p50: number;
  readonly p99: number;
}

/** The output of a node that asks for the job by which RUNNING has to leave. */
const runningOutput = 0;

interface Mark {
  readonly time: number;
  readonly cpuTime: number;
  readonly answers: number;
}

interface Loop {
  readonly options: LoopOptions;
  readonly sources: readonly Send[];
  readonly deadline: number;
  readonly latencies: number[];
  readonly resolve: (slice: Slice) => void;
  readonly reject: (error: Error) => void;
  sent: number;
  answers: number;
  full?: Mark;
  closing?: Mark;
}

/** @param message carries when it was sent, and the number of its source. */
type Send = (message: { sentAt: number; source: number }) => void;

const attached = new Set<Send>();
let loop: Loop | undefined;

/**
 * Names a place where messages go in.
 * @returns a function that takes it away again
 */
export function attachSource(send: Send): () => void {
  attached.add(send);
  return () => void attached.delete(send);
}

/**
 * Runs the loop once.
 * @throws Error when an answer is not the one that was due, or there are too few sources
 */
export function runLoop(options: LoopOptions): Promise<Slice> {
  if (loop) return Promise.reject(new Error('the loop is running already'));
  const sources = [...attached].slice(0, options.concurrency);
  if (sources.length < options.concurrency) {
    const missing = `${options.concurrency} messages at once need as many sources`;
    return Promise.reject(new Error(`${missing}, and there are ${sources.length}`));
  }
  return new Promise<Slice>((resolve, reject) => {
    const milliseconds = 'milliseconds' in options.until ? options.until.milliseconds : Infinity;
    const deadline = performance.now() + milliseconds;
    loop = { options, sources, deadline, latencies: [], resolve, reject, sent: 0, answers: 0 };
    for (const source of sources.keys()) send(loop, source);
  }).finally(() => {
    loop = undefined;
  });
}

/** How many messages are under way. */
export function underWay(): number {
  return loop ? loop.sent - loop.answers : 0;
}

/** Takes a message that has come out of the flow, with the output that it came out of. */
export function takeAnswer(message: object, output: number): void {
  if (!loop) return;
  const payload: unknown = 'payload' in message ? message.payload : undefined;
  if (output !== runningOutput || !isJobAnswer(payload)) {
    const text = JSON.stringify(payload)?.slice(0, 500);
    loop.reject(new Error(`a wrong answer came out of output ${output + 1}: ${text}`));
    return;
  }
  const now = performance.now();
  loop.answers += 1;
  if (loop.full && !loop.closing && 'sentAt' in message) {
    loop.latencies.push(now - Number(message.sentAt));
  }
  if (!loop.full && loop.answers >= loop.options.concurrency) loop.full = mark(loop, now);
  if (goesOn(loop, now)) {
    send(loop, 'source' in message ? Number(message.source) : 0);
  } else {
    loop.closing ??= mark(loop, now);
    if (loop.answers === loop.sent) finish(loop);
  }
}

/** Takes a message that has reached the flow's Catch node. */
export function takeError(message: object): void {
  const error: unknown = 'error' in message ? message.error : undefined;
  const text =
    typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  loop?.reject(new Error(`a message ended in an error: ${String(text)}`));
}

function send(running: Loop, source: number): void {
  running.sent += 1;
  running.sources[source]?.({ sentAt: performance.now(), source });
}

function goesOn({ options, sent, deadline }: Loop, now: number): boolean {
  return 'messages' in options.until ? sent < options.until.messages : now < deadline;
}

function mark({ answers }: Loop, time: number): Mark {
  return { time, cpuTime: cpuTime(), answers };
}

function finish({ sent, full, closing, latencies, resolve }: Loop): void {
  if (!full || !closing) return;
  resolve({
    sent,
    messages: closing.answers - full.answers,
    milliseconds: closing.time - full.time,
    cpuTime: closing.cpuTime - full.cpuTime,
    p50: latencies.length > 0 ? quantile(latencies, 0.5) : Number.NaN,
    p99: latencies.length > 0 ? quantile(latencies, 0.99) : Number.NaN,
  });
}
