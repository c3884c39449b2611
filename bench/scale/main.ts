import { setMaxListeners } from 'node:events';
import { makeCertificate } from '../certificate';
import { endChildren } from '../child-process';
import { runVersions } from '../run-versions';
import { exitCodes } from '../verdict';
import { makeFolder, makeWorkspace, removeFolder } from '../workspace';
import { readScaleCommandLine, type ScaleOptions, usage } from './command-line';
import { measureCarry } from './experiments/carry';
import { measureHistory } from './experiments/history';
import { measureOutage } from './experiments/outage';
import { measureSideBySide } from './experiments/side-by-side';
import type { ScaleOutcome } from './figures';
import { type Form, forms, type ScaleExperimentName } from './forms';
import { exitCodeOf, toText } from './report';
import type { ScaleBed } from './site';

/** Progress goes to standard error, so that standard output has the table and nothing else. */
function log(text: string): void {
  console.error(text);
}

const experiments: Readonly<
  Record<ScaleExperimentName, (bed: ScaleBed, form: Form) => Promise<ScaleOutcome>>
> = {
  'side by side': measureSideBySide,
  history: measureHistory,
  outage: measureOutage,
};

async function measure(bed: ScaleBed, form: Form): Promise<ScaleOutcome> {
  const outcomes: ScaleOutcome[] = [];
  for (const group of form.groups) {
    outcomes.push(...(await Promise.all(group.map((name) => experiments[name](bed, form)))));
  }
  return {
    readings: Object.assign({}, ...outcomes.map(({ readings }) => readings)),
    ...Object.assign({}, ...outcomes.map(({ controls }) => (controls ? { controls } : {}))),
    notes: outcomes.flatMap(({ notes }) => notes),
  };
}

/** Measures, prints the table, and returns the exit code. */
async function run({ form, carry }: ScaleOptions): Promise<number> {
  const interruption = new AbortController();
  const { signal } = interruption;
  // Each process and each request of the run listens to it.
  setMaxListeners(0, signal);
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interruption.abort());
  const folder = await makeFolder();
  try {
    log('Packing and installing the package …');
    const workspace = await makeWorkspace(folder);
    const { key, certificate } = await makeCertificate();
    const ca = await workspace.writeCa(certificate);
    const bed: ScaleBed = { workspace, signal, key, certificate, ca, log };
    if (carry) {
      console.log(await measureCarry(bed, carry));
      return exitCodes.kept;
    }
    const outcome = await measure(bed, forms[form]);
    const report = { ...outcome, form, versions: await runVersions(workspace.axiosVersion) };
    console.log(toText(report));
    return exitCodeOf(report);
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
    const options = readScaleCommandLine(process.argv.slice(2));
    if (!options.help) return await run(options);
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
