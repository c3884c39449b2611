/**
 * A flow in a real Node-RED runtime (node-red-node-test-helper): one job node (a reconciliation's,
 * unless told otherwise) with its appliance, each of its outputs, and the Catch, Complete and Status
 * nodes of its tab.
 */
import assert from 'node:assert/strict';
import helper, { type Flow } from 'node-red-node-test-helper';
import type { Simulator } from '../../simulator';
import type { FaultReport } from '../../src/appliance/faults/fault';
import type { SignIns } from '../../src/appliance/sign-in/lockout-guard';
import type { Clock } from '../../src/clock';
import type { Job } from '../../src/jobs/job/job';
import { within } from '../within';
import { applianceCredentials, applianceNodes } from './appliance-in-flow';
import { loadNodes } from './load-nodes';
import { applianceModule } from './process-wide';
import { setFlows } from './set-flows';

export interface SeenMessage extends Record<string, unknown> {
  job?: Job;
  fault?: FaultReport;
  error?: { message: string; code?: string; cause?: unknown; source: Record<string, unknown> };
}

/** What the flow saw of one message. */
export interface Seen {
  /** The output it left by, or `catch`; `nothing` where the node just ended it. */
  by: 'running' | 'succeeded' | 'failed' | 'not found' | 'error' | 'catch' | 'nothing';
  message: SeenMessage;
  /** How often it ended: Complete and Catch together. */
  ends: number;
}

const outputs = ['running', 'succeeded', 'failed', 'not found', 'error'] as const;

const modules = [
  require('../../nodes/vcenter-reconciliation-job'),
  require('../../nodes/vcenter-backup-job'),
  require('../../nodes/vcenter-restore-job'),
  require('@node-red/nodes/core/function/10-function.js'),
  require('../../nodes/vcenter-recovery-monitor'),
  require('@node-red/nodes/core/network/05-tls.js'),
  require('@node-red/nodes/core/network/06-httpproxy.js'),
];

export interface FlowOptions {
  appliance?: Record<string, unknown>;
  credentials?: Record<string, unknown>;
  job?: Record<string, unknown>;
  /** Further nodes: config nodes, say. What comes to those of type `helper` is told by their id. */
  nodes?: Flow;
  /** Of the job node and of further nodes. */
  nodeCredentials?: Record<string, Record<string, unknown>>;
}

/** What has to be known of a stand-in, or of another server, to reach it. */
export type Reached = Pick<Simulator, 'host' | 'port' | 'ca' | 'username' | 'password'>;

/** Node-RED takes a node without a place on the canvas for a config node. */
function placed(flow: Flow): Flow {
  return flow.map((node) => ('wires' in node ? { x: 100, y: 100, ...node } : node));
}

/** The nodes of the flow, as the editor would have saved them. */
export function flowOf(
  simulator: Pick<Simulator, 'host' | 'port'>,
  options: FlowOptions = {},
): Flow {
  const more = (options.nodes ?? []).filter(({ type }) => String(type).endsWith('-job'));
  const jobs = ['job', ...more.map(({ id }) => id)];
  return placed([
    { id: 'tab', type: 'tab', label: 'Recovery' },
    ...applianceNodes(simulator, options.appliance),
    {
      id: 'job',
      z: 'tab',
      type: 'vcenter-reconciliation-job',
      name: '',
      appliance: 'appliance',
      action: 'get',
      target: '',
      targetType: 'appliance',
      errorOutput: false,
      outputs: 4,
      wires: [['running'], ['succeeded'], ['failed'], ['not found'], ['error']],
      ...options.job,
    },
    ...outputs.map((id) => ({ id, z: 'tab', type: 'helper', wires: [] })),
    { id: 'catch', z: 'tab', type: 'catch', scope: null, wires: [['caught']] },
    { id: 'caught', z: 'tab', type: 'helper', wires: [] },
    { id: 'complete', z: 'tab', type: 'complete', scope: jobs, wires: [['completed']] },
    { id: 'completed', z: 'tab', type: 'helper', wires: [] },
    { id: 'status', z: 'tab', type: 'status', scope: null, wires: [['statuses']] },
    { id: 'statuses', z: 'tab', type: 'helper', wires: [] },
    ...(options.nodes ?? []),
  ]);
}

export function credentialsOf(simulator: Reached, options: FlowOptions = {}) {
  return {
    ...applianceCredentials(simulator, options.credentials),
    ...options.nodeCredentials,
  };
}

/** A message that came to an output, to the Catch node or to one of the further helper nodes. */
export interface Arrival {
  at: Seen['by'] | (string & {});
  message: SeenMessage;
}

