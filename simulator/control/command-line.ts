import { readFileSync } from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { readScript } from '../scenarios/read-script';
import { scenarios, scriptOf } from '../scenarios/scenarios';

const flags = {
  scenario: { type: 'string', default: 'running-to-succeeded' },
  script: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '0' },
  'management-port': { type: 'string', default: '0' },
  speed: { type: 'string', default: '1' },
  'backup-seconds': { type: 'string', default: '60' },
  restorable: { type: 'boolean', default: false },
  'time-zone': { type: 'string', default: 'UTC' },
  'serve-for': { type: 'string' },
  list: { type: 'boolean' },
  help: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

const help = `A stand-in for a vCenter Server Appliance, for trying things out.

npm run simulator -- [options]

  --scenario NAME          what the appliance goes through (running-to-succeeded)
  --list                   the scenarios there are
  --script FILE            a scenario of one's own, a JSON file
  --host ADDRESS           where to listen (127.0.0.1: this machine only)
  --port N                 of the API, 443 on an appliance (a free one)
  --management-port N      of the management interface, 5480 on an appliance (a free one)
  --speed N                simulated seconds for each real one (1)
  --backup-seconds N       simulated seconds that a backup takes (60)
  --restorable             deployed and not yet restored, which allows a restore (not so)
  --time-zone NAME         of the appliance, in which its backups are scheduled (UTC)
  --serve-for SECONDS      end after so many real seconds (at Ctrl-C)
  --help                   this text`;

/**
 * Reads the arguments of the command: what it is to print, or what it is to serve.
 * @throws {Error} whose message says in one sentence what is wrong with them
 */
export function readCommandLine(args: readonly string[]) {
  const { values } = parseArgs({ args: [...args], options: flags });
  if (values.help) return { kind: 'print', text: help } as const;
  if (values.list) return { kind: 'print', text: scenarioList() } as const;
  const { 'serve-for': serveFor, script } = values;
  return {
    kind: 'serve',
    /** What the appliance goes through, for people. */
    scenario: script ?? values.scenario,
    /** Real seconds after which it ends by itself. */
    serveFor: serveFor === undefined ? undefined : numberOf('serve-for', serveFor),
    options: {
      scenario: script === undefined ? scriptOf(values.scenario) : scriptFrom(script),
      host: values.host,
      port: portOf('port', values.port),
      managementPort: portOf('management-port', values['management-port']),
      speed: numberOf('speed', values.speed),
      backupSeconds: numberOf('backup-seconds', values['backup-seconds']),
      restorable: values.restorable,
      timeZone: timeZoneOf(values['time-zone']),
    },
  } as const;
}

function scenarioList(): string {
  const width = Math.max(...scenarios.map(({ name }) => name.length));
  return scenarios
    .map(({ name, description, alias }) => {
      const also = alias === undefined ? '' : ` Also called ${alias}.`;
      return `${name.padEnd(width)}  ${description}${also}`;
    })
    .join('\n');
}

function scriptFrom(file: string) {
  try {
    return readScript(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${file} cannot be played: ${reason}`, { cause: error });
  }
}

function portOf(name: string, value: string): number {
  const port = numberOf(name, value);
  if (Number.isInteger(port) && port <= 65_535) return port;
  throw new RangeError(`--${name} takes a whole number from 0 to 65535, not "${value}".`);
}

function timeZoneOf(name: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name;
  } catch (error) {
    const message = `--time-zone takes a name like Europe/Berlin, not "${name}".`;
    throw new RangeError(message, { cause: error });
  }
}

function numberOf(name: string, value: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (Number.isFinite(number) && number >= 0) return number;
  throw new RangeError(`--${name} takes a number from 0, not "${value}".`);
}
