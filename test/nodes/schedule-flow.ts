/**
 * A flow in a real Node-RED runtime (node-red-node-test-helper) with `vcenter-backup-schedule` nodes,
 * their outputs, and the Catch, Complete and Status nodes of the tab. It is deployed once for a file:
 * each test sends its message to the node of its own.
 */
import helper, { type Flow } from 'node-red-node-test-helper';
import type { SimulatedRequest, Simulator } from '../../simulator';
import { within } from '../within';
import { applianceCredentials, applianceNodes } from './appliance-in-flow';
import type { SeenMessage } from './deployed-flow';
import { loadNodes, logged } from './load-nodes';
import { applianceModule } from './process-wide';

const modules = [
  require('../../nodes/vcenter-backup-schedule'),
  require('../../nodes/vcenter-recovery-monitor'),
  require('@node-red/nodes/core/network/05-tls.js'),
];

/** A node as the dialog saves it, with its credentials. */
export interface ScheduleNode extends Record<string, unknown> {
  credentials?: Readonly<Record<string, string>>;
}

/** What the flow saw of one message. */
export interface SeenSchedule {
  /** The output it left by, or `catch`; `nothing` where the node just ended it. */
  by: 'changed' | 'unchanged' | 'error' | 'catch' | 'nothing';
  message: SeenMessage & { schedule?: SeenFacts };
  /** How often it ended: Complete and Catch together. */
  ends: number;
}

/** `msg.schedule`. */
export interface SeenFacts {
  id: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  changes: { property: string; from?: unknown; to?: unknown; applied: boolean }[];
  changed: boolean;
  checkOnly: boolean;
  text: string;
}

export interface ScheduleFlow {
  /** Sends a message into a node; resolves when it has ended there. */
  send(node: string, message?: Record<string, unknown>): Promise<SeenSchedule>;
  /** Closes nodes, as a deploy does that removes them. */
  remove(...nodes: string[]): void;
  /** What the nodes have logged. */
  logged(): string[];
  /** The badges that Status nodes saw, as `source: text`, since the last call. */
  statuses(): string[];
  close(): Promise<void>;
}

const outputs = ['changed', 'unchanged', 'error'] as const;

/** The ids of the appliances: one for each connection, and one that is read only. */
function appliancesOf(simulator: Simulator): Flow {
  const [tls, usual] = applianceNodes(simulator);
  return [
    { ...tls, id: 'tls', type: 'tls-config' },
    { ...usual, id: 'appliance', type: 'vcenter-appliance' },
    { ...usual, id: 'over-rest', type: 'vcenter-appliance', name: 'vc-rest', connection: 'rest' },
    { ...usual, id: 'read-only', type: 'vcenter-appliance', name: 'vc-read', readOnly: true },
    { ...usual, id: 'german', type: 'vcenter-appliance', name: 'vc-de', locale: 'de' },
  ];
}

function flowOf(simulator: Simulator, nodes: Readonly<Record<string, ScheduleNode>>): Flow {
  // Node-RED takes a node without a place on the canvas for a config node.
  const placed = { z: 'tab', x: 100, y: 100 };
  const inbox = (id: string) => ({ ...placed, id, type: 'helper', wires: [] });
  return [
    { id: 'tab', type: 'tab', label: 'Schedules' },
    ...appliancesOf(simulator),
    ...Object.entries(nodes).map(([id, { credentials: _secret, ...node }]) => ({
      ...placed,
      id,
      type: 'vcenter-backup-schedule',
      name: '',
      appliance: 'appliance',
      target: '',
      targetType: 'appliance',
      action: 'get',
      schedule: '',
      desired: '{}',
      desiredType: 'json',
      checkOnly: false,
      updatePasswords: false,
      errorOutput: false,
      outputs: 2,
      wires: outputs.map((output) => [output]),
      ...node,
    })),
    ...[...outputs, 'caught', 'completed', 'statuses'].map(inbox),
    { ...placed, id: 'catch', type: 'catch', scope: null, wires: [['caught']] },
    {
      ...placed,
      id: 'complete',
      type: 'complete',
      scope: Object.keys(nodes),
      wires: [['completed']],
    },
    { ...placed, id: 'status', type: 'status', scope: null, wires: [['statuses']] },
  ];
}

/** Starts the runtime with the nodes, by their ids. */
export async function deploySchedules(
  simulator: Simulator,
  nodes: Readonly<Record<string, ScheduleNode>>,
): Promise<ScheduleFlow> {
  const waiting = new Map<unknown, { seen: SeenSchedule; resolve(seen: SeenSchedule): void }>();
  let statuses: string[] = [];
  let count = 0;

  function arrived(by: SeenSchedule['by'], message: SeenSchedule['message']): void {
    const entry = waiting.get(message.testId);
    if (entry !== undefined) Object.assign(entry.seen, { by, message });
  }

  function ended(message: SeenSchedule['message'], by?: 'catch'): void {
    const entry = waiting.get(message.testId);
    if (entry === undefined) return;
    entry.seen.ends += 1;
    if (by !== undefined) arrived(by, message);
    // Whatever else this message may set off has been queued by now: let it come first.
    setImmediate(() => setImmediate(() => entry.resolve(entry.seen)));
  }

  const secrets = Object.entries(nodes).map(([id, { credentials = {} }]) => [id, credentials]);
  const { appliance, tls } = applianceCredentials(simulator);
  await loadNodes([applianceModule(), ...modules], flowOf(simulator, nodes), {
    ...{ appliance, tls, 'over-rest': appliance, 'read-only': appliance, german: appliance },
    ...Object.fromEntries(secrets),
  });
  const hear = (id: string, listener: (message: SeenSchedule['message']) => void) =>
    helper.getNode(id).on('input', listener);
  for (const output of outputs) hear(output, (message) => arrived(output, message));
  hear('caught', (message) => ended(message, 'catch'));
  hear('completed', (message) => ended(message));
  hear('statuses', ({ status }) => {
    const { text, source } = status as { text?: string; source: { id: string } };
    statuses.push(`${source.id}: ${text ?? ''}`);
  });

  return {
    send(node, message = {}) {
      count += 1;
      const testId = `message ${count}`;
      const seen = new Promise<SeenSchedule>((resolve) => {
        waiting.set(testId, { seen: { by: 'nothing', message: {}, ends: 0 }, resolve });
        // Secrets are taken out of the message itself, and a row is sent more than once.
        const own = structuredClone(message);
        helper.getNode(node).receive({ payload: 'as it came', ...own, testId });
      });
      return within(seen, () => `the end of ${testId} at the node "${node}"`);
    },
    remove(...removed) {
      for (const node of removed) void helper.getNode(node).close(true);
    },
    logged: () =>
      logged()
        .filter(({ type }) => type === 'vcenter-backup-schedule')
        .map(({ msg }) => String(msg)),
    statuses() {
      const seen = statuses;
      statuses = [];
      return seen;
    },
    close: () => helper.unload(),
  };
}

/** The requests for schedules that change something, in their order. */
export function changesSent({ requests }: Simulator): SimulatedRequest[] {
  return requests.filter(({ operation }) =>
    /^backup\.schedules\.(create|update|delete)$/.test(operation),
  );
}
