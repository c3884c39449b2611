/** Runs the cells of one fault beside each other, in a time of their own. */
import type { ClientRequest } from 'node:http';
import { type Simulator, startSimulator } from '../../simulator';
import {
  fingerprintOf,
  makeCertificates,
  type TlsMaterial,
} from '../../simulator/server/certificates';
import { formsOf } from '../../src/messages/redaction';
import { type MovedTime, moveTime } from '../nodes/moved-time';
import { within } from '../within';
import { type Cell, expectedOf } from './cells';
import { compare } from './compare';
import { startFaultyProxy } from './faulty-proxy';
import { startFaultyServer } from './faulty-server';
import { deployMatrix, type MatrixFlow, proxyCredentials, type ServedCell } from './flow';
import { fillUp } from './full-port';
import { domain, setLookup } from './names';
import { columns, watched } from './nodes';

/** What was seen of a cell. */
export interface Result {
  cell: Cell;
  /** In a word or two. */
  summary: string;
  /** How that differs from what it has to be. */
  deviations: string[];
}

let made: Promise<TlsMaterial> | undefined;

/** The certificate that all servers have. Making one takes as long as starting a server. */
function usualMaterial(): Promise<TlsMaterial> {
  made ??= makeCertificates({ names: [`*.${domain}`], freshAuthority: false });
  return made;
}

interface Served extends ServedCell {
  simulator: Simulator;
}

/** Counts the requests to each port. */
function countRequests() {
  const counts = new Map<string, { requests: number; changes: number }>();
  const of = (port: number | string) => counts.get(String(port)) ?? { requests: 0, changes: 0 };
  return {
    of,
    reset: (port: number) => counts.delete(String(port)),
    begun(request: ClientRequest): void {
      const [, port = ''] = String(request.getHeader('host')).split(':');
      const { requests, changes } = of(port);
      const isChange = request.method !== 'GET' && !request.path.startsWith('/api/session');
      counts.set(port, { requests: requests + 1, changes: changes + (isChange ? 1 : 0) });
    },
  };
}

/** Each cell has a user of its own: refused sign-ins of a user concern all of its appliances. */
async function serve(cell: Cell, time: MovedTime): Promise<Served> {
  const material = await usualMaterial();
  const label = cell.name.replace(' ', '-');
  const [username, password] = [`${label}@vsphere.local`, `Password of ${label}, 1!`];
  const { scenario } = columns[cell.node];
  const simulator = await startSimulator({ ...time.standIn, username, password, scenario });
  const { clock } = time;
  const { onHold } = time.standIn;
  const server = await startFaultyServer({ simulator, material, clock, onHold, fillUp });
  const fingerprint = fingerprintOf(material.cert);
  const proxy = cell.fault.proxy === undefined ? undefined : await startFaultyProxy();
  const host = `${label}.${domain}`;
  return { cell, simulator, server, proxy, host, username, password, fingerprint };
}

async function begin({ cell: { fault }, server, proxy, host }: Served): Promise<void> {
  setLookup(host, fault.lookup);
  await proxy?.begin(fault.proxy ?? {});
  await server.begin(fault);
}

async function end({ server, proxy, host }: Served): Promise<void> {
  setLookup(host, undefined);
  await proxy?.end();
  await server.end();
}

async function left({ server, proxy }: Served): Promise<void> {
  await Promise.all([server.left(), proxy?.left()]);
}

async function stop({ server, proxy, simulator }: Served): Promise<void> {
  await Promise.all([server.stop(), proxy?.stop(), simulator.stop()]);
}

/** Secrets of a cell that are somewhere in the text, in whatever form. */
function leakedIn(text: string, { cell, username, password, server }: Served): string[] {
  const secrets = [
    ...[password, proxyCredentials.password, `${username}:${password}`, ...server.sessions().known],
    ...Object.values(columns[cell.node].credentials ?? {}),
  ];
  return secrets.flatMap(formsOf).filter((form) => text.includes(form));
}

/** @returns the moment at which the message of a cell is sent. */
function isSentBefore({ node, connection }: Cell): boolean {
  return columns[node].begins === 'before the fault' && connection === 'kept';
}

async function beginFault(
  served: readonly Served[],
  flow: MatrixFlow,
  time: MovedTime,
): Promise<void> {
  const kept = served.filter(({ cell }) => cell.connection === 'kept');
  for (const { cell } of kept) {
    if (isSentBefore(cell)) flow.send(cell);
    else if (columns[cell.node].begins === undefined) flow.warmUp(cell);
  }
  await time.quiet();
  for (const { cell } of kept) flow.forget(cell);
  await Promise.all(kept.map(begin));
  await time.quiet();
}

/** Lets the time pass that the cells need. */
async function watch(served: readonly Served[], flow: MatrixFlow, time: MovedTime): Promise<void> {
  const begun = time.now();
  for (const { cell } of served) {
    if (!isSentBefore(cell) && columns[cell.node].begins !== 'with the deploy') flow.send(cell);
  }
  await time.until(flow.allEnded());
  const left = begun / 1000 + watched - time.now() / 1000;
  if (served.some(({ cell }) => cell.node === 'monitor') && left > 0) await time.pass(left);
}

/** Runs cells, all of one fault. */
export async function runCells(cells: readonly Cell[]): Promise<Result[]> {
  const counts = countRequests();
  const served: Served[] = [];
  const isHeld = (request: ClientRequest) => served.some(({ server }) => server.isHeld(request));
  const time = moveTime({ others: { isHeld, begun: counts.begun } });
  const fresh = () => served.filter(({ cell }) => cell.connection === 'fresh');
  let flow: MatrixFlow | undefined;
  try {
    served.push(...(await Promise.all(cells.map((cell) => serve(cell, time)))));
    const { ca } = await usualMaterial();
    cells[0]?.fault.time?.(time);
    await Promise.all(fresh().map(begin));
    flow = await deployMatrix(served, ca, time);
    const deployed = flow;
    await beginFault(served, flow, time);
    for (const { cell, server } of served) {
      if (cell.connection === 'kept') counts.reset(server.port);
    }
    const begun = time.now();
    await watch(served, flow, time);
    const seen = served.map((one) => {
      const { cell, server } = one;
      const sighting = structuredClone(deployed.seen(cell));
      const { endedAt = begun } = sighting;
      return {
        ...{ one, cell, ...sighting, ...counts.of(server.port) },
        seconds: (endedAt - begun) / 1000,
        logLines: deployed.logLines(cell),
        isAlone: columns[cell.node].begins === 'with the deploy',
      };
    });
    await Promise.all(served.map(end));
    await flow.removeNodes();
    await within(Promise.all(served.map(left)), () => 'the end of all connections');
    const text = flow.everything();
    await Promise.all(served.map(stop));
    const timers = time.timers() === 0 ? [] : [`${time.timers()} timers`];
    return seen.map(({ one, ...sight }) => {
      const expected = expectedOf(sight.cell);
      const open = [...one.server.sessions().open.map(() => 'a session'), ...timers];
      const leaked = leakedIn(text, one);
      const { port = 'nothing', fault: met } = sight.arrivals.at(-1) ?? {};
      return {
        cell: sight.cell,
        summary: met?.code ?? port,
        deviations: compare(expected, { ...sight, left: open, leaked }),
      };
    });
  } catch (error) {
    time.abandon();
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return cells.map((cell) => ({ cell, summary: 'not run', deviations: [text] }));
  } finally {
    await flow?.close();
    await Promise.all(served.map(stop));
    time.restore();
  }
}
