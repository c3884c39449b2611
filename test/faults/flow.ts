/**
 * A flow in a real Node-RED with one node for each cell, each asking a server of its own, and the
 * Catch and Complete nodes of its tab.
 */
import { hooks } from '@node-red/util';
import RED from 'node-red';
import helper, { type Credentials, type Flow } from 'node-red-node-test-helper';
import type { RuntimeNode } from '../../nodes/runtime/node-red';
import type { FaultReport } from '../../src/appliance/faults/fault';
import { createSignIns } from '../../src/appliance/sign-in/lockout-guard';
import type { SeenMessage } from '../nodes/deployed-flow';
import { loadNodes, logged } from '../nodes/load-nodes';
import type { MovedTime } from '../nodes/moved-time';
import { applianceModule } from '../nodes/process-wide';
import { inTime, setFlows } from '../nodes/set-flows';
import type { Cell } from './cells';
import type { FaultyProxy } from './faulty-proxy';
import type { FaultyServer } from './faulty-server';
import { columns } from './nodes';

/** A cell, with the server that its node asks, and whom it signs in as. */
export interface ServedCell {
  cell: Cell;
  server: FaultyServer;
  proxy: FaultyProxy | undefined;
  host: string;
  username: string;
  password: string;
  fingerprint: string;
}

/** What the flow saw of a node since the fault began. */
export interface Sighting {
  /** Where its messages came to, in order. */
  arrivals: { port: string; fault: FaultReport | undefined }[];
  /** How often its message ended. */
  ends: number;
  /** When it ended first, in ms of the moved time. */
  endedAt: number | undefined;
  badges: string[];
}

export interface MatrixFlow {
  /** Sends the node of a cell its message. */
  send(cell: Cell): void;
  /** Asks the appliance of a cell for something, so that it has a session and a connection. */
  warmUp(cell: Cell): void;
  /** Resolves when the messages that were sent, and those of warming up, have ended. */
  allEnded(): Promise<void>;
  seen(cell: Cell): Sighting;
  /** Forgets what was seen of a cell, but for the badge that it has. */
  forget(cell: Cell): void;
  /** Warnings and errors that a cell's nodes have logged. */
  logLines(cell: Cell): string[];
  /** Everything that left the nodes, as text: messages, badges, log lines. */
  everything(): string;
  /** Closes the nodes, and leaves the runtime running. */
  removeNodes(): Promise<void>;
  close(): Promise<void>;
}

const modules = [
  require('../../nodes/vcenter-reconciliation-job'),
  require('../../nodes/vcenter-backup-job'),
  require('../../nodes/vcenter-recovery'),
  require('../../nodes/vcenter-recovery-check'),
  require('../../nodes/vcenter-backup-schedule'),
  require('../../nodes/vcenter-recovery-monitor'),
  require('@node-red/nodes/core/network/05-tls.js'),
  require('@node-red/nodes/core/network/06-httpproxy.js'),
];

const { events } = RED.runtime;

const applianceOf = ({ name }: Cell) => `appliance of ${name}`;
const proxyOf = ({ name }: Cell) => `proxy of ${name}`;
const warmUpOf = ({ name }: Cell) => `warm-up of ${name}`;

const placed = { z: 'tab', x: 100, y: 100 };
const inbox = (id: string) => ({ ...placed, id, type: 'helper', wires: [] });

/** The user of a proxy, and the secret that it must not tell. */
export const proxyCredentials = { username: 'proxy-user', password: 'Proxy-Secret-1!' };

function proxyNode(cell: Cell, { port }: FaultyProxy) {
  return { id: proxyOf(cell), type: 'http proxy', url: `http://127.0.0.1:${port}`, noproxy: [] };
}

function nodesOf({ cell, server, proxy, host, fingerprint }: ServedCell): Flow {
  const { node, outputs } = columns[cell.node];
  const { fingerprint: pin, ...own } = cell.fault.appliance ?? {};
  return [
    {
      ...{ id: applianceOf(cell), type: 'vcenter-appliance', name: `vc of ${cell.name}` },
      ...{ host, port: String(server.port), connection: 'api', auth: 'session', tls: 'tls' },
      ...{ proxyMode: 'none', requestTimeout: '10' },
      ...(pin === true ? { fingerprint } : {}),
      ...(proxy === undefined ? {} : { proxyMode: 'node', proxy: proxyOf(cell) }),
      ...own,
    },
    ...(proxy === undefined ? [] : [proxyNode(cell, proxy)]),
    {
      ...placed,
      id: cell.name,
      appliance: applianceOf(cell),
      wires: outputs.map(() => ['inbox']),
      ...node,
    },
    {
      ...{ ...placed, id: warmUpOf(cell), type: 'vcenter-recovery', appliance: applianceOf(cell) },
      ...{ operation: 'recovery.get', parameters: [], target: '', targetType: 'appliance' },
      ...{ outputs: 1, wires: [[]] },
    },
  ];
}

