/**
 * Mosquitto, a broker of MQTT as people run it, for what needs shared subscriptions (MQTT 5, 4.8.2). It
 * is a package of Debian and others; where it is not installed, what needs it is not tried.
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

// Debian has it where only root looks.
const env = { ...process.env, PATH: `${process.env.PATH}${delimiter}/usr/sbin` };

/** Whether it is installed: its help ends with an exit code of its own. */
export const hasMosquitto = spawnSync('mosquitto', ['-h'], { env }).error === undefined;

export interface Mosquitto {
  readonly port: number;
  /** Topics that were subscribed to. */
  readonly subscribed: Inbox<string>;
  /** Ids of clients that have gone. */
  readonly left: Inbox<string>;
  stop(): Promise<void>;
}

/** Mosquitto takes no port 0. Whoever else is given the same in between makes it end: then again. */
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
