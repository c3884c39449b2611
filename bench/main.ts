import { resolve } from 'node:path';
import { endChildren } from './child-process';
import { type Options, readCommandLine, usage } from './command-line';
import { countConnections, countSpacedConnections } from './experiments/connections';
import { measureHeap } from './experiments/heap';
import { measureLoad } from './experiments/load';
import { profileLoad } from './experiments/profile';
import { measureStart } from './experiments/start';
import type { ExperimentName, Figure } from './figures';
import { processorName } from './processor';
import type { Outcome, Readings } from './readings';
import { overallVerdict, type Report, toJson, toMarkdown } from './report';
import { makeTestBed, type TestBed } from './test-bed';
import { exitCodes } from './verdict';
import { makeFolder, makeWorkspace, removeFolder, versionIn, type Workspace } from './workspace';

interface Experiment {
  readonly title: string;
  measure(bed: TestBed): Promise<Outcome>;
}

/** In the order that they are done in. */
const experiments: Readonly<Record<ExperimentName, Experiment>> = {
  connections: { title: 'Connections', measure: countConnections },
  spaced: { title: 'Connections of messages 6 s apart', measure: countSpacedConnections },
  heap: { title: 'Heap of deployed nodes', measure: measureHeap },
  start: { title: 'Start of Node-RED', measure: measureStart },
  'load-8': { title: 'Messages, 8 at once', measure: (bed) => measureLoad(bed, 8) },
  'load-64': { title: 'Messages, 64 at once', measure: (bed) => measureLoad(bed, 64) },
};

/** Progress goes to the standard error, so that the table is all there is on the other. */
function tell(text: string): void {
  console.error(text);
}

async function measure(
  figures: readonly Figure[],
  workspace: Workspace,
  bed: TestBed,
): Promise<Report> {
  let readings: Readings = {};
  const notes: string[] = [];
  for (const [name, { title, measure }] of Object.entries(experiments)) {
    if (!figures.some(({ experiment }) => experiment === name)) continue;
    tell(`${title} …`);
    const outcome = await measure(bed);
    readings = { ...readings, ...outcome.readings };
    notes.push(...(outcome.notes ?? []));
  }
  return { figures, readings, notes, versions: await versionsOf(workspace) };
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

/** Does what was asked for, and returns the code to end with. */
async function perform(options: Options, folder: string, signal: AbortSignal): Promise<number> {
  tell('Packing and installing the package …');
  const workspace = await makeWorkspace(folder, signal);
  const bed = await makeTestBed(workspace, signal);
  if (options.profile !== undefined) {
    await profileLoad(bed, resolve(options.profile));
    tell(`The profile is in ${options.profile}.`);
    return exitCodes.kept;
  }
  const report = await measure(options.figures, workspace, bed);
  console.log(options.json ? toJson(report) : toMarkdown(report));
  return exitCodes[overallVerdict(report)];
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
    return await perform(options, folder, interruption.signal);
  } catch (error) {
    tell(interruption.signal.aborted ? 'Stopped.' : `Not measured: ${textOf(error)}`);
    return exitCodes.notMeasured;
  } finally {
    await endChildren();
    await removeFolder(folder);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<number> {
  try {
    const options = readCommandLine(process.argv.slice(2));
    if (!options.help) return await run(options);
    console.log(usage);
    return 0;
  } catch (error) {
    tell(`${textOf(error)}\n\n${usage}`);
    return exitCodes.notMeasured;
  }
}

void main().then((code) => {
  process.exitCode = code;
});
