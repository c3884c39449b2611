/**
 * A flow in a real Node-RED runtime (node-red-node-test-helper) with one `vcenter-recovery` node and
 * its appliance, both outputs of the node, and the Catch, Complete and Status nodes of its tab.
 */
import helper, { type Flow } from 'node-red-node-test-helper';
import type { SimulatedRequest, Simulator } from '../../simulator';
import { applianceCredentials, applianceNodes } from './appliance-in-flow';
import type { SeenMessage } from './deployed-flow';
import { loadNodes } from './load-nodes';
import { applianceModule } from './process-wide';

const modules = [
  require('../../nodes/vcenter-recovery'),
  require('@node-red/nodes/core/network/05-tls.js'),
];

/** A parameter as the dialog saves it. */
export interface SavedParameter {
  name: string;
  value: string;
  type: string;
}

/** What is deployed; everything has a default. */
export interface RecoveryOptions {
  /** Properties of the appliance. */
  appliance?: Record<string, unknown>;
  /** What is different about its credentials. */
  applianceCredentials?: Record<string, unknown>;
  /** The node's operation. */
  operation?: string;
  parameters?: readonly SavedParameter[];
  /** The node's other properties. */
  node?: Record<string, unknown>;
  credentials?: Record<string, unknown>;
  /** Environment variables of the tab. */
  environment?: Readonly<Record<string, string>>;
}

/** What the flow saw of one message. */
export interface SeenAnswer {
  /** The output it left by, or `catch`; `nothing` where the node just ended it. */
  by: 'result' | 'error' | 'catch' | 'nothing';
  message: SeenMessage;
  /** How often it ended: Complete and Catch together. */
  ends: number;
}

export interface RecoveryFlow {
  /** Sends a message into the node; resolves when it has ended there. */
  send(message?: Record<string, unknown>): Promise<SeenAnswer>;
  /** Puts a value where typed inputs of the kinds `flow` and `global` find it. */
  keep(place: 'flow' | 'global', name: string, value: unknown): Promise<void>;
  /** The badges that the Status node saw, as `source: text`. */
  statuses(): readonly string[];
  close(): Promise<void>;
}

/** @returns values as typed inputs of the kinds that fit, as somebody would write them in a dialog. */
export function writtenInputs(values: Readonly<Record<string, unknown>>): SavedParameter[] {
  return Object.entries(values).map(([name, value]) => {
    if (typeof value === 'object') return { name, value: JSON.stringify(value), type: 'json' };
    const types: Record<string, string> = { number: 'num', boolean: 'bool' };
    return { name, value: String(value), type: types[typeof value] ?? 'str' };
  });
}

function flowOf(simulator: Simulator, options: RecoveryOptions): Flow {
  const { appliance, node, operation = '', parameters = [], environment = {} } = options;
  // Node-RED takes a node without a place on the canvas for a config node.
  const placed = { z: 'tab', x: 100, y: 100 };
  return [
    {
      id: 'tab',
      type: 'tab',
      label: 'Recovery',
      env: Object.entries(environment).map(([name, value]) => ({ name, value, type: 'str' })),
    },
    ...applianceNodes(simulator, appliance),
    {
      ...placed,
      id: 'ask',
      type: 'vcenter-recovery',
      name: '',
      appliance: 'appliance',
      target: '',
      targetType: 'appliance',
      errorOutput: false,
      outputs: 1,
      operation,
      parameters,
      wires: [['result'], ['error']],
      ...node,
    },
    { ...placed, id: 'result', type: 'helper', wires: [] },
    { ...placed, id: 'error', type: 'helper', wires: [] },
    { ...placed, id: 'catch', type: 'catch', scope: null, wires: [['caught']] },
    { ...placed, id: 'caught', type: 'helper', wires: [] },
    { ...placed, id: 'complete', type: 'complete', scope: ['ask'], wires: [['completed']] },
    { ...placed, id: 'completed', type: 'helper', wires: [] },
    { ...placed, id: 'status', type: 'status', scope: null, wires: [['statuses']] },
    { ...placed, id: 'statuses', type: 'helper', wires: [] },
  ];
}

/** Starts the runtime with the flow. */
export async function deployRecovery(
  simulator: Simulator,
  options: RecoveryOptions,
): Promise<RecoveryFlow> {
  const waiting = new Map<unknown, { seen: SeenAnswer; resolve(seen: SeenAnswer): void }>();
  const statuses: string[] = [];
  let count = 0;

  function arrived(by: SeenAnswer['by'], message: SeenMessage): void {
    const entry = waiting.get(message.testId);
    if (entry !== undefined) Object.assign(entry.seen, { by, message });
  }

  function ended(message: SeenMessage, by?: 'catch'): void {
    const entry = waiting.get(message.testId);
    if (entry === undefined) return;
    entry.seen.ends += 1;
    if (by !== undefined) arrived(by, message);
    // Whatever else this message may set off has been queued by now: let it come first.
    setImmediate(() => setImmediate(() => entry.resolve(entry.seen)));
  }

  await loadNodes([applianceModule(), ...modules], flowOf(simulator, options), {
    ...applianceCredentials(simulator, options.applianceCredentials),
    ask: options.credentials ?? {},
  });
  for (const output of ['result', 'error'] as const) {
    helper.getNode(output).on('input', (message: SeenMessage) => arrived(output, message));
  }
  helper.getNode('caught').on('input', (message: SeenMessage) => ended(message, 'catch'));
  helper.getNode('completed').on('input', (message: SeenMessage) => ended(message));
  helper.getNode('statuses').on('input', ({ status }: SeenMessage) => {
    const { text, source } = status as { text?: string; source: { id: string } };
    statuses.push(`${source.id}: ${text ?? ''}`);
  });

  return {
    send(message = {}) {
      count += 1;
      const testId = `message ${count}`;
      return new Promise((resolve) => {
        const seen: SeenAnswer = { by: 'nothing', message: {}, ends: 0 };
        waiting.set(testId, { seen, resolve });
        helper.getNode('ask').receive({ payload: 'as it came', ...message, testId });
      });
    },
    keep: (place, name, value) =>
      new Promise((resolve, reject) => {
        const context = helper.getNode('ask').context()[place];
        context.set(name, value, undefined, (error?: unknown) =>
          error ? reject(error) : resolve(),
        );
      }),
    statuses: () => statuses,
    close: () => helper.unload(),
  };
}

/** The requests that were not for a session, in their order. */
export function operationsAsked(simulator: Simulator): SimulatedRequest[] {
  return simulator.requests.filter(({ operation }) => !operation.startsWith('session.'));
}
