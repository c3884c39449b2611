import { endChildren } from './child-process';
import { readCommandLine, usage } from './command-line';
import { countConnections, countSpacedConnections } from './experiments/connections';
import { measureHeap } from './experiments/heap';
import { measureLoad } from './experiments/load';
import { measureStart } from './experiments/start';
import type { ExperimentName, Figure } from './figures';
import type { Outcome, Readings } from './readings';
import { overallVerdict, type Report, toMarkdown } from './report';
import { runVersions } from './run-versions';
import { makeTestBed, type TestBed } from './test-bed';
import { exitCodes } from './verdict';
import { makeFolder, makeWorkspace, removeFolder } from './workspace';

interface Experiment {
  readonly title: string;
  measure(bed: TestBed): Promise<Outcome>;
}

/** In the order in which they run. */
const experiments: Readonly<Record<ExperimentName, Experiment>> = {
  connections: { title: 'Connections', measure: countConnections },
  spaced: { title: 'Connections of messages 6 s apart', measure: countSpacedConnections },
  heap: { title: 'Heap of deployed nodes', measure: measureHeap },
  start: { title: 'Start of Node-RED', measure: measureStart },
  'load-8': { title: 'Messages, 8 at once', measure: (bed) => measureLoad(bed, 8) },
  'load-64': { title: 'Messages, 64 at once', measure: (bed) => measureLoad(bed, 64) },
};

/** Progress goes to standard error, so that standard output has the table and nothing else. */
function log(text: string): void {
  console.error(text);
}

async function measure(figures: readonly Figure[], bed: TestBed) {
  let readings: Readings = {};
  const notes: string[] = [];
  for (const [name, { title, measure }] of Object.entries(experiments)) {
    if (!figures.some(({ experiment }) => experiment === name)) continue;
    log(`${title} …`);
    const outcome = await measure(bed);
    readings = { ...readings, ...outcome.readings };
    notes.push(...(outcome.notes ?? []));
  }
  return { figures, readings, notes };
}

/** Measures the figures, prints the table, and returns the exit code. */
async function run(figures: readonly Figure[]): Promise<number> {
  const interruption = new AbortController();
  const { signal } = interruption;
  // Ctrl-C may come twice, from the terminal and from whatever relays it; neither may end the
  // process before it has tidied up.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interruption.abort());
  const folder = await makeFolder();
  try {
    log('Packing and installing the package …');
    const workspace = await makeWorkspace(folder);
    const results = await measure(figures, await makeTestBed(workspace, signal));
    const report: Report = { ...results, versions: await runVersions(workspace.axiosVersion) };
    console.log(toMarkdown(report));
    return exitCodes[overallVerdict(report)];
  } catch (error) {
    log(signal.aborted ? 'Stopped.' : `Not measured: ${textOf(error)}`);
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
    if (!options.help) return await run(options.figures);
    console.log(usage);
    return 0;
  } catch (error) {
    log(`${textOf(error)}\n\n${usage}`);
    return exitCodes.notMeasured;
  }
}

void main().then((code) => {
  process.exitCode = code;
});
