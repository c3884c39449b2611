import { answerCalls } from './calls';
import { type LoopOptions, runLoop, type Slice, underWay } from './closed-loop';
import { cpuTime } from './cpu-time';
import { type NodeRedOptions, startEmbedded } from './embedded-node-red';
import { heapUsed } from './heap-used';

/** One Node-RED under load. */

/** What the start took, from the call of `init` until the flows had started. */
export interface Start {
  /** Processor time of the whole process in microseconds. */
  readonly cpuTime: number;
  /** Bytes of memory that the process holds. */
  readonly residentSetSize: number;
}

export interface NodeRedCalls {
  start(options: NodeRedOptions): Promise<Start>;
  run(loop: LoopOptions): Promise<Slice>;
  /** Bytes of the heap in use after garbage collection. */
  heapUsed(argument: null): Promise<number>;
  /** Microseconds of processor time since the process began. */
  cpuTime(argument: null): number;
}

/** Milliseconds after which a message that has not come back is given up. */
const stallTimeout = 60_000;

async function start(options: NodeRedOptions): Promise<Start> {
  const { cpuTime } = await startEmbedded(options);
  return { cpuTime, residentSetSize: process.memoryUsage.rss() };
}

async function run(loop: LoopOptions): Promise<Slice> {
  const milliseconds = 'milliseconds' in loop.until ? loop.until.milliseconds : 0;
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${underWay()} messages never came back`)),
      milliseconds + stallTimeout,
    );
  });
  try {
    return await Promise.race([runLoop(loop), stalled]);
  } finally {
    clearTimeout(timer);
  }
}

answerCalls<NodeRedCalls>({ start, run, heapUsed, cpuTime });
