/**
 * What a monitor tells where Node-RED is killed. Each time a backup runs, Node-RED is killed, the
 * backup ends, and Node-RED is started anew: the next kill is that of this one.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type NodeRed, startNodeRed } from '../../scripts/node-red-process';
import { makeUserDirectory, type UserDirectory } from '../../scripts/user-directory';
import { type Simulator, startSimulator } from '../../simulator';
import { createInbox } from '../examples/inbox';

/** What came out of the flow. */
interface Told {
  output: string;
  id: string;
}

/**
 * How often Node-RED is killed at each moment, and at a random one: `npm run test:kill` does so ten
 * times, or as often as MONITOR_KILLS says.
 */
const times = Number(process.env.MONITOR_KILLS ?? 1);

/** Milliseconds in which a backup ends and Node-RED is killed: three polls. */
const span = 3000;

const outputs = ['running', 'succeeded', 'failed', 'attention'];

function flowOf({ host, port, fingerprint, username, password }: Simulator) {
  const placed = { z: 'tab', x: 100, y: 100 };
  return [
    { id: 'tab', type: 'tab', label: 'Recovery' },
    {
      id: 'appliance',
      type: 'vcenter-appliance',
      name: 'vc-a',
      host,
      port: String(port),
      connection: 'api',
      auth: 'session',
      fingerprint,
      proxyMode: 'none',
      credentials: { username, password },
    },
    {
      ...placed,
      id: 'monitor',
      type: 'vcenter-recovery-monitor',
      appliance: 'appliance',
      reconciliation: false,
      restore: false,
      backup: true,
      missedSchedule: false,
      overdueAfter: '0',
      interval: '1',
      contextStore: 'atOnce',
      wires: outputs.map((output) => [output]),
    },
    // By the log, because that is with the test a moment after it was with the flow.
    ...outputs.map((output) => ({
      ...placed,
      id: output,
      type: 'function',
      func: `
        if ('${output}' === env.get('DEADLY_OUTPUT')) global.get('die')();
        node.warn('told ${output} ' + msg.job.id);`,
      outputs: 0,
      wires: [],
    })),
  ];
}

describe('A recovery monitor whose Node-RED is killed', function () {
  this.timeout(30_000);
  // Each goes on with the Node-RED of the one before.
  this.bail(true);
  let simulator: Simulator;
  let directory: UserDirectory;
  let nodeRed: NodeRed;
  const inbox = createInbox<Told>();
  /** All that was ever told, in order. */
  const told: Told[] = [];

  /** @param environment with the output, if any, whose first message ends Node-RED. */
  async function start(environment: { DEADLY_OUTPUT?: string } = {}): Promise<void> {
    nodeRed = await startNodeRed({
      userDirectory: directory.path,
      environment,
      settings: join(__dirname, 'monitor-kill-settings.cjs'),
      onLog({ text }) {
        const [, output, id] = /^told (\S+) (\S+)$/.exec(text) ?? [];
        if (output === undefined || id === undefined) return;
        told.push({ output, id });
        inbox.put({ output, id });
      },
    });
  }

  /** The state that is in the store for a backup. */
  async function stored(id: string): Promise<string | undefined> {
    const file = join(directory.path, 'context', 'tab', 'monitor.json');
    const { reported } = JSON.parse(await readFile(file, 'utf8')) as {
      reported: { backups: Record<string, string> };
    };
    return reported.backups[id];
  }

  /** Resolves once a look has been taken, and all that follows from the one before is done. */
  async function looks(count: number): Promise<void> {
    const before = simulator.counters().byOperation['backup.job.list'] ?? 0;
    await simulator.whenRequest('backup.job.list', before + count);
  }

  const saw = (output: string, id: string) =>
    inbox.next((seen) => seen.output === output && seen.id === id);

  const count = (output: string, id: string) =>
    told.filter((seen) => seen.output === output && seen.id === id).length;

  before(async () => {
    simulator = await startSimulator({ scenario: 'none' });
    directory = await makeUserDirectory();
    await start();
    const begun = looks(2);
    await nodeRed.deploy(flowOf(simulator));
    await begun;
  });
  after(async () => {
    await nodeRed.stop();
    await directory.remove();
    await simulator.stop();
  });

  /** A backup that ends while Node-RED is down. */
  async function endMeanwhile(id: string): Promise<void> {
    simulator.backups.end(id);
    await start();
    await saw('succeeded', id);
  }

  it('between sending and storing: it is told once more', async () => {
    await nodeRed.stop();
    await start({ DEADLY_OUTPUT: 'succeeded' });
    const id = simulator.backups.add({ state: 'INPROGRESS' });
    await saw('running', id);
    simulator.backups.end(id);
    await nodeRed.ended;
    assert.deepEqual([await stored(id), count('succeeded', id)], ['running', 0]);
    await start();
    await saw('succeeded', id);
  });

  for (let time = 1; time <= times; time += 1) {
    it(`while a backup runs: its end is told once (${time})`, async () => {
      const id = simulator.backups.add({ state: 'INPROGRESS' });
      await saw('running', id);
      await looks(1);
      assert.equal(await stored(id), 'running');
      await nodeRed.kill();
      await endMeanwhile(id);
      await looks(2);
      assert.deepEqual([count('running', id), count('succeeded', id)], [1, 1]);
    });

    it(`right after "running" was sent: the end is told once (${time})`, async () => {
      const id = simulator.backups.add({ state: 'INPROGRESS' });
      await saw('running', id);
      await nodeRed.kill();
      await endMeanwhile(id);
      await looks(2);
      assert.deepEqual([count('running', id), count('succeeded', id)], [1, 1]);
    });

    it(`right after "succeeded" was sent: that is told once more only if it was not stored (${time})`, async () => {
      const id = simulator.backups.add({ state: 'INPROGRESS' });
      await saw('running', id);
      simulator.backups.end(id);
      await saw('succeeded', id);
      await nodeRed.kill();
      const wasStored = (await stored(id)) === 'succeeded';
      await start();
      await looks(2);
      assert.equal(count('succeeded', id), wasStored ? 1 : 2);
    });

    it(`right after "succeeded" was stored: that is told once (${time})`, async () => {
      const id = simulator.backups.add({ state: 'INPROGRESS' });
      await saw('running', id);
      simulator.backups.end(id);
      await saw('succeeded', id);
      while ((await stored(id)) !== 'succeeded');
      await nodeRed.kill();
      await start();
      await looks(2);
      assert.equal(count('succeeded', id), 1);
    });

    it(`at a random moment: nothing is lost, and nothing told twice that was stored (${time})`, async () => {
      const [kill, end] = [Math.random() * span, Math.random() * span];
      const id = simulator.backups.add({ state: 'INPROGRESS' });
      const isEnded = delay(end).then(() => simulator.backups.end(id));
      await delay(kill);
      await nodeRed.kill();
      await isEnded;
      const [toldBefore, storedBefore] = [count('succeeded', id), await stored(id)];
      await start();
      if (storedBefore !== 'succeeded') await saw('succeeded', id);
      await looks(2);
      const isToldAgain = toldBefore === 1 && storedBefore !== 'succeeded';
      const when = `killed after ${Math.round(kill)} ms, ended after ${Math.round(end)} ms`;
      assert.equal(count('succeeded', id), isToldAgain ? 2 : 1, when);
      assert.ok(count('running', id) <= 1, when);
    });
  }
});
