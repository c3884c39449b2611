import { resolve } from 'node:path';
import { endChildren } from './child-process';
import { type Options, readCommandLine, usage } from './command-line';
import { countConnections, countSpacedConnections } from './experiments/connections';
import { measureHeap } from './experiments/heap';
import { measureLoad } from './experiments/load';
import { measureStart } from './experiments/start';
import type { ExperimentName } from './figures';
import { processorName } from './processor';
import type { Outcome } from './readings';
import { overallVerdict, type Report, toJson, toMarkdown } from './report';
import { makeTestBed, type TestBed } from './test-bed';
import { exitCodes } from './verdict';
import { makeFolder, makeWorkspace, removeFolder, versionIn, type Workspace } from './workspace';

interface Experiment {
  readonly title: string;
  measure(bed: TestBed, options: Options): Promise<Outcome>;
}

/** In the order that they are done in. */
const experiments: Readonly<Record<ExperimentName, Experiment>> = {
  connections: { title: 'Connections', measure: countConnections },
  spaced: { title: 'Connections of messages 6 s apart', measure: countSpacedConnections },
  heap: { title: 'Heap of deployed nodes', measure: measureHeap },
  start: { title: 'Start of Node-RED', measure: measureStart },
  'load-8': {
    title: 'Messages, 8 at once',
    measure: (bed, { profile }) => measureLoad(bed, 8, profile),
  },
  'load-64': {
    title: 'Messages, 64 at once',
    measure: (bed, { profile }) => measureLoad(bed, 64, profile),
  },
};

/** Progress goes to the standard error, so that the table is all there is on the other. */
function tell(text: string): void {
  console.error(text);
}

async function measure(options: Options, folder: string, signal: AbortSignal): Promise<Report> {
  tell('Packing and installing the package …');
  const workspace = await makeWorkspace(folder, signal);
  const bed = await makeTestBed(workspace, signal);
  const report = { readings: {}, notes: [] as string[] };
  for (const [name, { title, measure }] of Object.entries(experiments)) {
    if (!options.figures.some(({ experiment }) => experiment === name)) continue;
    tell(`${title} …`);
    const { readings, notes = [] } = await measure(bed, options);
    report.readings = { ...report.readings, ...readings };
    report.notes.push(...notes);
  }
  return { figures: options.figures, versions: await versionsOf(workspace), ...report };
}

async function versionsOf({ nodeRed, axiosVersion }: Workspace): Promise<Record<string, string>> {
  return {
    package: await versionIn(resolve(__dirname, '..')),
    axios: axiosVersion,
    'Node-RED': await versionIn(resolve(nodeRed, '..', '..')),
    'Node.js': process.version.slice(1),
    on: processorName(),
  };
}

async function run(options: Options): Promise<number> {
  const interruption = new AbortController();
  // Ctrl-C may come twice, from the terminal and from whatever relays it; neither may end the
  // process before it has tidied up.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => interruption.abort());
  }
  const folder = await makeFolder();
  try {
    const report = await measure(options, folder, interruption.signal);
    console.log(options.json ? toJson(report) : toMarkdown(report));
    return exitCodes[overallVerdict(report)];
  } catch (error) {
    if (interruption.signal.aborted) tell('Stopped.');
    else tell(`Not measured: ${error instanceof Error ? error.message : String(error)}`);
    return exitCodes.notMeasured;
  } finally {
    await endChildren();
    await removeFolder(folder);
  }
}

async function main(): Promise<number> {
  try {
    const options = readCommandLine(process.argv.slice(2));
    if (!options.help) return await run(options);
    console.log(usage);
    return 0;
  } catch (error) {
    tell(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return exitCodes.notMeasured;
  }
}

void main().then((code) => {
  process.exitCode = code;
});
