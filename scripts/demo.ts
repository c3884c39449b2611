/**
 * `npm run demo`: a stand-in appliance and a real Node-RED with the second example flow, which asks
 * until the reconciliation has ended. All that is printed of it comes out of Node-RED.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Simulator, scenarios, startSimulator } from '../simulator';
import type { DebugMessage } from './node-red-comms';
import { type FlowNode, startNodeRed } from './node-red-process';
import { makeUserDirectory } from './user-directory';

const example = join(__dirname, '..', 'examples', '02 - Poll until it ends.json');

/** Seconds between two looks: the stand-in's reconciliation takes 20. */
const interval = 2;

/** Where a message came out, by the debug node that shows it, and the exit code if it is an end. */
const places: Readonly<Record<string, { words: string; exitCode?: number }>> = {
  running: { words: 'output 1, running' },
  succeeded: { words: 'output 2, succeeded', exitCode: 0 },
  failed: { words: 'output 3, failed', exitCode: 3 },
  'not found': { words: 'output 4, not found', exitCode: 4 },
  'out of reach': { words: 'Catch, to be tried again' },
  'gave up': { words: 'Catch, given up', exitCode: 5 },
};

/** Exit codes for what is no end of a job: something broke; the command line was wrong. */
const broken = 1;
const misused = 64;

const usage = `npm run demo [-- [--once] [--scenario <name>]]

  --once       end when the job has ended: with 0 succeeded, 3 failed, 4 not found, 5 a fault
  --scenario   what the stand-in appliance plays:

${scenarios.map(({ name, description }) => `    ${name.padEnd(22)}${description}`).join('\n')}
`;

interface Wishes {
  once: boolean;
  help: boolean;
  scenario: string;
}

/** @throws Error in words for the one who typed it. */
function readArguments(parameters: string[]): Wishes {
  const { values } = parseArgs({
    args: parameters,
    options: {
      once: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      scenario: { type: 'string', default: 'running-to-succeeded' },
    },
  });
  const names = scenarios.flatMap(({ name, alias }) =>
    alias === undefined ? name : [name, alias],
  );
  if (names.includes(values.scenario)) return values;
  throw new Error(`There is no scenario "${values.scenario}". There are: ${names.join(', ')}.`);
}

/** What a user would set in the example, and what makes it run by itself and sooner. */
function settingsOf(node: FlowNode, simulator: Simulator): Record<string, unknown> {
  switch (node.type) {
    case 'vcenter-appliance':
      return {
        name: 'vc-demo',
        host: simulator.host,
        port: String(simulator.port),
        fingerprint: simulator.fingerprint,
        credentials: { username: simulator.username, password: simulator.password },
      };
    case 'inject':
      return node.name === 'Start' ? { once: true } : {};
    case 'trigger':
      return { name: `in ${interval} s`, duration: String(interval) };
    default:
      return {};
  }
}

function print({ name, text }: DebugMessage): void {
  const time = new Date().toTimeString().slice(0, 8);
  console.log(`${time}  ${(places[name]?.words ?? name).padEnd(24)}  ${text}`);
}

/** Milliseconds between two looks whether the parent is still there. */
const parentCheck = 500;

/** Settles when somebody wants this to end. The signals do nothing else from now on. */
function interruption(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    // A SIGTERM to npm ends npm and its shell, which does not pass it on.
    setInterval(() => process.ppid === parent || resolve(), parentCheck).unref();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve());
    }
  });
}

/** What has been started, to be ended in reverse order, also while some of it still starts. */
function createStage() {
  const ends: (() => Promise<void>)[] = [];
  let over = false;
  return {
    /** @throws Error once the end has begun. */
    start: <T>(starting: () => Promise<T>, end: (started: T) => Promise<void>): Promise<T> => {
      if (over) throw new Error('Nothing is started any more.');
      const started = starting();
      // What did not start needs no end; that it did not is told to the one who started it.
      ends.unshift(() => started.then(end, () => undefined));
      return started;
    },
    end: async (): Promise<void> => {
      over = true;
      for (const end of ends) await end();
    },
  };
}

type Stage = ReturnType<typeof createStage>;

/** @returns the exit code, when the job has ended; where people look around, never. */
async function play({ once, scenario }: Wishes, stage: Stage): Promise<number> {
  const simulator = await stage.start(
    () => startSimulator({ scenario }),
    (started) => started.stop(),
  );
  const userDirectory = await stage.start(makeUserDirectory, (made) => made.remove());
  let jobEnded = (_exitCode: number) => {};
  const end = new Promise<number>((resolve) => {
    jobEnded = resolve;
  });
  const onDebug = (message: DebugMessage): void => {
    print(message);
    const { exitCode } = places[message.name] ?? {};
    if (exitCode !== undefined) jobEnded(exitCode);
  };
  const nodeRed = await stage.start(
    () => startNodeRed({ userDirectory: userDirectory.path, onDebug }),
    (started) => started.stop(),
  );
  console.log(`The stand-in appliance listens at ${simulator.url}, scenario ${scenario}.`);
  console.log(`Node-RED's editor is at ${nodeRed.url}`);
  console.log(`\nThe flow asks every ${interval} seconds. What leaves it:\n`);
  const flow: FlowNode[] = JSON.parse(readFileSync(example, 'utf8'));
  await nodeRed.deploy(flow.map((node) => ({ ...node, ...settingsOf(node, simulator) })));

  const gone = nodeRed.ended.then((): never => {
    throw new Error(`Node-RED has ended by itself.\n${nodeRed.output()}`);
  });
  const exitCode = await Promise.race([end, gone]);
  if (once) return exitCode;
  console.log('\nNothing asks any more. Look around in the editor; Ctrl-C ends everything.');
  return gone;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<number> {
  let wishes: Wishes;
  try {
    wishes = readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${wordsOf(error)}\nnpm run demo -- --help lists what can be asked for.`);
    return misused;
  }
  if (wishes.help) {
    console.log(usage);
    return 0;
  }
  const stage = createStage();
  try {
    return await Promise.race([interruption().then(() => 0), play(wishes, stage)]);
  } catch (error) {
    console.error(wordsOf(error));
    return broken;
  } finally {
    await stage.end();
  }
}

main().then((exitCode) => {
  process.exitCode = exitCode;
});
