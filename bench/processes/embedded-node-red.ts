import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import type { NodeRedApp } from 'node-red';
import { cpuTime } from './cpu-time';

/** Node-RED in this process, started as anyone would: every core node, the editor and its admin API. */

/** Which core nodes it loads: all, or those of the folder `common` (inject, debug and so on). */
export type CoreNodes = 'all' | 'common';

export interface NodeRedOptions {
  /** The file to load Node-RED from: this process runs out of a temporary folder. */
  readonly nodeRedFile: string;
  /** Holds flows.json, flows_cred.json and the installed packages. */
  readonly userDir: string;
  /** A folder of nodes besides those that are installed. */
  readonly nodesDir: string;
  readonly coreNodes: CoreNodes;
}

export interface EmbeddedNodeRed {
  readonly RED: NodeRedApp;
  /** Of its editor and admin API, on 127.0.0.1. */
  readonly port: number;
  /** Microseconds of processor time from the call of `init` until the flows had started. */
  readonly cpuTime: number;
}

/** What Node-RED hands to the handler of a log. */
export interface LogEntry {
  /** 10 fatal, 20 error, 30 warn, 40 info (`@node-red/util/lib/log.js`). */
  readonly level: number;
  readonly msg?: unknown;
}

/** The declared settings lag behind those that Node-RED reads. */
type Settings = Omit<Parameters<NodeRedApp['init']>[1], 'logging'> & {
  telemetry: object;
  nodesExcludes: string[];
  logging: Readonly<Record<string, object>>;
};

/** @returns the names of the files of those core nodes that are not to be loaded. */
function excludedFiles({ nodeRedFile, coreNodes }: NodeRedOptions): string[] {
  if (coreNodes === 'all') return [];
  const manifest = createRequire(nodeRedFile).resolve('@node-red/nodes/package.json');
  const files = readdirSync(join(dirname(manifest), 'core'), { recursive: true }).map(String);
  const excluded = files.filter((file) => !file.startsWith('common'));
  return excluded.map((file) => basename(file)).filter((file) => file.endsWith('.js'));
}

/**
 * Starts Node-RED, and waits until its flows run.
 * @param onProblem is given every warning and error of its log; without it, nothing is logged
 * @throws Error for a node type that it does not know
 */
export async function startEmbedded(
  options: NodeRedOptions,
  onProblem?: (entry: LogEntry) => void,
): Promise<EmbeddedNodeRed> {
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
  const off = { level: 'off', metrics: false, audit: false };
  const problems = { level: 'warn', metrics: false, audit: false, handler: () => onProblem };
  const settings: Settings = {
    uiHost: '127.0.0.1',
    uiPort: 0,
    userDir: options.userDir,
    nodesDir: options.nodesDir,
    nodesExcludes: excludedFiles(options),
    flowFile: 'flows.json',
    credentialSecret: false,
    httpAdminRoot: '/',
    httpNodeRoot: '/',
    logging: onProblem ? { problems } : { console: off },
    telemetry: { enabled: false, updateNotification: false },
  };
  RED.init(server, settings);
  server.on('request', RED.httpAdmin);
  await RED.start();
  await started;
  return {
    RED,
    // A TCP server that listens has an address with a port; the other kinds are of pipes.
    port: (server.address() as AddressInfo).port,
    cpuTime: cpuTime() - cpuTimeBefore,
  };
}
