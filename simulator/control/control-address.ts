import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { readScript } from '../scenarios/read-script';
import { scenarios } from '../scenarios/scenarios';
import type { Script } from '../scenarios/script';
import type { Counters } from '../server/request-log';
import type { Clock } from '../time/clock';
import { addBackup, endBackup } from './control-bodies';
import type { BackupSteering } from './test-controls';

/** What the control address works on. */
export interface Controlled {
  readonly clock: Clock;
  counters(): Counters;
  setScenario(scenario: string | Script): void;
  readonly backups: BackupSteering;
}

/** The address by which people and other processes steer a simulator. */
export interface Control {
  readonly url: string;
  stop(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly value: unknown;
}

const help = [
  'GET /counters',
  'GET /scenarios',
  'POST /scenario with a name, or a script as JSON',
  'GET /clock',
  'POST /clock with {"speed": 10} or {"advance": 60000}',
  'GET /backups',
  'POST /backups to start one; with {"state": "SUCCEEDED"} to add one of the past',
  'POST /backups/<id>/end with {"state": "FAILED", "message": "why"}, or nothing for SUCCEEDED',
].join('\n');

/** Opens the control address: plain HTTP, and on loopback wherever the appliance itself listens. */
export async function openControl(controlled: Controlled): Promise<Control> {
  const server = createServer((request, response) => {
    void reply(request, controlled).then(({ status, value }) => {
      const isText = typeof value === 'string';
      response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json' });
      response.end(`${isText ? value : JSON.stringify(value, undefined, 2)}\n`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Every mistake is the caller's here, so each is answered with 400 and told in words. */
async function reply(request: IncomingMessage, controlled: Controlled): Promise<Reply> {
  try {
    const { act, id } = find(request);
    if (act === undefined) return { status: 404, value: help };
    return { status: 200, value: act(controlled, await text(request), id) };
  } catch (error) {
    return { status: 400, value: error instanceof Error ? error.message : String(error) };
  }
}

type Action = (controlled: Controlled, body: string, id: string) => unknown;

/** What is asked for, with the id that stood in the path. */
function find({ method, url = '' }: IncomingMessage): { act: Action | undefined; id: string } {
  const [, before = '', id = '', after = ''] = /^(\/backups\/)([^/]+)(\/.*)$/.exec(url) ?? [];
  const path = id === '' ? url : `${before}<id>${after}`;
  return { act: actions[`${method} ${path}`], id: decodeURIComponent(id) };
}

const actions: Readonly<Record<string, Action>> = {
  'GET /': () => help,
  'GET /counters': ({ counters }) => counters(),
  'GET /scenarios': () => scenarios.map(({ name, description }) => ({ name, description })),
  'POST /scenario': ({ setScenario }, body) => {
    setScenario(body.trim().startsWith('[') ? readScript(JSON.parse(body)) : body.trim());
    return 'The scenario begins.';
  },
  'GET /clock': ({ clock }) => clockFace(clock),
  'POST /clock': ({ clock }, body) => {
    const { speed, advance } = readClockWish(JSON.parse(body));
    if (speed !== undefined) clock.speed = speed;
    if (advance !== undefined) clock.advance(advance);
    return clockFace(clock);
  },
  'GET /backups': ({ backups }) => backups.list(),
  'POST /backups': ({ backups }, body) => ({ id: addBackup(backups, body) }),
  'POST /backups/<id>/end': ({ backups }, body, id) => endBackup(backups, id, body),
};

function clockFace(clock: Clock): unknown {
  return { now: clock.now().toISOString(), speed: clock.speed };
}

function readClockWish(wish: unknown): { speed?: number; advance?: number } {
  const fields: [string, unknown][] =
    typeof wish === 'object' && wish !== null ? Object.entries(wish) : [];
  const good = fields.flatMap(([name, value]) =>
    (name === 'speed' || name === 'advance') && typeof value === 'number' && value >= 0
      ? [[name, value] as const]
      : [],
  );
  if (fields.length === 0 || good.length < fields.length) {
    throw new TypeError('The clock takes {"speed": …} and {"advance": …}, in numbers from 0.');
  }
  return Object.fromEntries(good);
}