function flowOf(cells: readonly ServedCell[]): Flow {
  return [
    { id: 'tab', type: 'tab', label: 'Matrix' },
    { id: 'tls', type: 'tls-config', cert: '', key: '', ca: '', verifyservercert: true },
    ...cells.flatMap(nodesOf),
    inbox('inbox'),
    { ...placed, id: 'catch', type: 'catch', scope: null, wires: [['caught']] },
    inbox('caught'),
    { ...placed, id: 'complete', type: 'complete', scope: null, wires: [['completed']] },
    inbox('completed'),
  ];
}

function credentialsOf(cells: readonly ServedCell[], ca: string): Credentials {
  return {
    tls: { cadata: ca },
    ...Object.fromEntries(
      cells.flatMap(({ cell, username, password }) => [
        [applianceOf(cell), { username, password }],
        [cell.name, columns[cell.node].credentials ?? {}],
        [proxyOf(cell), proxyCredentials],
      ]),
    ),
  };
}

/** Of a node that is gone nothing is shown. */
function textOfBadge({ fill, shape, text }: Record<string, unknown> = {}): string {
  const word = String(text ?? '').replace(/^vcenter-.*\.status\./, '');
  return [fill, shape, word].filter(Boolean).join(' ');
}

interface Sent {
  msg: SeenMessage;
  source: { id: string; port: number; node: RuntimeNode };
}

interface Completed {
  msg: SeenMessage;
  node: { id: string };
}

/** Starts the runtime with the flow. */
export async function deployMatrix(
  cells: readonly ServedCell[],
  ca: string,
  time: MovedTime,
): Promise<MatrixFlow> {
  const sightings = new Map<string, Sighting>();
  const underWay = new Set<string>();
  const texts: string[] = [];
  let ended = () => {};

  function sightingOf(name: string): Sighting {
    const known = sightings.get(name) ?? { arrivals: [], ends: 0, endedAt: undefined, badges: [] };
    sightings.set(name, known);
    return known;
  }

  function keep(what: unknown): void {
    texts.push(JSON.stringify(what) ?? '');
  }

  function onSend(sent: readonly Sent[]): void {
    for (const { msg, source } of sent) {
      keep(msg);
      const cell = cells.find(({ cell: { name } }) => name === source.id)?.cell;
      if (cell === undefined) continue;
      const port = columns[cell.node].outputs[source.port] ?? String(source.port);
      sightingOf(cell.name).arrivals.push({ port, fault: msg.fault });
    }
  }

  function onComplete({ msg, node: { id } }: Completed): void {
    keep(msg);
    const sighting = sightingOf(id);
    sighting.ends += 1;
    sighting.endedAt ??= time.now();
    underWay.delete(id);
    if (underWay.size === 0) setImmediate(ended);
  }

  function shown({ id, status }: { id: string; status?: Record<string, unknown> }): void {
    keep(status);
    sightingOf(id).badges.push(textOfBadge(status));
  }

  hooks.add('onSend.matrix', onSend);
  hooks.add('onComplete.matrix', onComplete);
  events.on('node-status', shown);
  await loadNodes(
    [applianceModule(time.clock, createSignIns(time.clock)), ...modules],
    flowOf(cells),
    credentialsOf(cells, ca),
  );
  helper.getNode('caught').on('input', (message: SeenMessage) => {
    keep(message);
    const id = String(message.error?.source.id);
    sightingOf(id).arrivals.push({ port: 'catch', fault: message.fault });
  });

  function begin(id: string): void {
    underWay.add(id);
    helper.getNode(id).receive({ payload: 'as it came', name: id });
  }

  return {
    send: ({ name }) => begin(name),
    warmUp: (cell) => begin(warmUpOf(cell)),
    allEnded: () =>
      new Promise((resolve) => {
        ended = resolve;
        if (underWay.size === 0) resolve();
      }),
    seen: ({ name }) => sightingOf(name),
    forget({ name }) {
      const badges = sightingOf(name).badges.slice(-1);
      sightings.delete(name);
      sightingOf(name).badges.push(...badges);
    },
    logLines: (cell) =>
      logged()
        .filter(({ level }) => level <= 30)
        .map((entry) => ({ ...entry }) as Record<string, unknown>)
        .filter(({ id }) => id === cell.name || id === applianceOf(cell))
        .map(({ msg }) => String(msg)),
    everything() {
      return [...texts, ...logged().map((entry) => JSON.stringify(entry))].join('\n');
    },
    removeNodes: () => inTime(time, () => setFlows([], 'full', {})),
    async close() {
      hooks.remove('*.matrix');
      events.off('node-status', shown);
      await helper.unload();
    },
  };
}
