/**
 * A flow in a real Node-RED with a node for everything that the nodes do with a message, against a
 * stand-in over real HTTPS; with what came of each message, and what was shown and logged.
 */
import assert from 'node:assert/strict';
import { hooks } from '@node-red/util';
import RED from 'node-red';
import helper, { type Flow } from 'node-red-node-test-helper';
import type { RuntimeNode } from '../../nodes/runtime/node-red';
import { type Simulator, startSimulator } from '../../simulator';
import { createSignIns } from '../../src/appliance/sign-in/lockout-guard';
import { applianceCredentials, applianceNodes } from '../nodes/appliance-in-flow';
import { loadNodes, logged } from '../nodes/load-nodes';
import { type MovedTime, moveTime } from '../nodes/moved-time';
import { operationRows } from '../nodes/operation-rows';
import { applianceModule } from '../nodes/process-wide';
import { writtenInputs } from '../nodes/recovery-flow';

const modules = [
  require('../../nodes/vcenter-reconciliation-job'),
  require('../../nodes/vcenter-backup-job'),
  require('../../nodes/vcenter-restore-job'),
  require('../../nodes/vcenter-recovery'),
  require('../../nodes/vcenter-recovery-check'),
  require('../../nodes/vcenter-backup-schedule'),
  require('@node-red/nodes/core/network/05-tls.js'),
];

/** A node as the dialog saves it. */
export interface SavedNode extends Record<string, unknown> {
  id: string;
  type: string;
  credentials?: Readonly<Record<string, string>>;
}

const { events } = RED.runtime;

export interface Outcome {
  /** What left the node, and what Catch and Complete nodes got. */
  messages: readonly Record<string, unknown>[];
  /** How many of them left the node by an output, or came to a Catch node. */
  left: number;
  /** How often the message ended. */
  ends: number;
  /** Badges and lines of the log. */
  shown: readonly string[];
}

export interface EveryNodeFlow {
  time: MovedTime;
  simulator: Simulator;
  /**
   * Sends a message into a node, and lets as much time pass as it takes.
   * @throws what nothing has caught: it would have ended Node-RED.
   */
  send(node: string, message: Record<string, unknown>): Promise<Outcome>;
  close(): Promise<void>;
}

function recoveryNode({ operation, given = {}, credentials = {} }: (typeof operationRows)[number]) {
  const parameters = writtenInputs(given);
  return { id: operation, type: 'vcenter-recovery', operation, parameters, credentials };
}

/** A node for each of the 24 operations, with all of its parameters. */
export const operationNodes: readonly SavedNode[] = operationRows.map(recoveryNode);

const kinds = ['reconciliation', 'backup', 'restore'] as const;
const spec = JSON.stringify({ location_type: 'SFTP', location: 'sftp://nas.lab.example/vc' });
const formats = ['object', 'prometheus', 'plugin', 'prtg'] as const;
const allChecks = 'reach,certificate,schedule,age,last,usual,jobs,health,archive,root';

/** What else reads an appliance or changes it, with nothing that a message decides. */
export const actionNodes: readonly SavedNode[] = [
  ...kinds.flatMap((kind) =>
    ['get', 'start', ...(kind === 'reconciliation' ? [] : ['cancel'])].map((action) => ({
      ...{ id: `${kind} ${action}`, type: `vcenter-${kind}-job`, action, outputs: 4 },
      ...{ source: 'spec', spec, specType: 'json' },
    })),
  ),
  ...kinds.map((kind) => ({
    ...{ id: `${kind} wait`, type: `vcenter-${kind}-job`, action: 'wait', outputs: 4 },
    ...{ interval: '60', timeout: '600', appear: '120', outage: '300', report: 'progress' },
  })),
  ...formats.map((format) => ({
    ...{ id: `check as ${format}`, type: 'vcenter-recovery-check', format, checks: allChecks },
    ...{ location: 'sftp://backup.lab.example/vc', maxAge: '0', outputs: 4 },
  })),
  ...['get', 'ensure', 'remove'].map((action) => ({
    ...{ id: `schedule ${action}`, type: 'vcenter-backup-schedule', action, outputs: 2 },
    ...{ desired: spec, desiredType: 'json', schedule: 'default' },
  })),
];

