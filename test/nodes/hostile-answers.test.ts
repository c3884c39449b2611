/** What an appliance may answer to do harm, and what the flow, the log and the badge make of it. */
import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { type DeployedFlow, deploy, type Seen } from './deployed-flow';
import { logged } from './load-nodes';

const get = 'reconciliation.job.get';

describe('An appliance that answers with', () => {
  /** Of digits, so that it can be repeated as a number. */
  const password = '4711004711';
  let simulator: Simulator;
  let flow: DeployedFlow;

  before(async () => {
    simulator = await startSimulator({ scenario: 'none', password, validate: false });
  });
  after(() => simulator.stop());

  beforeEach(async () => {
    flow = await deploy(simulator);
  });
  afterEach(async () => {
    simulator.answerWith(get, undefined);
    await flow.close();
    simulator.resetCounters();
  });

  async function answers(status: number, body: object): Promise<Seen> {
    simulator.answerWith(get, { status, body });
    return flow.send();
  }

  it('its password as a name, or as a number: both are masked', async () => {
    const job = { status: 'SUCCEEDED', messages: [], start_time: '2026-01-31T02:00:00.000Z' };
    const echoes = { [password]: 1, [`of ${password}`]: [Number(password)], other: 4711 };
    const { by, message } = await answers(200, { ...job, echoes });
    assert.equal(by, 'succeeded');
    assert.deepEqual(message.payload, {
      ...job,
      echoes: { '***': 1, 'of ***': ['***'], other: 4711 },
    });
    assert.doesNotMatch(JSON.stringify([message, logged().map(({ msg }) => msg)]), /4711004711/);
  });
  it('401 in a living session, seven times: none of the refused ones stays open', async () => {
    await flow.send();
    const ended = simulator.whenRequest('session.delete', 7);
    for (let time = 0; time < 7; time += 1) {
      const body = { error_type: 'UNAUTHENTICATED', messages: [] };
      simulator.answerWith(get, { status: 401, body, times: 1 });
      assert.equal((await flow.send()).by, 'not found');
    }
    await ended;
    const { logins, openSessions } = simulator.counters();
    assert.deepEqual({ logins, openSessions }, { logins: 8, openSessions: 1 });
  });
});
