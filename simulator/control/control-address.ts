import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { readScript } from '../scenarios/read-script';
import { scenarios } from '../scenarios/scenarios';
import type { Script } from '../scenarios/script';
import type { SimulatedClock } from '../time/clock';
import { readBackupToAdd, readBackupToEnd, readClockChange } from './control-bodies';
import type { BackupControls } from './test-controls';

/** What can be controlled from outside the process. */
interface Controls {
  readonly clock: Pick<SimulatedClock, 'now' | 'advance' | 'speed'>;
  readonly backups: BackupControls;
  counters(): unknown;
  lockouts(): unknown;
  setScenario(scenario: string | Script): void;
}

const help = [
  'GET /counters',
  'GET /lockouts',
  'GET /scenarios',
  'POST /scenario with a name, or a script as JSON',
  'GET /clock',
  'POST /clock with {"speed": 10} or {"advance": 60000}',
  'GET /backups',
  'POST /backups to start one; with {"state": "SUCCEEDED"} to add one of the past',
  'POST /backups/<id>/end with {"state": "FAILED", "message": "why"}, or nothing for SUCCEEDED',
].join('\n');

type Action = (controls: Controls, body: string, id: string) => unknown;

const actions: Readonly<Record<string, Action>> = {
  'GET /': () => help,
  'GET /counters': ({ counters }) => counters(),
  'GET /lockouts': ({ lockouts }) => lockouts(),
  'GET /scenarios': () => scenarios.map(({ name, description }) => ({ name, description })),
  'POST /scenario': ({ setScenario }, body) => {
    const scenario = body.trim();
    setScenario(scenario.startsWith('[') ? readScript(JSON.parse(scenario)) : scenario);
    return 'The scenario begins.';
  },
  'GET /clock': ({ clock }) => shown(clock),
  'POST /clock': ({ clock }, body) => {
    const { speed, advance } = readClockChange(body);
    if (speed !== undefined) clock.speed = speed;
    if (advance !== undefined) clock.advance(advance);
    return shown(clock);
  },
  'GET /backups': ({ backups }) => backups.list(),
  'POST /backups': ({ backups }, body) => {
    const { startTime, endTime, ...given } = readBackupToAdd(body);
    if (given.state === undefined) return { id: backups.start(given.type) };
    const start = startTime === undefined ? {} : { startTime: new Date(startTime) };
    const end = endTime === undefined ? {} : { endTime: new Date(endTime) };
    return { id: backups.add({ ...given, ...start, ...end }) };
  },
  'POST /backups/<id>/end': ({ backups }, body, id) => {
    const { state = 'SUCCEEDED', message } = readBackupToEnd(body);
    backups.end(id, state, message);
    return `The backup ends with ${state}.`;
  },
};

/** Opens the control address: plain HTTP, and on loopback wherever the appliance itself listens. */
export async function openControlAddress(controls: Controls) {
  const server = createServer((request, response) => {
    void reply(request, controls).then(({ status, value }) => {
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
    async stop(): Promise<void> {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Every mistake is the caller's here, so each is answered with 400 and explained in words. */
async function reply(
  request: IncomingMessage,
  controls: Controls,
): Promise<{ status: number; value: unknown }> {
  try {
    const { method, url = '' } = request;
    const [, id] = /^\/backups\/([^/]+)\//.exec(url) ?? [];
    const path = id === undefined ? url : url.replace(id, '<id>');
    const action = actions[`${method} ${path}`];
    if (action === undefined) return { status: 404, value: help };
    const value = action(controls, await text(request), decodeURIComponent(id ?? ''));
    return { status: 200, value };
  } catch (error) {
    return { status: 400, value: error instanceof Error ? error.message : String(error) };
  }
}

function shown(clock: Controls['clock']) {
  return { now: clock.now().toISOString(), speed: clock.speed };
}
