/**
 * A monitor that finds the memory stored by an earlier version reports nothing twice, and reports
 * what happened since. What it remembers are times, so fixture and appliance are moved to the present.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '../../simulator';
import { deploy, folder, type SavedFlow } from './saved-flow';

interface Memory {
  appliance: string;
  backups: Record<string, string>;
  reconciliation: { start: string; state: string };
  judged: Record<string, number>;
}

const day = 24 * 3_600_000;
const memory: { reported: Memory } = require(join(folder, 'monitor-memory.json'));
const backups: ReturnType<Simulator['backups']['list']> = require(
  join(folder, 'appliance-backups.json'),
);
const storedAt = Math.max(...Object.values(memory.reported.judged));
const lastId = '20261125-205511-23319993';

/** Moves all times, in epoch milliseconds or ISO 8601, by so many milliseconds; ids stay. */
function moved<Value>(value: Value, by: number): Value {
  const text = JSON.stringify(value, (_key, one: unknown) => {
    if (typeof one === 'number' && one > 1e12) return one + by;
    const isTime = typeof one === 'string' && /^\d{4}-\d\d-\d\dT/.test(one);
    return isTime ? new Date(Date.parse(one) + by).toISOString() : one;
  });
  return JSON.parse(text);
}

describe('A monitor that finds the memory stored by version 0.1.0', () => {
  let simulator: Simulator;
  let flow: SavedFlow | undefined;
  /** Milliseconds from the time of the fixture to that of the test. */
  let by: number;

  function reconciliation(status: string, start_time: string): void {
    const description = { id: 'reconciliation', default_message: 'Reconciliation', args: [] };
    const body = { description, service: 'recovery', operation: 'reconcile', cancelable: false };
    simulator.answerWith('reconciliation.job.get', {
      status: 200,
      body: { ...body, status, start_time, messages: [] },
    });
  }

  /**
   * The appliance as it was when the memory was stored; its schedule starts nothing by itself.
   *
   * @param age how long ago (ms) that was.
   */
  async function applianceOfThen(age = 0): Promise<void> {
    by = Date.now() - storedAt - age;
    simulator = await startSimulator({ scenario: 'none', history: 0 });
    simulator.schedules.suspend();
    simulator.schedules.set('default', { recurrence_info: { hour: 11, minute: 0 } });
    for (const { id, state, type, startTime, endTime } of moved(backups, by)) {
      const end = endTime === undefined ? {} : { endTime: new Date(endTime) };
      simulator.backups.add({ id, state, type, startTime: new Date(startTime), ...end });
    }
    reconciliation('SUCCEEDED', moved(memory.reported.reconciliation.start, by));
  }

  const deployed = () => deploy(simulator, { monitors: true, memory: moved(memory, by) });
  const polls = (count: number) => simulator.whenRequest('backup.job.list', count);

  afterEach(async () => {
    await flow?.close();
    flow = undefined;
    await simulator.stop();
  });

  it('reports nothing where nothing has changed', async () => {
    await applianceOfThen();
    flow = await deployed();
    await polls(3);
    assert.deepEqual([flow.received, flow.warnings()], [[], []]);
  });

  it('reports once what has changed since, and stores that', async () => {
    await applianceOfThen();
    simulator.backups.end(lastId);
    const id = simulator.backups.add({ state: 'FAILED', endTime: new Date() });
    const start = new Date().toISOString();
    reconciliation('RUNNING', start);
    const news = ['failed: backup failed', 'running: reconciliation running'];
    news.push('succeeded: backup succeeded');
    flow = await deployed();
    for (const words of news) await flow.waitFor(words);
    await polls(3);
    assert.deepEqual([...flow.received].sort(), news);
    const stored = (await flow.stored()) as typeof memory;
    const { appliance, backups: states, reconciliation: last } = stored.reported;
    const expected = { ...memory.reported.backups, [lastId]: 'succeeded', [id]: 'failed' };
    assert.deepEqual(states, expected);
    assert.deepEqual(
      { appliance, last },
      { appliance: '127.0.0.1', last: { start, state: 'running' } },
    );
  });

  it('reports the backups that were missed since', async () => {
    await applianceOfThen(2 * day);
    flow = await deployed();
    await flow.waitFor('attention: backup missed');
    await polls(3);
    assert.deepEqual([...new Set(flow.received)], ['attention: backup missed']);
  });

  it('would report an overdue backup without that memory', async () => {
    await applianceOfThen();
    flow = await deploy(simulator, { monitors: true });
    await flow.waitFor('attention: backup overdue');
  });
});
