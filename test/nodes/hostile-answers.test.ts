/** What an appliance may answer to do harm, and what the flow, the log and the badge make of it. */
import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { type DeployedFlow, deploy, type Seen } from './deployed-flow';
import { logged } from './load-nodes';
import { deployMonitor, type MonitorFlow } from './monitor-flow';
import { movedFlows } from './moved-flow';
import { type MovedTime, moveTime } from './moved-time';
import { deployRecovery } from './recovery-flow';

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
});

describe('An appliance that answers with 401 in a living session, seven times', () => {
  const start = movedFlows();

  it('keeps none of the refused sessions open', async () => {
    const { simulator, send, told } = await start({}, { scenario: 'none' });
    await send('first');
    for (let time = 1; time <= 7; time += 1) {
      const body = { error_type: 'UNAUTHENTICATED', messages: [] };
      simulator.answerWith(get, { status: 401, body, times: 1 });
      await send(`${time}`);
    }
    const names = ['first', '1', '2', '3', '4', '5', '6', '7'];
    assert.deepEqual(
      told(),
      names.map((name) => `${name} not found`),
    );
    const { logins, openSessions } = simulator.counters();
    assert.deepEqual({ logins, openSessions }, { logins: 8, openSessions: 1 });
  });
});

describe('A backup that is called __proto__', () => {
  let time: MovedTime;
  let simulator: Simulator;
  let flow: MonitorFlow | undefined;

  beforeEach(async () => {
    time = moveTime();
    simulator = await startSimulator({ scenario: 'none', history: 0, ...time.standIn });
  });
  afterEach(async () => {
    await flow?.close();
    time.restore();
    await simulator.stop();
  });

  it('is not reported if it ended before the monitor was started', async () => {
    simulator.backups.add({ id: '__proto__', startTime: new Date(Date.now() - 7_200_000) });
    flow = await deployMonitor(simulator, {}, time.clock);
    await time.pass(601);
    assert.deepEqual(flow.news(), []);
  });

  it('is reported once, when it starts and when it ends', async () => {
    flow = await deployMonitor(simulator, {}, time.clock);
    await time.pass(61);
    flow.news();
    simulator.backups.add({ id: '__proto__', state: 'INPROGRESS' });
    await time.pass(61);
    assert.deepEqual(flow.news(), ['running backup']);
    await time.pass(600);
    assert.deepEqual(flow.news(), []);
    simulator.backups.end('__proto__', 'FAILED');
    await time.pass(61);
    assert.deepEqual(flow.news(), ['failed backup']);
    await time.pass(600);
    assert.deepEqual(flow.news(), []);
  });
});

describe('A list in place of a map', () => {
  const rows = [
    { connection: 'api', body: [], by: 'catch' },
    { connection: 'rest', body: { value: [] }, by: 'result' },
  ] as const;
  for (const { connection, body, by } of rows) {
    it(`is ${by === 'catch' ? 'no answer' : 'the map itself'} on /${connection}`, async () => {
      const simulator = await startSimulator({ scenario: 'none' });
      simulator.answerWith('backup.schedules.list', { status: 200, body });
      const operation = 'backup.schedules.list';
      const flow = await deployRecovery(simulator, { appliance: { connection }, operation });
      const seen = await flow.send();
      assert.equal(seen.by, by);
      const { fault, payload } = seen.message;
      if (by === 'catch') assert.equal(fault?.code, 'INVALID_RESPONSE');
      else assert.deepEqual(payload, {});
      await flow.close();
      await simulator.stop();
    });
  }
});

describe('What an appliance says', () => {
  const forged = 'Failed.\r\n26 Nov 10:00:00 - [error] forged\u2028\u001b[2J';
  const oneLine = /Failed\. 26 Nov 10:00:00 - \[error\] forged \[2J/;
  let simulator: Simulator;
  let flow: DeployedFlow;

  beforeEach(async () => {
    simulator = await startSimulator({ scenario: 'failed' });
    flow = await deploy(simulator);
  });
  afterEach(async () => {
    await flow.close();
    await simulator.stop();
  });

  it('forges no line of the log', async () => {
    simulator.answerWith('reconciliation.job.get', {
      status: 400,
      body: { error_type: 'INVALID_ARGUMENT', messages: [{ id: 'x', default_message: forged }] },
    });
    const { message } = await flow.send();
    assert.match(message.error?.message ?? '', oneLine);
    assert.match(message.fault?.text ?? '', oneLine);
    assert.doesNotMatch(message.error?.message ?? '', /[\p{Cc}\u2028]/u);
    assert.deepEqual(message.fault?.messages, [forged.trim()]);
  });

  it('is cut in sentences, and whole in the messages', async () => {
    const long = `It failed: ${'🙂'.repeat(1_500_000)}`;
    const answer = { status: 'FAILED', description: 'x', messages: [{ default_message: long }] };
    simulator.answerWith('reconciliation.job.get', { status: 200, body: answer });
    const { by, message } = await flow.send();
    assert.equal(by, 'failed');
    const text = message.job?.text ?? '';
    assert.ok(text.length <= 600, `${text.length} characters`);
    assert.match(text, /🙂…$/u);
    assert.equal(message.job?.messages[0], long);
  });

  it('is cut in sentences, be it in however many messages', async () => {
    const job = { type: 'vcenter-restore-job', action: 'cancel' };
    await flow.redeploy({ job });
    const messages = Array.from({ length: 10_000 }, () => ({ default_message: 'It failed' }));
    const answer = { status: 'FAIL', messages };
    simulator.answerWith('restore.job.cancel', { status: 200, body: answer });
    const { message } = await flow.send();
    const { text = '', messages: all } = message.fault ?? {};
    assert.ok(text.length <= 600, `${text.length} characters`);
    assert.match(text, /It failed\. It failed\. It failed/);
    assert.equal(all?.length, messages.length);
    assert.equal(message.error?.message, text);
  });
});