export interface DeployedFlow {
  /** Sends a message into the job node; resolves when it has ended there. */
  send(message?: Record<string, unknown>, node?: string): Promise<Seen>;
  /** Sends a message into the job node and does not wait for what becomes of it. */
  receive(message?: Record<string, unknown>, node?: string): void;
  /** The next message at any output, whoever sent it. */
  next(): Promise<Pick<Seen, 'by' | 'message'>>;
  /** Deploys (all of it) anew, with other options where given. */
  redeploy(options?: FlowOptions, type?: 'full' | 'nodes'): Promise<void>;
  /** What has come anywhere since the last call, in order. */
  arrivals(): Arrival[];
  /** The badges that Status nodes saw, as `source: text`, since the last call. */
  statuses(): string[];
  close(): Promise<void>;
}

interface Waiting {
  seen: Partial<Seen>;
  ends: number;
  resolve(seen: Seen): void;
}

/** Starts the runtime with the flow. */
export async function deploy(
  simulator: Reached,
  options: FlowOptions = {},
  clock?: Clock,
  signIns?: SignIns,
): Promise<DeployedFlow> {
  const waiting = new Map<unknown, Waiting>();
  const heard = new WeakSet<object>();
  let statuses: string[] = [];
  let arrivals: Arrival[] = [];
  let arrived: ((seen: Pick<Seen, 'by' | 'message'>) => void) | undefined;
  let count = 0;

  function ended(message: SeenMessage, by?: 'catch'): void {
    const entry = waiting.get(message.testId);
    if (entry === undefined) return;
    entry.ends += 1;
    if (by) entry.seen = { by, message };
    // Whatever else this message may set off has been queued by now: let it come first.
    setImmediate(() =>
      setImmediate(() => {
        const { by: way = 'nothing', message: last = message } = entry.seen;
        waiting.delete(message.testId);
        entry.resolve({ by: way, message: last, ends: entry.ends });
      }),
    );
  }

  /** A deploy of changed nodes only leaves the others where they are. */
  function hear(id: string, listener: (message: SeenMessage) => void): void {
    // A helper may stand in a subflow, where nobody finds it by this id.
    const node = helper.getNode(id) as ReturnType<typeof helper.getNode> | null;
    if (node === null || heard.has(node)) return;
    heard.add(node);
    node.on('input', listener);
  }

  function listen({ nodes = [] }: FlowOptions): void {
    for (const { id } of nodes.filter(({ type }) => type === 'helper')) {
      const at = String(id);
      hear(at, (message) => arrivals.push({ at, message }));
    }
    for (const output of outputs) {
      hear(output, (message) => {
        arrivals.push({ at: output, message });
        arrived?.({ by: output, message });
        const entry = waiting.get(message.testId);
        if (entry === undefined) return;
        assert.equal(entry.seen.by, undefined, 'a message left twice');
        entry.seen = { by: output, message };
      });
    }
    hear('caught', (message) => {
      arrivals.push({ at: 'catch', message });
      ended(message, 'catch');
    });
    hear('completed', (message) => ended(message));
    hear('statuses', (message) => {
      const status = message.status as { text?: string; source: { id: string } };
      statuses.push(`${status.source.id}: ${status.text ?? ''}`);
    });
  }

  await loadNodes(
    [applianceModule(clock, signIns), ...modules],
    flowOf(simulator, options),
    credentialsOf(simulator, options),
  );
  listen(options);
  const receive = (message: Record<string, unknown> = {}, node = 'job') =>
    helper.getNode(node).receive(message);
  return {
    receive,
    send(message = {}, node = 'job') {
      count += 1;
      const testId = `message ${count}`;
      const seen = new Promise<Seen>((resolve) => {
        waiting.set(testId, { seen: {}, ends: 0, resolve });
        receive({ payload: 'as it came', ...message, testId }, node);
      });
      return within(seen, () => `the end of ${testId} at the node "${node}"`);
    },
    next() {
      const next = new Promise<Pick<Seen, 'by' | 'message'>>((resolve) => {
        arrived = resolve;
      });
      return within(next, () => 'a message at any output');
    },
    async redeploy(next = options, type = 'full') {
      await setFlows(flowOf(simulator, next), type, credentialsOf(simulator, next));
      listen(next);
    },
    arrivals() {
      const seen = arrivals;
      arrivals = [];
      return seen;
    },
    statuses() {
      const seen = statuses;
      statuses = [];
      return seen;
    },
    close: () => helper.unload(),
  };
}
