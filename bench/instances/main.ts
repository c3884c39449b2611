/**
 * Two Node-RED instances that share the work for 200 appliances through a real broker, as example 13
 * has it: whether every question is answered once, and what is left of a round when one is killed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { hasMosquitto, startMosquitto } from '../../scripts/mosquitto';
import { type NodeRed, startNodeRed } from '../../scripts/node-red-process';
import { makeCertificate } from '../certificate';
import { endChildren, startChild } from '../child-process';
import { emptyFlow } from '../flows';
import type { FleetCalls } from '../processes/fleet';
import { runVersions } from '../run-versions';
import { medianOf } from '../statistics';
import { exitCodes } from '../verdict';
import { makeFolder, makeWorkspace, removeFolder } from '../workspace';
import { sharedFlow } from './flow';
import { observeAnswers } from './observer';
import { faultsIn, type Round, rowOf, tableHead } from './round';

const appliances = 200;
const rounds = 5;
/** Milliseconds that each appliance takes longer to answer than the one before: up to a second. */
const slower = 5;
/** Milliseconds: longer than it takes until an open question is asked again. */
const patience = 180_000;
/** Milliseconds in which an answer too many would have come. */
const afterwards = 2_000;

function log(text: string): void {
  console.error(text);
}

/** Publishes a round as cron would, by a program of Mosquitto's. */
async function publishRound(port: number): Promise<void> {
  const address = ['-h', '127.0.0.1', '-p', String(port)];
  const parameters = [...address, '-q', '1', '-t', 'vcenter/round', '-m', 'now'];
  const client = spawn('mosquitto_pub', parameters, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code]: unknown[] = await once(client, 'exit');
  if (code !== 0) throw new Error(`mosquitto_pub ended with ${code}`);
}

async function run(folder: string, signal: AbortSignal): Promise<number> {
  log('Packing and installing the package …');
  const workspace = await makeWorkspace(folder);
  const { key, certificate } = await makeCertificate();
  const ca = await workspace.writeCa(certificate);
  const fleet = startChild<FleetCalls>(workspace.processFile('fleet'), signal);
  const backups = 10;
  const options = { key, certificate, appliances, backups, slower };
  const { ports } = await fleet.call('start', options);

  let version = 'unknown';
  const subscriptions = new Map<string, number>();
  const broker = await startMosquitto((line) => {
    version = /mosquitto version (\S+) running/.exec(line)?.[1] ?? version;
    const [, topic] = /^\d+: \S+ \d (\S+)$/.exec(line) ?? [];
    if (topic) subscriptions.set(topic, (subscriptions.get(topic) ?? 0) + 1);
  });
  const observer = await observeAnswers(broker.port);
  const running = new Set<NodeRed>();
  const { nodes, now } = await sharedFlow(ports, ca, broker.port);

  /** Starts an instance, and waits until it is subscribed to everything. */
  async function startInstance(name: string): Promise<NodeRed> {
    const userDirectory = await workspace.makeUserDir(emptyFlow, true);
    const environment = { HOSTNAME: name };
    const nodeRed = await startNodeRed({ userDirectory, environment });
    running.add(nodeRed);
    const before = new Map(subscriptions);
    await nodeRed.deploy(nodes);
    const topics = ['$share/node-red/vcenter/ask', '$share/node-red/vcenter/round'];
    while (!topics.every((topic) => (subscriptions.get(topic) ?? 0) > (before.get(topic) ?? 0))) {
      await wait(50, undefined, { signal });
    }
    return nodeRed;
  }
  async function kill(nodeRed: NodeRed): Promise<void> {
    running.delete(nodeRed);
    await nodeRed.kill();
  }

  /**
   * Hands out a round, and waits until every appliance has been answered for.
   * @param meanwhile called once a quarter has been answered
   */
  async function round(
    title: string,
    handOut: () => Promise<void>,
    meanwhile?: () => Promise<void>,
  ): Promise<Round> {
    const begun = observer.now();
    const first = observer.answers.length;
    const answered = () => observer.answers.slice(first);
    const different = () => new Set(answered().map(({ appliance }) => appliance)).size;
    let open: number | undefined;
    await handOut();
    if (meanwhile) {
      await observer.until(() => different() >= appliances / 4, patience);
      open = appliances - different();
      await meanwhile();
    }
    await observer.until(() => different() >= appliances, patience);
    await wait(afterwards, undefined, { signal });
    const answers = answered().map((answer) => ({ ...answer, time: answer.time - begun }));
    return { title, appliances, answers, open };
  }

  try {
    log('Starting two instances …');
    const one = await startInstance('one');
    const two = await startInstance('two');
    const press = (nodeRed: NodeRed) => () => nodeRed.inject(now);
    const results: Round[] = [];
    for (let count = 1; count <= rounds; count += 1) {
      results.push(await round(`two instances, round ${count}`, press(one)));
    }
    log('Killing the instance that does not hand out …');
    results.push(await round('the other one is killed', press(one), () => kill(two)));
    for (let count = 1; count <= 2; count += 1) {
      results.push(await round(`after that, round ${count}`, press(one)));
    }
    log('Killing the instance that hands out …');
    const three = await startInstance('three');
    const cron = () => publishRound(broker.port);
    await kill(one);
    for (let count = 1; count <= 2; count += 1) {
      results.push(await round(`mosquitto_pub hands out, round ${count}`, cron));
    }
    if (!running.has(three)) throw new Error('the third instance is gone');
    const lasts = results.slice(0, rounds).map(({ answers }) => answers.at(-1)?.time ?? Infinity);
    const seconds = (medianOf(lasts).value / 1_000).toFixed(1);
    const versions = { ...(await runVersions(workspace.axiosVersion)), Mosquitto: version };
    console.log(
      [
        ...tableHead,
        ...results.map(rowOf),
        '',
        `- ${appliances} appliances, which take up to ${(appliances * slower) / 1_000} s for each answer; a round of two instances took ${seconds} s.`,
        `- ${Object.entries(versions)
          .map(([name, text]) => `${name} ${text}`)
          .join(', ')}.`,
      ].join('\n'),
    );
    const complete = results.every(({ answers }) => {
      const counts = new Set(answers.map(({ appliance }) => appliance));
      return (
        counts.size === appliances &&
        answers.length === appliances &&
        faultsIn(answers).length === 0
      );
    });
    return complete ? exitCodes.kept : exitCodes.broken;
  } finally {
    observer.end();
    await Promise.all([...running].map((nodeRed) => nodeRed.stop()));
    await broker.stop();
  }
}

async function main(): Promise<number> {
  if (!hasMosquitto) {
    log('mosquitto and mosquitto_pub are not installed (mosquitto, mosquitto-clients).');
    return exitCodes.notMeasured;
  }
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interruption.abort());
  const folder = await makeFolder();
  try {
    return await run(folder, interruption.signal);
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
    return exitCodes.notMeasured;
  } finally {
    await endChildren();
    await removeFolder(folder);
  }
}

void main().then((code) => {
  process.exitCode = code;
});
