/**
 * Runs Prometheus. It is a package of Debian and other distributions; without it, the tests that need
 * it are not defined.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { within } from '../within';
import { createInbox, type Inbox } from './inbox';

/** What a query found: the value of each series, by the value of one of its labels. */
type Values = Readonly<Record<string, number>>;

export interface Prometheus {
  /** @returns the values of an instant query, by a label that tells them apart. */
  query(expression: string, label: string): Promise<Values>;
  stop(): Promise<void>;
}

interface Found {
  data: { result: { metric: Record<string, string>; value: [number, string] }[] };
}

/**
 * Starts one on loopback, with a random port of its own.
 *
 * @param program its path.
 * @param configuration as YAML.
 */
export async function startPrometheus(program: string, configuration: string): Promise<Prometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
  const file = join(folder, 'prometheus.yml');
  await writeFile(file, configuration);
  const storage = `--storage.tsdb.path=${join(folder, 'data')}`;
  const server = spawn(
    program,
    [`--config.file=${file}`, storage, '--web.listen-address=127.0.0.1:0'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(server, 'close');
  const stop = async () => {
    server.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const log: string[] = [];
  // Its log: msg="Listening on" address=127.0.0.1:46481 (or address=… before msg=… in version 3).
  const address = new Promise<string>((resolve, reject) => {
    server.once('close', () => reject(new Error(`Prometheus has ended:\n${log.join('\n')}`)));
    createInterface(server.stderr).on('line', (line) => {
      log.push(line);
      const [, found] = /Listening on.*\baddress=(127\.0\.0\.1:\d+)/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  try {
    const url = `http://${await within(address, () => 'Prometheus to listen')}`;
    return {
      query: async (expression, label) => {
        const query = new URLSearchParams({ query: expression });
        const response = await fetch(`${url}/api/v1/query?${query}`);
        const { data } = (await response.json()) as Found;
        return Object.fromEntries(
          data.result.map(({ metric, value }) => [metric[label], Number(value[1])]),
        );
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** An answer that was scraped. */
export interface Scrape {
  /** With the query. */
  path: string;
  status: number;
  contentType: string | null;
}

export interface ScrapeProxy {
  /** Host and port. */
  readonly address: string;
  readonly scrapes: Inbox<Scrape>;
  stop(): Promise<void>;
}

/** What stands between Prometheus and Node-RED, so that a test knows when it has been scraped. */
export async function startScrapeProxy(target: string): Promise<ScrapeProxy> {
  const scrapes = createInbox<Scrape>();
  const server = createServer(async ({ url: path = '', headers: { accept = '' } }, response) => {
    const answer = await fetch(new URL(path, target), { headers: { accept } });
    const contentType = answer.headers.get('content-type');
    const text = await answer.text();
    response.writeHead(answer.status, contentType === null ? {} : { 'content-type': contentType });
    response.end(text);
    scrapes.put({ path, status: answer.status, contentType });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    address: `127.0.0.1:${port}`,
    scrapes,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
