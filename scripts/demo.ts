/**
 * `npm run demo`: a stand-in appliance and a real Node-RED with the example flow that polls until
 * the reconciliation has ended. The messages that are printed are those of the flow's debug nodes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Simulator, scenarios, startSimulator } from '../simulator';
import type { DebugMessage } from './node-red-comms';
import { type FlowNode, startNodeRed } from './node-red-process';
import { makeUserDirectory } from './user-directory';

const example = join(__dirname, '..', 'examples', '14 - Poll until it ends.json');

/** Seconds between two polls: the stand-in's reconciliation takes 20. */
const interval = 2;

/** What leads to a debug node, by the name of the node, and the exit code if the job has ended. */
const outputs: Readonly<Record<string, { words: string; exitCode?: number }>> = {
  running: { words: 'output 1, running' },
  succeeded: { words: 'output 2, succeeded', exitCode: 0 },
  failed: { words: 'output 3, failed', exitCode: 3 },
  'not found': { words: 'output 4, not found', exitCode: 4 },
  unreachable: { words: 'Catch, to be tried again' },
  'gave up': { words: 'Catch, given up', exitCode: 5 },
};

/** Exit codes that are not the end of a job: something failed; the command line was wrong. */
const failed = 1;
const usageError = 64;

const usage = `npm run demo [-- [--once] [--scenario <name>]]

  --once       end when the job has ended: with 0 succeeded, 3 failed, 4 not found, 5 a fault
  --scenario   what the stand-in appliance does:

${scenarios.map(({ name, description }) => `    ${name.padEnd(22)}${description}`).join('\n')}
`;

interface Options {
  once: boolean;
  help: boolean;
  scenario: string;
}

