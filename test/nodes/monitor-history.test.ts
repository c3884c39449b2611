/** Monitors at an appliance that has made thousands of backups. */
import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import helper from 'node-red-node-test-helper';
import { type Simulator, startSimulator } from '../../simulator';
import { dateText } from '../../src/messages/time-text';
import { createTestStore } from './context-stores';
import { deployMonitor, type MonitorFlow, type MonitorOptions } from './monitor-flow';
import { type MovedTime, moveTime } from './moved-time';
import { inTime } from './set-flows';

const details = 'backup.job.details.list';
const finished = 'http.client.response.finish';
const hour = 3_600_000;

describe('A monitor of an appliance with a long history', () => {
  let time: MovedTime;
  let simulator: Simulator;
  let flow: MonitorFlow | undefined;
  /** Bytes received from the appliance: headers and bodies. */
  let received: number;

  function count(message: unknown): void {
    const { response } = message as { response: IncomingMessage };
    if (response.socket.remotePort !== simulator.port) return;
    const body = Number(response.headers['content-length'] ?? 0);
    received += body + response.rawHeaders.join('....').length;
  }

  beforeEach(() => {
    received = 0;
    flow = undefined;
    time = moveTime();
    subscribe(finished, count);
  });
  afterEach(async function () {
    unsubscribe(finished, count);
    // Of a test that has failed, nobody knows what is under way.
    if (this.currentTest?.state !== 'passed') {
      time.abandon();
      await simulator.stop();
    }
    await inTime(time, () => flow?.close() ?? helper.unload());
    await simulator.stop();
    time.restore();
  });

  /** @param past how many backups the appliance has made. */
  async function watching(past: number, options: MonitorOptions = {}, opaqueIds = false) {
    const history = opaqueIds ? 0 : past;
    // The stand-in would parse its answers, in the process in which lists that are parsed are counted.
    const own = { scenario: 'none', validate: false } as const;
    simulator = await startSimulator({ ...own, history, ...time.standIn });
    for (let each = 0; opaqueIds && each < past; each += 1) {
      const startTime = new Date(simulator.clock.now().getTime() - (past - each) * hour);
      simulator.backups.add({ id: `backup ${(each * 7919) % past} of vc-a`, startTime });
    }
    flow = await deployMonitor(simulator, options, time.clock);
    await time.pass(1);
    return flow;
  }

  /** How many ids each of the last requests asked for. */
  const idsAskedFor = () =>
    simulator.requests
      .filter(({ operation }) => operation === details)
      .map(({ query }) => query.getAll('jobs').length);

  // With due times and overdue backups to judge, a monitor needs the most details.
  const monitor = { missedSchedule: true, overdueAfter: '25' };
  for (const [past, most] of [
    [2000, 5],
    [10_000, 20],
  ] as const) {
    it(`receives at most ${most} MB an hour with ${past} past backups`, async () => {
      const there = await watching(past, { monitor });
      await time.pass(3600);
      assert.deepEqual(there.news(), []);
      assert.ok(received > past * 20 * 60, 'it was measured');
      assert.ok(received <= most * 1e6, `${(received / 1e6).toFixed(2)} MB`);
    });
  }

  for (const opaqueIds of [false, true]) {
    const kind = opaqueIds ? 'ids without a time' : 'ids as real appliances give them';
    it(`reports what changes among 10,000 backups with ${kind}`, async () => {
      const there = await watching(10_000, {}, opaqueIds);
      const id = simulator.backups.add({
        state: 'INPROGRESS',
        ...(opaqueIds ? { id: 'new' } : {}),
      });
      await time.pass(60);
      assert.deepEqual(there.news(), ['running backup']);
      simulator.backups.end(id, 'FAILED');
      await time.pass(60);
      assert.deepEqual(there.news(), ['failed backup']);
      assert.ok(
        idsAskedFor().every((ids) => ids > 0 && ids <= 100),
        String(idsAskedFor()),
      );
      simulator.resetCounters();
      await time.pass(600);
      assert.deepEqual(idsAskedFor(), [], 'all have ended, and are known');
      assert.deepEqual(there.news(), []);
    });
  }

  it('reads the list of 10,000 backups once, and writes what it remembers once', async () => {
    const { parse } = JSON;
    const store = createTestStore();
    let listsRead = 0;
    JSON.parse = (text, ...more) => {
      if (text.length > 100_000) listsRead += 1;
      return parse(text, ...more);
    };
    try {
      await watching(10_000, {
        stores: { default: { module: 'memory' }, kept: { module: () => store.module() } },
        monitor: { ...monitor, contextStore: 'kept' },
      });
      await time.pass(60);
      const { writes } = store;
      await time.pass(600);
      assert.deepEqual([listsRead, store.writes], [1, writes]);
      const looks = simulator.requests.filter(({ operation }) => operation === 'backup.job.list');
      assert.ok(looks.length >= 11, 'it has looked');
    } finally {
      JSON.parse = parse;
    }
    const [held] = store.held.values();
    assert.ok(JSON.stringify(held).length < 3000, JSON.stringify(held));
  });

  it('asks for the details of the one that runs only', async () => {
    const there = await watching(2000);
    simulator.backups.add({ state: 'INPROGRESS' });
    await time.pass(60);
    simulator.resetCounters();
    await time.pass(300);
    assert.deepEqual([...new Set(idsAskedFor())], [1]);
    assert.deepEqual(there.news(), ['running backup']);
  });

  it('finds the latest that succeeded, however many have failed since', async () => {
    await watching(0, { without: ['monitor'] });
    const now = simulator.clock.now().getTime();
    const start = (hours: number) => new Date(now - hours * hour);
    const good = simulator.backups.add({ startTime: start(500 * 24) });
    for (let day = 499; day > 0; day -= 1) {
      simulator.backups.add({ startTime: start(day * 24), state: 'FAILED' });
    }
    await inTime(
      time,
      () => flow?.redeploy({ monitor: { overdueAfter: '25' } }) ?? Promise.resolve(),
    );
    await time.pass(1);
    const change = await flow?.next();
    assert.equal(change?.message.job?.reason, 'overdue');
    const ended = simulator.backups.list().find(({ id }) => id === good)?.endTime;
    const last = `The last successful one ended at ${dateText(Number(ended))}.`;
    assert.ok(change?.message.job?.text.includes(last), change?.message.job?.text);
    assert.deepEqual(idsAskedFor(), [30, 100, 100, 100, 100, 70]);
  });

  it('reports all that ended while Node-RED was down, be it many', async () => {
    const store = createTestStore();
    const options: MonitorOptions = {
      stores: { default: { module: 'memory' }, kept: { module: () => store.module() } },
      monitor: { contextStore: 'kept' },
    };
    const there = await watching(2000, options);
    const id = simulator.backups.add({ state: 'INPROGRESS' });
    await time.pass(60);
    assert.deepEqual(there.news(), ['running backup']);
    await inTime(time, () => there.redeploy({ ...options, without: ['monitor'] }));
    simulator.backups.end(id, 'FAILED');
    const now = simulator.clock.now().getTime();
    for (let each = 1; each <= 50; each += 1) {
      simulator.backups.add({ startTime: new Date(now + each * 1000) });
    }
    await time.pass(3600);
    assert.deepEqual(there.news(), []);
    simulator.resetCounters();
    await inTime(time, () => there.redeploy(options));
    await time.pass(1);
    assert.deepEqual(there.news(), ['failed backup', ...Array(50).fill('succeeded backup')]);
    assert.deepEqual(idsAskedFor(), [51]);
  });

  it('a backup is lost once its id is not in the list, not where it has no details', async () => {
    const there = await watching(5);
    const id = simulator.backups.add({ state: 'INPROGRESS' });
    await time.pass(60);
    assert.deepEqual(there.news(), ['running backup']);
    simulator.answerWith(details, { status: 200, body: {} });
    await time.pass(300);
    assert.deepEqual(there.news(), []);
    simulator.answerWith(details, undefined);
    simulator.backups.remove(id);
    await time.pass(120);
    assert.deepEqual(there.news(), ['attention backup lost']);
  });

  it('through /rest, where maps are lists', async () => {
    const there = await watching(150, { appliance: { connection: 'rest' } });
    const id = simulator.backups.add({ state: 'INPROGRESS' });
    await time.pass(60);
    simulator.backups.end(id);
    await time.pass(60);
    assert.deepEqual(there.news(), ['running backup', 'succeeded backup']);
  });
});
