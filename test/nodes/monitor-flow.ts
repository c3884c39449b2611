/**
 * A flow in a real Node-RED runtime (node-red-node-test-helper) with `vcenter-recovery-monitor`
 * nodes of one appliance, each of their outputs, the Catch and Status nodes of their tab, and the
 * context stores of a settings file.
 */
import contexts from '@node-red/runtime/lib/nodes/context';
import helper, { type Flow } from 'node-red-node-test-helper';
import type { Simulator } from '../../simulator';
import type { Clock } from '../../src/clock';
import type { AttentionReason } from '../../src/jobs/job/job';
import { createInbox } from '../examples/inbox';
import { applianceCredentials, applianceNodes } from './appliance-in-flow';
import type { SeenMessage } from './deployed-flow';
import { loadNodes } from './load-nodes';
import { applianceModule } from './process-wide';
import { setFlows } from './set-flows';

const modules = [
  require('../../nodes/vcenter-reconciliation-job'),
  require('../../nodes/vcenter-recovery-monitor'),
  require('@node-red/nodes/core/common/25-catch.js'),
  require('@node-red/nodes/core/common/25-status.js'),
  require('@node-red/nodes/core/network/05-tls.js'),
];

const outputs = ['running', 'succeeded', 'failed', 'attention'] as const;

/** What the flow saw. */
export interface SeenChange {
  /** The output it left by, or `catch`. */
  by: (typeof outputs)[number] | 'catch';
  message: SeenMessage & { topic?: string };
}

export interface MonitorOptions {
  /** Properties of the appliance. */
  appliance?: Record<string, unknown>;
  credentials?: Record<string, unknown>;
  /** Properties of the monitor. */
  monitor?: Record<string, unknown>;
  /** Further nodes of the tab. */
  nodes?: Flow;
  /** Ids of nodes that are not there. */
  without?: readonly string[];
  /** `contextStorage` of the settings file. */
  stores?: Record<string, unknown>;
}

export interface MonitorFlow {
  /** Sends a message into a node and does not wait for what becomes of it. */
  receive(message: Record<string, unknown>, node: string): void;
  /** What came since the last call, in words: the output, the job and its reason, or the fault. */
  news(): string[];
  /** The next that comes, or came and was not taken yet. */
  next(): Promise<SeenChange>;
  /** The badges that the Status node saw since the last call, as `source: text`. */
  badges(): string[];
  /** Deploys anew, with other options where given; the stores stay. */
  redeploy(options?: MonitorOptions, type?: 'full' | 'nodes'): Promise<void>;
  close(): Promise<void>;
}

function flowOf(simulator: Simulator, options: MonitorOptions): Flow {
  const placed = { z: 'tab', x: 100, y: 100 };
  const { without = [] } = options;
  const nodes: Flow = [
    { id: 'tab', type: 'tab', label: 'Recovery' },
    ...applianceNodes(simulator, options.appliance),
    {
      ...placed,
      id: 'monitor',
      type: 'vcenter-recovery-monitor',
      name: '',
      appliance: 'appliance',
      reconciliation: true,
      backup: true,
      restore: true,
      interval: '60',
      overdueAfter: '0',
      missedSchedule: false,
      grace: '60',
      reportAtStart: false,
      contextStore: '',
      wires: outputs.map((id) => [id]),
      ...options.monitor,
    },
    ...outputs.map((id) => ({ ...placed, id, type: 'helper', wires: [] })),
    { ...placed, id: 'catch', type: 'catch', scope: null, wires: [['caught']] },
    { ...placed, id: 'caught', type: 'helper', wires: [] },
    { ...placed, id: 'status', type: 'status', scope: null, wires: [['statuses']] },
    { ...placed, id: 'statuses', type: 'helper', wires: [] },
    ...(options.nodes ?? []).map((node) => ({ ...placed, ...node })),
  ];
  return nodes.filter(({ id }) => !without.includes(String(id)));
}

function wordsOf({ by, message: { job, fault, error } }: SeenChange): string {
  if (by === 'catch') return `catch ${fault?.code ?? error?.message}`;
  const reason: AttentionReason | undefined = job?.reason;
  return [by, job?.kind, reason].filter(Boolean).join(' ');
}

/** Starts the runtime with the flow. */
export async function deployMonitor(
  simulator: Simulator,
  initial: MonitorOptions = {},
  clock?: Clock,
): Promise<MonitorFlow> {
  const inbox = createInbox<SeenChange>();
  const listened = new WeakSet<object>();
  let badges: string[] = [];
  let options = initial;

  /** Nodes that a deploy did not touch are listened to already. */
  function onInput(id: string, listener: (message: SeenMessage) => void): void {
    const node = helper.getNode(id);
    if (listened.has(node)) return;
    listened.add(node);
    node.on('input', listener);
  }

  function listen(): void {
    for (const by of outputs) onInput(by, (message) => inbox.put({ by, message }));
    onInput('caught', (message) => inbox.put({ by: 'catch', message }));
    onInput('statuses', ({ status }) => {
      const { text, source } = status as { text?: string; source: { id: string } };
      const word = text?.replace('vcenter-recovery-monitor.status.', '') ?? '';
      badges.push(`${source.id}: ${word}`);
    });
  }

  async function deploy(type: 'full' | 'nodes'): Promise<void> {
    const credentials = applianceCredentials(simulator, options.credentials);
    await setFlows(flowOf(simulator, options), type, credentials);
    listen();
  }

  helper.settings(options.stores ? { contextStorage: options.stores } : {});
  await loadNodes([applianceModule(clock), ...modules], [], {});
  await contexts.load();
  await deploy('full');
  return {
    receive: (message, node) => helper.getNode(node).receive(message),
    news() {
      const seen = inbox.rest().map(wordsOf);
      inbox.clear();
      return seen;
    },
    next: () => inbox.next(),
    badges() {
      const seen = badges;
      badges = [];
      return seen;
    },
    async redeploy(next = options, type = 'full') {
      options = next;
      await deploy(type);
    },
    async close() {
      await helper.unload();
      await contexts.close();
      helper.settings({});
    },
  };
}
