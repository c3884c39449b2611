/**
 * Runs Mosquitto, an MQTT broker with shared subscriptions (MQTT 5, 4.8.2). It is a package of
 * Debian and other distributions; without it, the tests that need it are not defined.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { within } from '../within';
import { createInbox, type Inbox } from './inbox';

// Debian installs it in a folder that is only in root's PATH.
const env = { ...process.env, PATH: `${process.env.PATH}${delimiter}/usr/sbin` };

/** Whether it is installed; its help has a specific exit code. */
export const hasMosquitto = spawnSync('mosquitto', ['-h'], { env }).error === undefined;

export interface Mosquitto {
  readonly port: number;
  /** The subscribed topics. */
  readonly subscribed: Inbox<string>;
  /** The ids of clients that have disconnected. */
  readonly left: Inbox<string>;
  stop(): Promise<void>;
}

/** Mosquitto does not support port 0. If another process takes the port first, it ends: retry. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function launch(folder: string, port: number): Promise<ChildProcess> {
  const settings = join(folder, 'mosquitto.conf');
  await writeFile(settings, `listener ${port} 127.0.0.1\nallow_anonymous true\n`);
  return spawn('mosquitto', ['-c', settings, '-v'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Starts one on loopback, with a random port of its own. */
export async function startMosquitto(): Promise<Mosquitto> {
  const folder = await mkdtemp(join(tmpdir(), 'mosquitto-'));
  const subscribed = createInbox<string>();
  const left = createInbox<string>();
  for (;;) {
    const port = await freePort();
    const broker = await launch(folder, port);
    const ended = once(broker, 'close');
    const stop = async () => {
      broker.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    };
    const runs = new Promise<boolean>((resolve) => {
      broker.once('close', () => resolve(false));
      if (broker.stderr === null) return;
      // Its log, each line after the time (mosquitto 2.0, src/handle_subscribe.c and src/context.c).
      createInterface(broker.stderr).on('line', (line) => {
        if (/^\d+: mosquitto version \S+ running$/.test(line)) resolve(true);
        const [, topic] = /^\d+: \S+ \d (\S+)$/.exec(line) ?? [];
        if (topic !== undefined) subscribed.put(topic);
        const [, client] =
          /^\d+: Client (\S+) (?:disconnected|closed its connection)/.exec(line) ?? [];
        if (client !== undefined) left.put(client);
      });
    });
    if (await within(runs, () => 'mosquitto to run')) return { port, subscribed, left, stop };
  }
}
