/**
 * A flow in a real Node-RED runtime with one `vcenter-recovery-check` node and appliances, each with
 * a stand-in of its own; its outputs, and the Catch and Complete nodes of its tab.
 */
import helper, { type Flow } from 'node-red-node-test-helper';
import type { Simulator } from '../../simulator';
import type { FleetVerdict, Verdict } from '../../src/checks/verdict';
import { within } from '../within';
import type { SeenMessage } from './deployed-flow';
import { loadNodes } from './load-nodes';
import { applianceModule } from './process-wide';
import { setFlows } from './set-flows';

const modules = [
  require('../../nodes/vcenter-recovery-check'),
  require('@node-red/nodes/core/network/05-tls.js'),
];

/** An appliance of the flow; what is not given is as its stand-in requires it. */
export interface CheckedAppliance {
  /** Its name, unless another is among the properties. */
  name: string;
  simulator: Pick<Simulator, 'host' | 'port' | 'ca' | 'username' | 'password'>;
  properties?: Record<string, unknown>;
  credentials?: Record<string, unknown>;
}

export interface CheckMessage extends SeenMessage {
  verdict?: Verdict & FleetVerdict;
  verdicts?: Verdict[];
  parts?: { id: string; type: string; index: number; count: number };
}

/** What the flow saw of one message into the node. */
export interface SeenCheck {
  /** Each message that left, in order: the index of its output, or `catch`. */
  left: { by: number | 'catch'; message: CheckMessage }[];
  /** How often it ended. */
  ends: number;
}

export interface CheckFlow {
  /** Sends a message into the node; resolves when it has ended there. */
  send(message?: Record<string, unknown>): Promise<SeenCheck>;
  /** Sends a message and does not wait. */
  begin(): SeenCheck;
  /** Sends a message and expects one to leave. */
  sendOne(message?: Record<string, unknown>): Promise<CheckMessage & { by: number | 'catch' }>;
  /** Calls back with each message that leaves from now on. */
  onLeft(callback: (message: CheckMessage) => void): void;
  /** The badges of the node, since the last call. */
  badges(): string[];
  redeploy(node: Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
}

const outputs = ['0', '1', '2', '3'];

/** Of the config node of this name: Node-RED takes a property that is an id for a reference. */
const idOf = (name: string) => `id of ${name}`;

function flowOf(appliances: readonly CheckedAppliance[], node: Record<string, unknown>): Flow {
  const placed = { z: 'tab', x: 100, y: 100 };
  return [
    { id: 'tab', type: 'tab', label: 'Checks' },
    { id: 'tls', type: 'tls-config', cert: '', key: '', ca: '', verifyservercert: true },
    ...appliances.map(({ name, simulator, properties }) => ({
      ...{ id: idOf(name), type: 'vcenter-appliance', name, host: simulator.host },
      ...{ port: String(simulator.port), connection: 'api', auth: 'session', tls: 'tls' },
      ...{ proxyMode: 'none', requestTimeout: '30' },
      ...properties,
    })),
    {
      ...placed,
      ...{ id: 'check', type: 'vcenter-recovery-check', name: '' },
      ...{ appliance: idOf(appliances[0]?.name ?? ''), target: '', targetType: 'appliance' },
      outputs: 4,
      wires: outputs.map((id) => [id]),
      ...node,
    },
    ...outputs.map((id) => ({ ...placed, id, type: 'helper', wires: [] })),
    { ...placed, id: 'catch', type: 'catch', scope: null, wires: [['caught']] },
    { ...placed, id: 'caught', type: 'helper', wires: [] },
    { ...placed, id: 'complete', type: 'complete', scope: ['check'], wires: [['completed']] },
    { ...placed, id: 'completed', type: 'helper', wires: [] },
    { ...placed, id: 'status', type: 'status', scope: ['check'], wires: [['statuses']] },
    { ...placed, id: 'statuses', type: 'helper', wires: [] },
  ];
}

/** Starts the runtime with the flow. All stand-ins have one certificate authority. */
export async function deployCheck(
  appliances: readonly CheckedAppliance[],
  node: Record<string, unknown> = {},
): Promise<CheckFlow> {
  const waiting = new Map<unknown, { seen: SeenCheck; resolve(seen: SeenCheck): void }>();
  let badges: string[] = [];
  let count = 0;
  let whenLeft = (_message: CheckMessage) => {};

  const ca = appliances.map(({ simulator }) => simulator.ca).join('\n');
  const credentials = {
    tls: { cadata: ca },
    ...Object.fromEntries(
      appliances.map(({ name, simulator: { username, password }, credentials: own }) => [
        idOf(name),
        { username, password, ...own },
      ]),
    ),
  };

  function left(by: number | 'catch', message: CheckMessage): void {
    waiting.get(message.testId)?.seen.left.push({ by, message });
    whenLeft(message);
  }

  function ended(message: SeenMessage): void {
    const entry = waiting.get(message.testId);
    if (entry === undefined) return;
    entry.seen.ends += 1;
    // Whatever else this message may set off has been queued by now: let it come first.
    setImmediate(() => setImmediate(() => entry.resolve(entry.seen)));
  }

  function listen(): void {
    for (const id of outputs) {
      helper.getNode(id).on('input', (message: CheckMessage) => left(Number(id), message));
    }
    helper.getNode('caught').on('input', (message: CheckMessage) => {
      left('catch', message);
      ended(message);
    });
    helper.getNode('completed').on('input', (message: SeenMessage) => ended(message));
    helper.getNode('statuses').on('input', ({ status }: SeenMessage) => {
      badges.push((status as { text?: string }).text ?? '');
    });
  }

  const nodeCredentials = (settings: Record<string, unknown>) => ({
    ...credentials,
    check: (settings.credentials ?? {}) as Record<string, unknown>,
  });

  await loadNodes([applianceModule(), ...modules], flowOf(appliances, node), nodeCredentials(node));
  listen();

  function begin(message: Record<string, unknown> = {}, resolve = (_seen: SeenCheck) => {}) {
    count += 1;
    const testId = `message ${count}`;
    const seen: SeenCheck = { left: [], ends: 0 };
    waiting.set(testId, { seen, resolve });
    helper.getNode('check').receive({ payload: 'as it came', ...message, testId });
    return seen;
  }

  function send(message: Record<string, unknown> = {}): Promise<SeenCheck> {
    const seen = new Promise<SeenCheck>((resolve) => {
      begin(message, resolve);
    });
    return within(seen, () => `the end of message ${count}`);
  }

  return {
    send,
    begin: () => begin(),
    async sendOne(message) {
      const seen = await send(message);
      const [only, ...others] = seen.left;
      if (only === undefined || others.length > 0 || seen.ends !== 1) {
        throw new Error(`${seen.left.length} messages left, and it ended ${seen.ends} times`);
      }
      return { ...only.message, by: only.by };
    },
    onLeft(callback) {
      whenLeft = callback;
    },
    badges() {
      const seen = badges;
      badges = [];
      return seen;
    },
    async redeploy(next) {
      await setFlows(flowOf(appliances, next), 'full', nodeCredentials(next));
      listen();
    },
    close: () => helper.unload(),
  };
}
