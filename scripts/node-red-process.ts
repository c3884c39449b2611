/**
 * A real Node-RED in a process of its own, driven as the editor drives it: by its admin API and its
 * comms.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type CommsListener, listenToComms } from './node-red-comms';

/** An entry of Node-RED's log. */
export interface LogEntry {
  /** 10 fatal, 20 error, 30 warn, 40 info (`@node-red/util/lib/log.js`). */
  level: number;
  text: string;
  /** The node that logged it, if it was one. */
  type?: string;
  id?: string;
  name?: string;
}

/** A node as flow files and the admin API have it. */
export interface FlowNode {
  id: string;
  type: string;
  name?: string;
  [property: string]: unknown;
}

export interface NodeRedOptions extends CommsListener {
  /** Holds flows, credentials and, in `node_modules`, the package to be tried. */
  userDirectory: string;
  /** Hears of every entry of the log as it comes. */
  onLog?(entry: LogEntry): void;
  /** The folder in which node-red is installed; the development dependency's if not given. */
  installation?: string | undefined;
  /** The Node.js that runs it; the one that runs this if not given. */
  node?: string | undefined;
  /** Further environment variables. */
  environment?: Readonly<Record<string, string>>;
  /** Its settings file; node-red-settings.cjs if not given, which another one may build upon. */
  settings?: string;
  /** Settings in place of those of the file, by their paths, as far as JSON can say them. */
  define?: Readonly<Record<string, unknown>>;
}

export interface NodeRed {
  /** Where its editor is, with a slash at the end. */
  readonly url: string;
  /** What it has logged so far, from level info. */
  readonly log: readonly LogEntry[];
  /** What it has written beside its log so far: nothing, when all is well. */
  readonly output: () => string;
  /** Settles when the process has ended. */
  readonly ended: Promise<void>;
  /**
   * @param path of the admin API, without a slash in front.
   * @returns the answer, parsed where it is JSON.
   * @throws Error for any status but 2xx.
   */
  request(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Replaces all flows, and waits until the new ones run. */
  deploy(flows: readonly FlowNode[]): Promise<void>;
  /** Presses the button of an inject node. */
  inject(id: string): Promise<void>;
  /** Ends it as a signal would, so that its nodes get to close, and waits for that. */
  stop(): Promise<void>;
  /** Ends it in the midst of whatever it does, as a failure of power would, and waits for that. */
  kill(): Promise<void>;
}

/** Milliseconds that Node-RED gets to stop: it allows each of its nodes 15 s by itself. */
const stopTimeout = 20_000;

/** The process's own environment without its proxies: all that is asked here is on loopback. */
function environmentWith(further: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/proxy/i.test(name));
  return { ...Object.fromEntries(own), ...further };
}

function launch(options: NodeRedOptions): ChildProcess {
  const { installation = join(__dirname, '..'), node = process.execPath } = options;
  const program = createRequire(join(installation, 'package.json')).resolve('node-red/red.js');
  const { settings = join(__dirname, 'node-red-settings.cjs') } = options;
  const defined = Object.entries(options.define ?? {}).map(
    ([name, value]) => `--define=${name}=${JSON.stringify(value)}`,
  );
  const told = ['--settings', settings, '--userDir', options.userDirectory, ...defined];
  return spawn(node, [program, ...told], {
    cwd: options.userDirectory,
    env: environmentWith(options.environment),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** What a process says, as it says it. */
function recordOf(child: ChildProcess, onLog: (entry: LogEntry) => void = () => {}) {
  const log: LogEntry[] = [];
  const waiting = new Set<() => void>();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  child.on('message', (entry: LogEntry) => {
    log.push(entry);
    onLog(entry);
    for (const look of waiting) look();
  });
  const ended = once(child, 'close').then(() => undefined);

  /** @throws Error with all that was said, where the process ends first. */
  const orEnded = <T>(promise: Promise<T>): Promise<T> => {
    const tooSoon = ended.then((): never => {
      const said = [...log.map(({ text }) => text), output].join('\n');
      throw new Error(`Node-RED has ended too soon. It said:\n${said}`);
    });
    return Promise.race([promise, tooSoon]);
  };

  /** @returns the text of the first entry with these words, once it is there. */
  const logged = (words: RegExp): Promise<string> => {
    let look = () => {};
    const found = new Promise<string>((resolve) => {
      look = () => {
        const entry = log.find(({ text }) => words.test(text));
        if (entry) resolve(entry.text);
      };
    });
    waiting.add(look);
    look();
    return orEnded(found).finally(() => waiting.delete(look));
  };

  return { log, logged, ended, orEnded, output: () => output };
}

/** @throws Error for any status but 2xx. */
async function requestJson(method: string, url: URL, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url.pathname}: HTTP ${response.status} ${text}`);
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
}

/**
 * Starts Node-RED and waits until its editor can be reached. It ends with the process that started
 * it at the latest.
 *
 * @throws Error with all that it said, where it ends instead.
 */
export async function startNodeRed(options: NodeRedOptions): Promise<NodeRed> {
  const child = launch(options);
  const { log, logged, ended, orEnded, output } = recordOf(child, options.onLog);
  const url = /http:\S+/.exec(await logged(/now running at http:/))?.[0] ?? '';
  // The editor answers before the flows of the start, of which there are none yet, run.
  await logged(/^Started flows$/);
  let onDeployed = () => {};
  await listenToComms(url, {
    ...options,
    onDeployed: () => {
      options.onDeployed?.();
      onDeployed();
    },
  });

  const request = (method: string, path: string, body?: unknown) =>
    requestJson(method, new URL(path, url), body);

  return {
    url,
    log,
    output,
    ended,
    request,
    deploy: async (flows) => {
      const deployed = new Promise<void>((resolve) => {
        onDeployed = resolve;
      });
      await request('POST', 'flows', flows);
      await orEnded(deployed);
    },
    inject: async (id) => {
      await request('POST', `inject/${id}`);
    },
    stop: async () => {
      // Core ends on this message as on SIGTERM, which Windows does not have (red.js).
      if (child.connected) child.send('shutdown');
      const deadline = setTimeout(() => child.kill('SIGKILL'), stopTimeout);
      await ended.finally(() => clearTimeout(deadline));
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
