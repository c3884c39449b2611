/**
 * Runs Mosquitto, an MQTT broker with shared subscriptions (MQTT 5, 4.8.2). It is a package of
 * Debian and other distributions.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

// Debian installs it in a folder that is only in root's PATH.
const env = { ...process.env, PATH: `${process.env.PATH}${delimiter}/usr/sbin` };

/** Whether it is installed; its help has a specific exit code. */
export const hasMosquitto = spawnSync('mosquitto', ['-h'], { env }).error === undefined;

export interface RunningMosquitto {
  readonly port: number;
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

/**
 * Starts one on loopback, with a random port of its own.
 * @param onLine is given each line of its log, with the time in front
 */
export async function startMosquitto(
  onLine: (line: string) => void = () => undefined,
): Promise<RunningMosquitto> {
  const folder = await mkdtemp(join(tmpdir(), 'mosquitto-'));
  for (;;) {
    const port = await freePort();
    const broker = await launch(folder, port);
    const ended = once(broker, 'close');
    const stop = async () => {
      broker.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    };
    const runs = await new Promise<boolean>((resolve) => {
      broker.once('close', () => resolve(false));
      if (broker.stderr === null) return;
      createInterface(broker.stderr).on('line', (line) => {
        if (/^\d+: mosquitto version \S+ running$/.test(line)) resolve(true);
        onLine(line);
      });
    });
    if (runs) return { port, stop };
  }
}