/** @throws Error with a message for the user. */
function readArguments(parameters: string[]): Options {
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

/** The example says in its names and comments how often it polls. */
function withInterval(text: unknown): string {
  return String(text).replaceAll(/\b30 (?=s\b|seconds\b)/g, `${interval} `);
}

/** What a user would set in the example, and what starts it by itself and makes it poll faster. */
function settingsOf(node: FlowNode, simulator: Simulator): Record<string, unknown> {
  switch (node.type) {
    case 'comment':
      return { name: withInterval(node.name), info: withInterval(node.info) };
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
      return { name: withInterval(node.name), duration: String(interval) };
    default:
      return {};
  }
}

/** The button that runs the scenario again. */
const again = 'Run again';

/** The nodes of that button: it restarts the scenario of the stand-in, then the flow polls again. */
function nodesToRunAgain(pollAgain: FlowNode, controlUrl: string, scenario: string): FlowNode[] {
  const place = (x: number, y: number) => ({ z: pollAgain.z, x, y });
  const request = { method: 'POST', ret: 'txt', url: `${controlUrl}/scenario` };
  const payload = { p: 'payload', v: scenario, vt: 'str' };
  const title = 'Restart the scenario of the simulated appliance';
  const info = `The button restarts the scenario "${scenario}". Then the flow polls again.`;
  return [
    { id: 'again', type: 'comment', name: title, info, ...place(220, 560) },
    {
      ...{ id: 'again-button', type: 'inject', name: again, ...place(100, 620) },
      ...{ props: [payload], repeat: '', crontab: '', wires: [['again-request']] },
    },
    {
      ...{ id: 'again-request', type: 'http request', name: 'restart the scenario' },
      ...{ ...request, ...place(310, 620), wires: [['again-poll']] },
    },
    {
      ...{ id: 'again-poll', type: 'link out', name: 'poll again', mode: 'link' },
      ...{ links: [pollAgain.id], ...place(455, 620), wires: [] },
    },
  ];
}

/** The example as the demo runs it: set up, and with a button to run the scenario again. */
function demoFlow(example: readonly FlowNode[], simulator: Simulator, scenario: string) {
  const isDone = ({ name }: FlowNode) => name?.startsWith('Set up first') === true;
  const flow = example
    .filter((node) => !isDone(node))
    .map((node) => ({ ...node, ...settingsOf(node, simulator) }));
  const pollAgain = flow.find(({ type }) => type === 'link in');
  if (pollAgain === undefined) throw new Error('The example cannot poll again.');
  // A link is saved at both of its ends.
  pollAgain.links = [pollAgain.links, 'again-poll'].flat();
  return [...flow, ...nodesToRunAgain(pollAgain, simulator.controlUrl, scenario)];
}

function print({ name, text }: DebugMessage): void {
  const time = new Date().toTimeString().slice(0, 8);
  console.log(`${time}  ${(outputs[name]?.words ?? name).padEnd(24)}  ${text}`);
}

/** Milliseconds between two checks that the parent process still exists. */
const parentCheck = 500;

/** Settles when the demo is to end. From then on the signals have no other effect. */
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

/** What the demo starts, to be stopped in reverse order, even if some of it is still starting. */
function createServices() {
  const stops: (() => Promise<void>)[] = [];
  let stopping = false;
  return {
    /** @throws Error once they are being stopped. */
    start: <T>(start: () => Promise<T>, stop: (started: T) => Promise<void>): Promise<T> => {
      if (stopping) throw new Error('The demo is ending.');
      const started = start();
      // What did not start need not be stopped; whoever started it gets the error.
      stops.unshift(() => started.then(stop, () => undefined));
      return started;
    },
    stopAll: async (): Promise<void> => {
      stopping = true;
      for (const stop of stops) await stop();
    },
  };
}

type Services = ReturnType<typeof createServices>;

/** @returns the exit code when the job has ended; without `once` it goes on until Node-RED ends. */
async function runDemo({ once, scenario }: Options, services: Services): Promise<number> {
  const simulator = await services.start(
    () => startSimulator({ scenario }),
    (started) => started.stop(),
  );
  const userDirectory = await services.start(makeUserDirectory, (made) => made.remove());
  let jobEnded = (_exitCode: number) => {};
  const end = new Promise<number>((resolve) => {
    jobEnded = resolve;
  });
  const onDebug = (message: DebugMessage): void => {
    print(message);
    const { exitCode } = outputs[message.name] ?? {};
    if (exitCode !== undefined) jobEnded(exitCode);
  };
  const nodeRed = await services.start(
    () => startNodeRed({ userDirectory: userDirectory.path, onDebug }),
    (started) => started.stop(),
  );
  console.log(`The stand-in appliance listens at ${simulator.url}, scenario ${scenario}.`);
  console.log(`Node-RED's editor is at ${nodeRed.url}`);
  console.log(`\nThe flow polls every ${interval} seconds. Its messages:\n`);
  const flow: FlowNode[] = JSON.parse(readFileSync(example, 'utf8'));
  await nodeRed.deploy(demoFlow(flow, simulator, scenario));

  const unexpectedEnd = nodeRed.ended.then((): never => {
    throw new Error(`Node-RED ended unexpectedly.\n${nodeRed.output()}`);
  });
  const exitCode = await Promise.race([end, unexpectedEnd]);
  if (once) return exitCode;
  console.log(
    `\nThe job has ended. To run it again, click the button of "${again}" in the editor; Ctrl-C ends everything.\n`,
  );
  return unexpectedEnd;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<number> {
  let options: Options;
  try {
    options = readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${messageOf(error)}\nnpm run demo -- --help lists the options.`);
    return usageError;
  }
  if (options.help) {
    console.log(usage);
    return 0;
  }
  const services = createServices();
  try {
    return await Promise.race([interruption().then(() => 0), runDemo(options, services)]);
  } catch (error) {
    console.error(messageOf(error));
    return failed;
  } finally {
    await services.stopAll();
  }
}

main().then((exitCode) => {
  process.exitCode = exitCode;
});
