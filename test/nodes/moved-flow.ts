/**
 * A deployed flow and a stand-in appliance whose time moves as a test says; with what came of each
 * message, what was shown, and what was logged.
 */
import assert from 'node:assert/strict';
import { hooks } from '@node-red/util';
import RED from 'node-red';
import helper from 'node-red-node-test-helper';
import type { RuntimeNode } from '../../nodes/runtime/node-red';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator';
import type { RawSettings } from '../../src/appliance/settings/appliance-settings';
import { createSignIns } from '../../src/appliance/sign-in/lockout-guard';
import {
  type ConnectionTestResult,
  runConnectionTest,
} from '../../src/appliance/test-connection/test-connection';
import { type Arrival, deploy, type FlowOptions, type SeenMessage } from './deployed-flow';
import { logged } from './load-nodes';
import { type MovedTime, moveTime } from './moved-time';
import { inTime, setFlows } from './set-flows';

export interface MovedFlow {
  time: MovedTime;
  simulator: Simulator;
  /** Sends a message of this name into the job node, and lets happen what needs no time. */
  send(name: string, message?: Record<string, unknown>, node?: string): Promise<void>;
  /** Sends a message without a name into a node, and waits for nothing. */
  receive(message: Record<string, unknown>, node: string): void;
  /** What has come anywhere since the last call: message and output, `catch` with the code. */
  told(): string[];
  /** The last that came anywhere of the message of this name. */
  last(name: string): SeenMessage;
  /** How often the message of this name has ended, at any node under test. */
  ends(name: string): number;
  /** What a node has shown since the last call. */
  badges(node?: string): string[];
  /** What the appliance nodes have written to the log, as `level text`. */
  logged(): string[];
  /** Presses "Test connection", in the process that the flow is in. */
  testConnection(raw: RawSettings, force?: boolean): Promise<ConnectionTestResult>;
  /** Deploys anew, letting as much time pass as that takes. */
  redeploy(options?: FlowOptions, type?: 'full' | 'nodes'): Promise<void>;
  /** Ends all of it. At each node that a message came to it has to have ended once by then. */
  close(): Promise<void>;
}

/** What Node-RED's hooks tell. */
interface Received {
  msg: SeenMessage;
  destination: { node: RuntimeNode };
}

interface Completed {
  msg: SeenMessage;
  node: { node: RuntimeNode };
}

const { events } = RED.runtime;

const levels = new Map<number, string>([
  [20, 'error'],
  [30, 'warn'],
  [40, 'info'],
]);

function lineOf({ at, message }: Arrival): string {
  const code = at === 'catch' || at === 'error' ? (message.fault?.code ?? 'no fault') : '';
  return [message.name, at, code].filter(Boolean).join(' ');
}

/** Of a node that is gone nothing is shown. */
function textOfBadge({ fill, shape, text }: Record<string, unknown> = {}): string {
  const word = String(text ?? '').replace(/^vcenter-.*\.status\./, '');
  return [fill, shape, word].filter(Boolean).join(' ');
}

type StartMoved = (
  options?: FlowOptions | ((simulator: Simulator) => FlowOptions),
  appliance?: SimulatorOptions,
) => Promise<MovedFlow>;

/** Ends something, whether or not the test has failed. */
export type End = (failed: boolean) => Promise<void>;

/**
 * To be called in a description.
 *
 * @returns what starts a stand-in and a flow that asks it, in a time of their own. After each test, one
 *   that has failed too, nothing is left of them.
 */
export function movedFlows(): StartMoved {
  let ends: End[] = [];

  afterEach(async function () {
    const opened = ends;
    ends = [];
    for (const end of opened.reverse()) await end(this.currentTest?.state !== 'passed');
  });

  return (options = {}, appliance = {}) =>
    startMovedFlow(options, appliance, (end) => ends.push(end));
}

/** @param onEnd is given what has to be ended afterwards, the last first, whatever happens. */
export async function startMovedFlow(
  options: FlowOptions | ((simulator: Simulator) => FlowOptions),
  appliance: SimulatorOptions,
  onEnd: (end: End) => void,
): Promise<MovedFlow> {
  const time = moveTime();
  onEnd(async () => time.restore());
  const simulator = await startSimulator({ ...appliance, ...time.standIn });
  onEnd(() => simulator.stop());
  const given = typeof options === 'function' ? options(simulator) : options;
  onEnd(close);
  const names = new Set<string>();
  /** How often messages have ended, by name and node. */
  const ends = new Map<string, number>();
  const lasts = new Map<unknown, SeenMessage>();
  let badges: { id: string; text: string }[] = [];
  let reported = 0;
  let isClosed = false;

  /** Only nodes under test: what comes to a helper node does not end there. */
  function count({ name }: SeenMessage, { type, _path, id }: RuntimeNode, more: number): void {
    if (!type.startsWith('vcenter-') || name === undefined) return;
    const key = `${name} at ${_path ?? id}`;
    ends.set(key, (ends.get(key) ?? 0) + more);
  }
  function shown({ id, status }: { id: string; status?: Record<string, unknown> }): void {
    badges.push({ id, text: textOfBadge(status) });
  }

  async function close(failed: boolean): Promise<void> {
    if (isClosed) return;
    isClosed = true;
    // Of a test that has failed, nobody knows what is under way.
    if (failed) {
      time.abandon();
      await simulator.stop();
    }
    try {
      await inTime(time, () => setFlows([], 'full', {}));
      if (failed) return;
      for (const [key, ended] of ends) assert.equal(ended, 1, `${key} ends exactly once`);
    } finally {
      hooks.remove('*.moved-flow');
      events.off('node-status', shown);
      await helper.unload();
    }
  }

  hooks.add('onReceive.moved-flow', ({ msg, destination }: Received) => {
    count(msg, destination.node, 0);
  });
  hooks.add('onComplete.moved-flow', ({ msg, node }: Completed) => count(msg, node.node, 1));
  events.on('node-status', shown);
  const signIns = createSignIns(time.clock);
  const flow = await deploy(simulator, given, time.clock, signIns);

  return {
    time,
    simulator,
    async send(name, message = {}, node = 'job') {
      assert.ok(!names.has(name), `the name ${name} is given once`);
      names.add(name);
      flow.receive({ payload: 'as it came', ...message, name }, node);
      await time.quiet();
    },
    receive: flow.receive,
    told() {
      const arrivals = flow.arrivals();
      for (const { message } of arrivals) lasts.set(message.name, message);
      return arrivals.map(lineOf);
    },
    last(name) {
      const message = lasts.get(name);
      assert.ok(message, `${name} came somewhere`);
      return message;
    },
    ends: (name) =>
      [...ends]
        .filter(([key]) => key.startsWith(`${name} at `))
        .reduce((sum, [, ended]) => sum + ended, 0),
    badges(node = 'job') {
      const own = badges.filter(({ id }) => id === node);
      badges = badges.filter(({ id }) => id !== node);
      return own.map(({ text }) => text);
    },
    logged() {
      const fresh = logged().slice(reported);
      reported += fresh.length;
      return fresh
        .filter(({ type, level }) => type === 'vcenter-appliance' && levels.has(level))
        .map(({ level, msg }) => `${levels.get(level)} ${String(msg)}`);
    },
    testConnection: (raw, force = false) =>
      time.until(
        runConnectionTest(() => raw, {
          ...{ name: '', environment: {}, force },
          ...{ signIns, clock: time.clock },
        }),
      ),
    redeploy: (next = given, type = 'full') => inTime(time, () => flow.redeploy(next, type)),
    close: () => close(false),
  };
}
