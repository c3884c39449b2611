import assert from 'node:assert/strict';
import helper from 'node-red-node-test-helper';
import { type Simulator, startSimulator } from '../../simulator';
import { type DeployedFlow, deploy, type FlowOptions, type SeenMessage } from './deployed-flow';
import { logged } from './load-nodes';

const get = 'reconciliation.job.get';
const password = 'P"ss wörd/+%1';

/** However a secret may be written. */
function encodings(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), base64];
}

describe('Secrets reach no message, no log and no badge', () => {
  let simulator: Simulator;
  let flow: DeployedFlow;

  // One for each test: a refused sign-in holds the next one at the same place back.
  beforeEach(async () => {
    simulator = await startSimulator({ scenario: 'found-succeeded', password });
    helper.settings({ logging: { everything: { level: 'trace' } } });
  });
  afterEach(async () => {
    await flow.close();
    helper.settings({});
    await simulator.stop();
  });

  /** All that anybody got to see: the messages with their errors, the badges, the log. */
  function visible(messages: SeenMessage[]): string {
    const log = logged().map((entry) => JSON.stringify(entry));
    return [JSON.stringify(messages), flow.statuses().join('\n'), ...log].join('\n');
  }

  const signIns: [string, FlowOptions][] = [
    ['session', {}],
    ['basic', { appliance: { auth: 'basic' } }],
    ['authorization', { appliance: { auth: 'authorization' } }],
  ];
  const troubles = [
    'an answer',
    'a repeated 400',
    'a repeated page',
    'a repeated job',
    'a refusal',
    'a reset',
    'a stranger',
  ] as const;

  for (const [auth, options] of signIns) {
    for (const trouble of troubles) {
      it(`${auth}, ${trouble}`, async () => {
        const tls = trouble === 'a stranger' ? { fingerprint: 'AB'.repeat(32) } : {};
        flow = await deploy(simulator, {
          appliance: { ...options.appliance, ...tls },
          credentials: { authorization: simulator.authorization },
        });
        const sessions: string[] = [];
        simulator.answerWith(get, (request) => {
          const { authorization = '', 'vmware-api-session-id': session = '' } = request.headers;
          if (session) sessions.push(String(session));
          const said = [authorization, session, ...encodings(password)].join(' ');
          const messages = [{ id: 'x', default_message: said, args: [] }];
          switch (trouble) {
            case 'a repeated 400':
              return { status: 400, body: { error_type: 'INVALID_ARGUMENT', messages } };
            case 'a repeated page':
              return { status: 404, body: `<p>${said}</p>` };
            case 'a repeated job':
              return { status: 200, body: { status: 'FAILED', error: said, messages } };
            case 'a refusal':
              return { status: 401, body: { error_type: 'UNAUTHENTICATED', messages } };
            case 'a reset':
              return { how: 'reset' };
            default:
              return undefined;
          }
        });
        const { by, message } = await flow.send();
        const fine = trouble === 'an answer' || trouble === 'a repeated job';
        assert.equal(by === 'catch', !fine, by);
        const seen = visible([message]);
        const { 'x-request-id': requestId } = simulator.requests.at(-1)?.headers ?? {};
        if (requestId) assert.ok(seen.includes(String(requestId)), 'the log names the request');
        for (const secret of [password, simulator.authorization, ...sessions]) {
          for (const form of encodings(secret)) assert.ok(!seen.includes(form), `found: ${form}`);
        }
      });
    }
  }
});
