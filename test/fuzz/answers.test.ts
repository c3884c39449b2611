/** Any JSON, and any text, as an appliance's answers: what a flow sees of it, over real HTTPS. */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import type { Answer, SimulatedRequest } from '../../simulator';
import { isRecord } from '../../src/messages/record';
import { anyJson, anyText, anyTime } from './any-json';
import {
  actionNodes,
  assertOrderly,
  deployEveryNode,
  type EveryNodeFlow,
  type Outcome,
  operationNodes,
} from './every-node';
import { holds } from './holds';

const nodes = [...operationNodes, ...actionNodes];

/** Stand for what the request brought along, which an appliance may repeat. */
const echoes = { '{session}': 'vmware-api-session-id', '{password}': 'S3cret-of-fuzz!' };

/** A backup, a job or an error as the API has them, with anything in it. */
const almostRight = fc.oneof(
  fc.record({
    status: fc.constantFrom('SUCCEEDED', 'FAILED', 'INPROGRESS', 'RUNNING', 'NONE', 'OK', 'FAIL'),
    state: fc.constantFrom('SUCCEEDED', 'FAILED', 'INPROGRESS'),
    start_time: fc.oneof(anyTime, anyJson()),
    end_time: fc.oneof(anyTime, anyJson()),
    messages: fc.array(fc.record({ id: anyText, default_message: anyText })),
    error: anyJson(...Object.keys(echoes)),
    progress: anyJson(),
  }),
  fc.record({
    error_type: fc.constantFrom('NOT_FOUND', 'ERROR', 'RESOURCE_BUSY', 'ALREADY_EXISTS'),
    messages: anyJson(...Object.keys(echoes)),
  }),
  fc.array(anyText),
  fc.dictionary(anyText, anyJson(), { maxKeys: 4, noNullPrototype: true }),
);

const anyBody = fc.oneof(
  { weight: 4, arbitrary: anyJson(...Object.keys(echoes)).map((value) => JSON.stringify(value)) },
  { weight: 4, arbitrary: almostRight.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: anyText },
);

const anyAnswer: fc.Arbitrary<Answer & { body: string }> = fc.record({
  status: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(200, 201, 204) },
    fc.constantFrom(302, 400, 401, 403, 404, 409, 429, 500, 501, 502, 503, 504),
  ),
  headers: fc.record(
    {
      date: fc.constantFrom('Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT'),
      'retry-after': fc.constantFrom('0', '5', '1e9', '99999999999999999999', 'soon'),
      'content-type': fc.constantFrom('application/json', 'text/html; charset=utf-8', 'x'),
    },
    { requiredKeys: [] },
  ),
  body: anyBody,
});

/** An error that is no fault is a bug of ours. */
function assertFaults({ messages }: Outcome): void {
  for (const { error, fault } of messages) {
    if (error !== undefined || fault !== undefined) {
      assert.match(isRecord(fault) ? String(fault.code) : inspect(error), /^[A-Z_]+$/);
    }
  }
}

const fifteenMinutes = 15 * 60_000;

describe('Any answer to a sign-in', () => {
  holds(
    'ends each message once, is refused twice in fifteen minutes at most, and stops nothing',
    { few: 10, oneIn: 100 },
    fc.asyncProperty(
      fc.constantFrom('api', 'rest'),
      fc.array(anyAnswer, { minLength: 1, maxLength: 4 }),
      async (connection, answers) => {
        const flow = await deployEveryNode(actionNodes, { connection });
        try {
          let count = 0;
          const refusals: number[] = [];
          flow.simulator.answerWith('session.create', () => {
            const answer = answers[count % answers.length];
            count += 1;
            if (answer?.status === 401) refusals.push(flow.time.now());
            return answer;
          });
          for (const node of ['reconciliation get', 'backup wait', 'check as object']) {
            const outcome = await flow.send(node, { topic: 'as it came' });
            assertOrderly(outcome);
            assertFaults(outcome);
          }
          for (const from of refusals) {
            const soon = refusals.filter((at) => at >= from && at < from + fifteenMinutes);
            assert.ok(soon.length <= 2, `${soon.length} refusals in fifteen minutes`);
          }
        } finally {
          await flow.close();
        }
      },
    ),
  );
});

describe('Any answers of an appliance', () => {
  let flow: EveryNodeFlow;

  before(async () => {
    flow = await deployEveryNode(nodes);
  });
  after(() => flow.close());

  /** In turn, to every request but those for a session. */
  function answerWith(answers: readonly (Answer & { body: string })[]): { sessions: Set<string> } {
    const sessions = new Set<string>();
    let count = 0;
    flow.simulator.answerWith('*', ({ operation, headers }: SimulatedRequest) => {
      if (operation.startsWith('session.')) return undefined;
      const session = String(headers[echoes['{session}']]);
      sessions.add(session);
      const { body, ...answer } = answers[count % answers.length] ?? { body: '' };
      count += 1;
      const echoed = body
        .replaceAll('{session}', session)
        .replaceAll('{password}', echoes['{password}']);
      return { ...answer, body: answer.status === 204 ? '' : echoed };
    });
    return { sessions };
  }

  holds(
    'end each message once, leave no secret anywhere, and stop nothing',
    { few: 120, oneIn: 2 },
    fc.asyncProperty(
      fc.constantFrom(...nodes.map(({ id }) => id)),
      fc.array(anyAnswer, { minLength: 1, maxLength: 6 }),
      async (node, answers) => {
        const { sessions } = answerWith(answers);
        const outcome = await flow.send(node, { topic: 'as it came' });
        assertOrderly(outcome);
        const all = JSON.stringify([outcome.messages, outcome.shown]);
        for (const secret of [...sessions, echoes['{password}']]) {
          assert.ok(!all.includes(JSON.stringify(secret).slice(1, -1)), 'a secret is seen');
        }
        assertFaults(outcome);
      },
    ),
  );
});
