import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { answerCalls } from './calls';
import { cpuTime } from './cpu-time';
import {
  type EmbeddedNodeRed,
  type LogEntry,
  type NodeRedOptions,
  startEmbedded,
} from './embedded-node-red';
import { heapUsed } from './heap-used';
import { longestStop, resolution, type WatchedLoop, watchLoop } from './loop-stops';
import { wallTime } from './wall-time';

/** One Node-RED whose flows run by themselves, and what it costs meanwhile. */

export interface Usage {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Microseconds of processor time since the process began, with its threads. */
  readonly cpuTime: number;
  /** Bytes of memory that the process holds. */
  readonly residentSetSize: number;
}

/** Delays of the event loop in milliseconds, beyond those of the timer that measures them. */
export interface LoopDelay {
  readonly p99: number;
  readonly max: number;
}

export interface Deployed {
  /** When the flows had been started: milliseconds since 1970. */
  readonly startedAt: number;
  /** The longest stop of the event loop since then, in milliseconds. */
  readonly longestStop: number;
  /** The longest stop until then, which is that of the deploy itself. */
  readonly longestStopBefore: number;
}

export interface RuntimeCalls {
  /** @returns the port of its admin API on 127.0.0.1. */
  start(options: NodeRedOptions): Promise<number>;
  /** Begins to watch for a deploy. */
  watchDeploy(argument: null): void;
  /**
   * Waits until the deploy has started the flows, and so many milliseconds more.
   * @throws Error if no deploy was watched for
   */
  deployed(milliseconds: number): Promise<Deployed>;
  usage(argument: null): Usage;
  /** Begins to measure the event loop anew. */
  watchDelay(argument: null): void;
  /** Since `watchDelay`. */
  loopDelay(argument: null): LoopDelay;
  /** Bytes of the heap in use after garbage collection. */
  heapUsed(argument: null): Promise<number>;
  /** The warnings and errors of Node-RED's log since the last call. */
  problems(argument: null): readonly string[];
}

const nanosecondsPerMillisecond = 1e6;

let nodeRed: EmbeddedNodeRed | undefined;
let deploy: { loop: WatchedLoop; started: Promise<number> } | undefined;
let delays: IntervalHistogram | undefined;
let problems: string[] = [];

function takeProblem({ msg }: LogEntry): void {
  problems.push(msg instanceof Error ? msg.message : String(msg));
}

function running(): EmbeddedNodeRed {
  if (!nodeRed) throw new Error('Node-RED has not been started');
  return nodeRed;
}

function watchDeploy(): void {
  const { RED } = running();
  const loop = watchLoop();
  // First of all listeners: what starts with the flows comes after it.
  const started = new Promise<number>((resolve) => {
    RED.events.prependOnceListener('flows:started', () => resolve(wallTime()));
  });
  deploy = { loop, started };
}

async function deployed(milliseconds: number): Promise<Deployed> {
  if (!deploy) throw new Error('no deploy was watched for');
  const { loop, started } = deploy;
  const startedAt = await started;
  await wait(startedAt + milliseconds - wallTime());
  loop.end();
  deploy = undefined;
  const before = loop.stops.map(({ from, to }) => ({ from, to: Math.min(to, startedAt) }));
  return {
    startedAt,
    longestStop: longestStop(loop.stops, startedAt),
    longestStopBefore: longestStop(before, 0),
  };
}

function loopDelay(): LoopDelay {
  if (!delays) throw new Error('the event loop is not being watched');
  const { max } = delays;
  const beyond = (nanoseconds: number) =>
    Math.max(0, nanoseconds / nanosecondsPerMillisecond - resolution);
  return { p99: beyond(delays.percentile(99)), max: beyond(max) };
}

answerCalls<RuntimeCalls>({
  async start(options) {
    nodeRed = await startEmbedded(options, takeProblem);
    return nodeRed.port;
  },
  watchDeploy,
  deployed,
  usage: () => ({
    time: wallTime(),
    cpuTime: cpuTime(),
    residentSetSize: process.memoryUsage.rss(),
  }),
  watchDelay() {
    delays?.disable();
    delays = monitorEventLoopDelay({ resolution });
    delays.enable();
  },
  loopDelay,
  heapUsed,
  problems() {
    const taken = problems;
    problems = [];
    return taken;
  },
});