function flowOf(simulator: Simulator, nodes: readonly SavedNode[], more: object): Flow {
  const placed = { z: 'tab', x: 100, y: 100 };
  const ids = nodes.map(({ id }) => id);
  return [
    { id: 'tab', type: 'tab', label: 'Everything' },
    ...applianceNodes(simulator, { ...more }),
    ...nodes.map(({ credentials: _secret, ...node }) => ({
      ...{ ...placed, name: '', appliance: 'appliance', target: '', targetType: 'appliance' },
      // Two wires: Node-RED clones what leaves.
      wires: Array.from({ length: 5 }, () => ['out', 'further']),
      ...node,
    })),
    ...['out', 'further', 'caught', 'completed'].map((id) => ({
      ...{ ...placed, id, type: 'helper', wires: [] },
    })),
    { ...placed, id: 'catch', type: 'catch', scope: ids, wires: [['caught']] },
    { ...placed, id: 'complete', type: 'complete', scope: ids, wires: [['completed']] },
  ];
}

/** Starts a stand-in and a flow with these nodes, in a time of their own. */
export async function deployEveryNode(
  nodes: readonly SavedNode[],
  appliance: object = {},
): Promise<EveryNodeFlow> {
  const time = moveTime();
  const simulator = await startSimulator({
    ...{ scenario: 'none', validate: false, password: 'S3cret-of-fuzz!', ...time.standIn },
  });
  const signIns = createSignIns(time.clock);
  const { tls, appliance: signIn } = applianceCredentials(simulator);
  await loadNodes(
    [applianceModule(time.clock, signIns), ...modules],
    flowOf(simulator, nodes, appliance),
    {
      ...{ tls, appliance: signIn },
      ...Object.fromEntries(nodes.map(({ id, credentials = {} }) => [id, { ...credentials }])),
    },
  );

  let messages: Record<string, unknown>[] = [];
  let left = 0;
  let ends = 0;
  let shown: string[] = [];
  let reported = 0;
  let ended = () => {};
  const uncaught: unknown[] = [];

  const ofNodes = ({ type }: RuntimeNode) => type.startsWith('vcenter-');
  hooks.add('onComplete.every-node', ({ node }: { node: { node: RuntimeNode } }) => {
    if (!ofNodes(node.node)) return;
    ends += 1;
    ended();
  });
  const onStatus = ({ status }: { status?: { text?: string } }) => {
    shown.push(status?.text ?? '');
  };
  events.on('node-status', onStatus);
  for (const id of ['out', 'further', 'caught', 'completed']) {
    helper.getNode(id).on('input', (message: Record<string, unknown>) => {
      messages.push(message);
      if (id === 'out' || id === 'caught') left += 1;
    });
  }
  // Mocha would fail the test, but nobody would see which message it was.
  process.setUncaughtExceptionCaptureCallback((error) => {
    uncaught.push(error);
    ended();
  });

  return {
    time,
    simulator,
    async send(node, message) {
      messages = [];
      shown = [];
      left = 0;
      ends = 0;
      const end = new Promise<void>((resolve) => {
        ended = resolve;
      });
      helper.getNode(node).receive(message);
      await time.until(end);
      await time.quiet();
      if (uncaught.length > 0) throw uncaught.splice(0)[0];
      const lines = logged().slice(reported);
      reported += lines.length;
      shown.push(...lines.map(({ msg }) => String(msg)));
      return { messages, left, ends, shown };
    },
    async close() {
      process.setUncaughtExceptionCaptureCallback(null);
      hooks.remove('*.every-node');
      events.off('node-status', onStatus);
      await helper.unload();
      time.restore();
      await simulator.stop();
    },
  };
}

/** @throws AssertionError unless the message ended once, and nothing shown breaks a line. */
export function assertOrderly({ ends, shown }: Outcome): void {
  assert.equal(ends, 1, 'the message ends exactly once');
  for (const line of shown) assert.doesNotMatch(line, /[\p{Cc}\u2028\u2029]/u);
}
