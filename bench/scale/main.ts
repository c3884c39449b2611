import { setMaxListeners } from 'node:events';
import { makeCertificate } from '../certificate';
import { log, measureIn, runCommand } from '../command';
import { runVersions } from '../run-versions';
import { exitCodes } from '../verdict';
import { readScaleCommandLine, type ScaleOptions, usage } from './command-line';
import { measureCarry } from './experiments/carry';
import { measureHistory } from './experiments/history';
import { measureOutage } from './experiments/outage';
import { measureSideBySide } from './experiments/side-by-side';
import type { ScaleOutcome } from './figures';
import { type Form, forms, type ScaleExperimentName } from './forms';
import { exitCodeOf, toText } from './report';
import type { ScaleBed } from './site';

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
function run({ form, carry }: ScaleOptions): Promise<number> {
  return measureIn(async (workspace, signal) => {
    // Each process and each request of the run listens to it.
    setMaxListeners(0, signal);
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
  });
}

void runCommand(readScaleCommandLine, usage, run);
