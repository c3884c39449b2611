import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';

/** Processor time of the whole machine since it started, in seconds. */
export interface ProcessorTime {
  readonly busy: number;
  /** Time that the host of a virtual machine gave to somebody else. */
  readonly stolen: number;
}

/** What the machine did for others meanwhile, in processors: 0.5 is half of one. */
export interface Disturbance {
  readonly stolen: number;
  /** Taken by processes that are not the benchmark's. */
  readonly foreign: number;
}

/** Linux counts in hundredths of a second, whatever its own clock does (`man 5 proc`, USER_HZ). */
const ticksPerSecond = 100;

/** Reads the line of all processors in /proc/stat. */
export function parseProcessorTime(text: string): ProcessorTime | undefined {
  const line = /^cpu +(?<ticks>[\d ]+)$/m.exec(text)?.groups?.ticks;
  if (!line) return undefined;
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0, steal = 0] = line
    .split(' ')
    .map((ticks) => Number(ticks) / ticksPerSecond);
  return { busy: user + nice + system + interrupts + softInterrupts, stolen: steal };
}

/** The machine's processor time, where the system reports it (Linux). */
async function readProcessorTime(): Promise<ProcessorTime | undefined> {
  if (process.platform !== 'linux') return undefined;
  return parseProcessorTime(await readFile('/proc/stat', 'utf8'));
}

/**
 * Does something, and measures what the machine did for others meanwhile, if the system reports it.
 * @param ownTime the processor time in seconds that the benchmark's own processes have taken
 */
export async function watchMachine<Result>(
  ownTime: () => Promise<number>,
  doing: () => Promise<Result>,
): Promise<{ result: Result; disturbance: Disturbance | undefined }> {
  const read = async () => ({
    own: await ownTime(),
    machine: await readProcessorTime(),
    time: performance.now() / 1000,
  });
  const before = await read();
  const result = await doing();
  const after = await read();
  if (!before.machine || !after.machine) return { result, disturbance: undefined };
  const seconds = after.time - before.time;
  const busy = after.machine.busy - before.machine.busy;
  return {
    result,
    disturbance: {
      stolen: (after.machine.stolen - before.machine.stolen) / seconds,
      foreign: Math.max(0, busy - (after.own - before.own)) / seconds,
    },
  };
}

/** Number and model of this machine's processors. */
export function processorName(): string {
  const all = cpus();
  return `${all.length} × ${all[0]?.model.trim() || 'unknown processor'}`;
}
