import { log, measureIn, runCommand } from './command';
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
function run(figures: readonly Figure[]): Promise<number> {
  return measureIn(async (workspace, signal) => {
    const results = await measure(figures, await makeTestBed(workspace, signal));
    const report: Report = { ...results, versions: await runVersions(workspace.axiosVersion) };
    console.log(toMarkdown(report));
    return exitCodes[overallVerdict(report)];
  });
}

void runCommand(readCommandLine, usage, ({ figures }) => run(figures));
