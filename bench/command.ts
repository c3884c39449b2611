import { endChildren } from './child-process';
import { exitCodes } from './verdict';
import { makeFolder, makeWorkspace, removeFolder, type Workspace } from './workspace';

/** What the commands of the benchmark have in common: a folder that is left behind by none of them. */

/** Progress goes to standard error, so that standard output has the table and nothing else. */
export function log(text: string): void {
  console.error(text);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * @param measure prints what it has measured. Its signal is aborted when the run is to end early.
 * @returns its exit code, or the one for what could not be measured.
 */
export async function measureIn(
  measure: (workspace: Workspace, signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const interruption = new AbortController();
  const { signal } = interruption;
  // Ctrl-C may come twice, from the terminal and from whatever relays it; neither may end the
  // process before it has tidied up.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interruption.abort());
  const folder = await makeFolder();
  try {
    log('Packing and installing the package …');
    return await measure(await makeWorkspace(folder), signal);
  } catch (error) {
    log(signal.aborted ? 'Stopped.' : `Not measured: ${textOf(error)}`);
    return exitCodes.notMeasured;
  } finally {
    await endChildren();
    await removeFolder(folder);
  }
}

/** Runs a command, and ends the process with its exit code. */
export async function runCommand<Options extends { readonly help: boolean }>(
  read: (words: string[]) => Options,
  usage: string,
  run: (options: Options) => Promise<number>,
): Promise<void> {
  try {
    const options = read(process.argv.slice(2));
    if (options.help) console.log(usage);
    else process.exitCode = await run(options);
  } catch (error) {
    log(`${textOf(error)}\n\n${usage}`);
    process.exitCode = exitCodes.notMeasured;
  }
}
