/**
 * Any sequence of deploys, outages, restarts, freezes and messages, against a model of four sentences:
 * each message that a node got ends exactly once; no session and no timer is left of what is closed;
 * no account is locked; no secret is in what came of it.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FlowOptions } from '../nodes/deployed-flow';
import { type End, type MovedFlow, startMovedFlow } from '../nodes/moved-flow';
import { holds } from './holds';

const password = 'S3cret-of-model!';

const waits = { action: 'wait', interval: '10', timeout: '600', appear: '60', outage: '300' };
const starts = { action: 'start', ssoUsername: 'administrator@vsphere.local' };
const job = (id: string, type: string, more: object) => ({
  ...{ id, z: 'tab', type, name: '', appliance: 'appliance', targetType: 'appliance', target: '' },
  ...{
    errorOutput: false,
    outputs: 4,
    wires: [['running'], ['succeeded'], ['failed'], []],
    ...more,
  },
});

const senders = ['job', 'restore', 'waiting', 'starting'] as const;

/** What is deployed, by name. */
const flows = {
  usual: {
    job: { ...waits, report: 'progress' },
    nodes: [
      job('restore', 'vcenter-restore-job', { action: 'get' }),
      job('waiting', 'vcenter-backup-job', { ...waits, report: 'end' }),
      job('starting', 'vcenter-reconciliation-job', { ...starts, waitAfterStart: true, ...waits }),
    ],
  },
  'other settings': {
    job: { ...waits, report: 'every', interval: '5', timeout: '60' },
    nodes: [
      job('restore', 'vcenter-restore-job', { ...waits, ended: 'ignore' }),
      job('waiting', 'vcenter-backup-job', { action: 'get' }),
      job('starting', 'vcenter-reconciliation-job', starts),
    ],
  },
  'one node only': { job: { action: 'get' } },
  'another appliance': { appliance: { name: 'vc-b', requestTimeout: '5' }, job: waits },
} satisfies Record<string, FlowOptions>;

type FlowName = keyof typeof flows;

interface Model {
  there: MovedFlow;
  deployed: FlowName;
  messages: number;
  isAway: boolean;
}

type Command =
  | { do: 'send'; node: (typeof senders)[number] }
  | { do: 'pass' | 'freeze'; seconds: number }
  | { do: 'deploy'; flow: FlowName; type: 'full' | 'nodes' }
  | { do: 'outage' | 'recover' | 'forget sessions' | 'change password' | 'change it back' }
  | { do: 'scenario'; name: string }
  | { do: 'answer'; how: 'never' | 'reset' | 'reset-mid-body' | 'html' | 'unauthenticated' };

const seconds = fc.oneof(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 4000 }));

const scenarioNames = ['none', 'succeeded', 'failed', 'status-none', 'found-failed', 'forbidden'];

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('send'), node: fc.constantFrom(...senders) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pass'), seconds }) },
  fc.record({ do: fc.constant('freeze'), seconds }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('deploy'),
      flow: fc.constantFrom(...(Object.keys(flows) as FlowName[])),
      type: fc.constantFrom('full', 'nodes'),
    }),
  },
  fc.record({
    do: fc.constantFrom(
      ...(['outage', 'recover', 'forget sessions', 'change password', 'change it back'] as const),
    ),
  }),
  fc.record({ do: fc.constant('scenario'), name: fc.constantFrom(...scenarioNames) }),
  fc.record({
    do: fc.constant('answer'),
    how: fc.constantFrom('never', 'reset', 'reset-mid-body', 'html', 'unauthenticated'),
  }),
) as fc.Arbitrary<Command>;

const unauthenticated = { error_type: 'UNAUTHENTICATED', messages: [] };

/** One command; what the deployed flow has no node for does nothing. */
async function run(command: Command, model: Model): Promise<void> {
  const { there } = model;
  const { simulator, time } = there;
  switch (command.do) {
    case 'send': {
      const { node } = command;
      const { nodes = [] }: FlowOptions = flows[model.deployed];
      if (node !== 'job' && !nodes.some(({ id }) => id === node)) return;
      model.messages += 1;
      there.receive({ name: `message ${model.messages}`, topic: 'as it came' }, node);
      return;
    }
    case 'pass':
      return time.pass(command.seconds);
    case 'freeze':
      return time.skipTo(time.clock.wallNow() + command.seconds * 1000);
    case 'deploy':
      model.deployed = command.flow;
      return there.redeploy(flows[command.flow], command.type);
    case 'outage':
      model.isAway = true;
      return simulator.suspend();
    case 'recover':
      if (!model.isAway) return;
      model.isAway = false;
      // The services of an appliance that was away have forgotten the sessions.
      simulator.expireSessions();
      return simulator.resume();
    case 'forget sessions':
      return simulator.expireSessions();
    case 'change password':
      return simulator.setPassword('another one');
    case 'change it back':
      return simulator.setPassword(password);
    case 'scenario':
      return simulator.setScenario(command.name);
    case 'answer': {
      const { how } = command;
      const answer =
        how === 'html'
          ? { status: 503, body: '<h1>Service Unavailable</h1>' }
          : how === 'unauthenticated'
            ? { status: 401, body: unauthenticated }
            : { how };
      simulator.answerWith('reconciliation.job.get', [{ ...answer, times: 1 }, {}]);
    }
  }
}

async function follow(commands: readonly Command[], onEnd: (end: End) => void): Promise<void> {
  const there = await startMovedFlow(flows.usual, { scenario: 'succeeded', password }, onEnd);
  const model: Model = { there, deployed: 'usual', messages: 0, isAway: false };
  const { simulator, time } = there;
  for (const command of commands) await run(command, model);

  await run({ do: 'recover' }, model);
  simulator.setPassword(password);
  simulator.answerWith('reconciliation.job.get', undefined);
  await time.quiet();
  // It asserts itself that each message has ended once at each node.
  await there.close();
  await time.quiet();

  for (let message = 1; message <= model.messages; message += 1) {
    assert.equal(there.ends(`message ${message}`), 1, `message ${message} ends once`);
  }
  assert.equal(simulator.counters().openSessions, 0, 'sessions left');
  assert.deepEqual(simulator.lockouts, []);
  const seen = JSON.stringify([there.told(), there.logged(), there.badges()]);
  assert.ok(!seen.includes(password));
  await simulator.stop();
  assert.equal(time.timersLeft(), 0, 'timers left');
}

describe('Any sequence of deploys, outages, restarts, freezes and messages', () => {
  holds(
    'ends each message once, and leaves nothing open',
    { few: 10, oneIn: 100 },
    fc.asyncProperty(fc.array(anyCommand, { minLength: 1, maxLength: 25 }), async (commands) => {
      const ends: End[] = [];
      let failed = true;
      try {
        await follow(commands, (end) => ends.push(end));
        failed = false;
      } finally {
        for (const end of ends.reverse()) await end(failed);
      }
    }),
  );
});
