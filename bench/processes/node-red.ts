import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NodeRedApp } from 'node-red';
import { answerCalls } from './calls';
import { type LoopOptions, runLoop, type Slice, underWay } from './closed-loop';
import { cpuTime } from './cpu-time';

/** One Node-RED, started as anyone would: every core node, the editor and its admin API. */

export interface NodeRedOptions {
  /** The file to load Node-RED from: this process runs out of a temporary folder. */
  readonly nodeRedFile: string;
  /** Holds flows.json, flows_cred.json and the installed packages. */
  readonly userDir: string;
  /** A folder of nodes besides those that are installed. */
  readonly nodesDir: string;
  /** Without its core nodes Node-RED starts in less than half the time. */
  readonly coreNodes: boolean;
}

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

/** The declared settings lag behind those that Node-RED reads. */
type Settings = Parameters<NodeRedApp['init']>[1] & { telemetry: object; nodesExcludes: string[] };

/** Milliseconds after which a message that has not come back is given up. */
const stallTimeout = 60_000;

/** The names of the files that the core nodes are in. */
function coreNodeFiles(nodeRed: string): string[] {
  const manifest = createRequire(nodeRed).resolve('@node-red/nodes/package.json');
  const files = readdirSync(join(dirname(manifest), 'core'), { recursive: true });
  return files.map((file) => basename(String(file))).filter((file) => file.endsWith('.js'));
}

async function start(options: NodeRedOptions): Promise<Start> {
  const RED: NodeRedApp = require(options.nodeRedFile);
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');

  const started = new Promise<void>((resolve, reject) => {
    RED.events.once('flows:started', () => resolve());
    RED.events.on('runtime-event', (event: { payload?: { types?: string[] } }) => {
      const missing = event.payload?.types;
      if (missing) reject(new Error(`Node-RED does not know the node types ${missing.join(', ')}`));
    });
  });
  const cpuTimeBefore = cpuTime();
  const settings: Settings = {
    uiHost: '127.0.0.1',
    uiPort: 0,
    userDir: options.userDir,
    nodesDir: options.nodesDir,
    nodesExcludes: options.coreNodes ? [] : coreNodeFiles(options.nodeRedFile),
    flowFile: 'flows.json',
    credentialSecret: false,
    httpAdminRoot: '/',
    httpNodeRoot: '/',
    logging: { console: { level: 'off', metrics: false, audit: false } },
    telemetry: { enabled: false, updateNotification: false },
  };
  RED.init(server, settings);
  server.on('request', RED.httpAdmin);
  await RED.start();
  await started;
  return {
    cpuTime: cpuTime() - cpuTimeBefore,
    residentSetSize: process.memoryUsage.rss(),
  };
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

async function heapUsed(): Promise<number> {
  if (!globalThis.gc) throw new Error('this process was started without --expose-gc');
  // Finalizers and immediates of one collection free what only the next one can take.
  for (let count = 0; count < 5; count += 1) {
    globalThis.gc();
    await nextTurn();
  }
  return process.memoryUsage().heapUsed;
}

answerCalls<NodeRedCalls>({ start, run, heapUsed, cpuTime });
