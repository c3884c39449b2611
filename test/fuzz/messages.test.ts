/** Any message into any node, from this realm or a Function node's: it ends once, without its secrets. */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { anyText } from './any-json';
import { anyRecipe, make, type Recipe, realms } from './any-value';
import { actionNodes, assertOrderly, deployEveryNode, type EveryNodeFlow } from './every-node';
import { holds } from './holds';

const secret = 'M3ssage-secret!';

const fromMessage = (name: string) => ({ name, value: `payload.${name}`, type: 'msg' });
const named = { target: 'topic', targetType: 'msg' };

/** Nodes that are given what they send by the message, secrets included. */
const givenNodes = [
  ...['reconciliation', 'backup', 'restore'].map((kind) => ({
    ...{ id: `${kind} start, given`, type: `vcenter-${kind}-job`, action: 'start', outputs: 4 },
    ...{ source: 'spec', spec: 'payload', specType: 'msg' },
  })),
  ...['backup.validate', 'restore.validate', 'backup.schedules.create', 'backup.job.get'].map(
    (operation) => ({
      ...{ id: `${operation}, given`, type: 'vcenter-recovery', operation },
      parameters: [
        ...['id', 'schedule', 'location', 'location_type', 'location_password', 'parts'],
        ...['backup_password', 'sso_admin_user_password', 'recurrence_info'],
      ].map(fromMessage),
    }),
  ),
  {
    ...{ id: 'schedule ensure, given', type: 'vcenter-backup-schedule', action: 'ensure' },
    ...{ desired: 'payload', desiredType: 'msg', schedule: 'default', outputs: 2 },
  },
];

/** Nodes whose appliance, job, checks or thresholds the message may name. */
const targetNodes = [
  ...actionNodes.map((node) => ({ ...node, ...named, id: `${node.id}, named` })),
  ...actionNodes.filter(({ id }) => !id.endsWith('wait')),
  {
    ...{ id: 'backup by id', type: 'vcenter-backup-job', action: 'get', outputs: 4 },
    ...{ jobId: 'payload', jobIdType: 'msg' },
  },
];

/** Each of these in both forms: faults for Catch nodes, or for an output. */
const bothWays = <Node extends { id: string; outputs?: number }>(nodes: readonly Node[]) => [
  ...nodes,
  ...nodes.map((node) => ({
    ...node,
    ...{ id: `${node.id}, faults by output`, errorOutput: true, outputs: (node.outputs ?? 1) + 1 },
  })),
];

const given = bothWays(givenNodes);
const others = bothWays(targetNodes);

const anyLeaf = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(secret, `It is ${secret}, as said.`) },
  fc.constantFrom(`sftp://svc:${secret}@nas.lab.example/vc`, 'SFTP', 'vc-a', 'default', 'latest'),
  fc.constantFrom('reach', 'certificate.warning', ['common'], { hour: 2, minute: 30 }, ''),
  fc.constantFrom(Number.NaN, -0, Number.POSITIVE_INFINITY, 7, true, null, undefined),
  anyText,
);

const topLevel = ['payload', 'topic', 'job', 'fault', 'checks', 'thresholds', 'error', 'parts'];

function anyMessage(mayBeOdd: boolean) {
  return fc.record({
    realm: fc.constantFrom(...realms),
    isFrozen: fc.boolean(),
    properties: fc.array(
      fc.tuple(
        fc.oneof(fc.constant('payload'), fc.constantFrom(...topLevel), fc.string({ maxLength: 6 })),
        anyRecipe(anyLeaf, mayBeOdd),
      ),
      { maxLength: 4 },
    ),
  });
}

type MessageRecipe =
  ReturnType<typeof anyMessage> extends fc.Arbitrary<infer Value> ? Value : never;

function messageOf({ realm, isFrozen, properties }: MessageRecipe): Record<string, unknown> {
  const recipe: Recipe = {
    shape: isFrozen ? 'frozen' : 'object',
    entries: [...properties, ['_msgid', { value: 'the same' }]],
  };
  return make(realm, recipe) as Record<string, unknown>;
}

/** All that there is to be seen, hidden properties and what getters return included. */
function visible(value: unknown): string {
  const options = { depth: Infinity, showHidden: true, getters: true, maxArrayLength: null };
  return inspect(value, { ...options, maxStringLength: null });
}

describe('Any message', () => {
  let flow: EveryNodeFlow;

  before(async () => {
    flow = await deployEveryNode([...given, ...others]);
    // What is started once would refuse whatever comes next.
    flow.simulator.answerWith('backup.job.create', { status: 500, body: {} });
  });
  after(() => flow.close());

  holds(
    'ends exactly once in any node, and nothing that it holds is thrown',
    { few: 120, oneIn: 2 },
    fc.asyncProperty(
      fc.constantFrom(...[...given, ...others].map(({ id }) => id)),
      anyMessage(true),
      async (node, message) => assertOrderly(await flow.send(node, messageOf(message))),
    ),
  );

  holds(
    'leaves a node that was given its secrets without them, and none is shown',
    { few: 120, oneIn: 2 },
    fc.asyncProperty(
      fc.constantFrom(...given.map(({ id }) => id)),
      anyMessage(false),
      anyRecipe(anyLeaf, false),
      async (node, message, kept) => {
        const payload: [string, Recipe] = [
          'payload',
          {
            shape: 'object',
            entries: [
              ['location_password', { value: secret }],
              ['kept', kept],
            ],
          },
        ];
        const properties = message.properties.filter(([name]) => name !== 'payload');
        const sent = messageOf({ ...message, properties: [...properties, payload] });
        const outcome = await flow.send(node, sent);
        assertOrderly(outcome);
        assert.doesNotMatch(visible([outcome.messages, outcome.shown]), /M3ssage-secret/);
        assert.equal(outcome.left, 1);
      },
    ),
  );
});
