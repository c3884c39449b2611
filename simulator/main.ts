import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCommandLine } from './control/command-line';
import { introduction, requestLine } from './control/console-text';
import { type Simulator, startSimulator } from './simulator';
import { globalTimers } from './time/timers';

async function main(): Promise<void> {
  const command = readCommandLine(process.argv.slice(2));
  if (command.kind === 'print') console.log(command.text);
  else await serve(command);
}

type ServeCommand = Extract<ReturnType<typeof readCommandLine>, { kind: 'serve' }>;

async function serve(command: ServeCommand): Promise<void> {
  let printed = 0;
  const simulator = await startSimulator({
    ...command.options,
    onAnswer(request, report) {
      console.log(requestLine(request, report));
      for (const error of simulator.validationErrors.slice(printed)) {
        console.error(`Not as specified: ${error}`);
        printed++;
      }
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, simulator.ca);
  endWhenAsked(simulator, command.serveFor);
  console.log(introduction(simulator, command.scenario, caFile));
}

function endWhenAsked(simulator: Simulator, serveFor: number | undefined): void {
  const end = () => {
    globalTimers.clearTimeout(timeout);
    void simulator.stop().then(() => process.exit(0));
  };
  const timeout =
    serveFor === undefined ? undefined : globalTimers.setTimeout(end, serveFor * 1000);
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

/** What went wrong, for a person: the system's errors in words, others by their message. */
function explain(error: unknown): string {
  const { code, port, address, hostname, message }: SystemError =
    error instanceof Error ? error : new Error(String(error));
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use already; choose another, or none for a free one.`;
    case 'EACCES':
      return `You may not listen on port ${port}; choose one above 1023, or none for a free one.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${address ?? hostname} to listen on.`;
    default:
      return message;
  }
}

/** What the errors of listening and of looking up a name carry besides. */
interface SystemError extends NodeJS.ErrnoException {
  readonly port?: number;
  readonly address?: string;
  readonly hostname?: string;
}

main().catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
