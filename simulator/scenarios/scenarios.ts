import { partners } from '../protocol/identity';
import { type Message, message } from '../protocol/messages';
import type { ErrorShape, JobPhase, Phase, Script } from './script';

export interface Scenario {
  readonly name: string;
  /** One line for people who choose. */
  readonly description: string;
  readonly script: Script;
  readonly alias?: string;
}

const succeeded: Phase = { job: { status: 'SUCCEEDED' } };
// A warning of the first checks, which a caller may choose to ignore.
const partnerDown = message('simulator.reconciliation.partner.down', partners.absent);
const failed: JobPhase = { status: 'FAILED', progress: 62 };

/** What a job goes through that somebody starts, unless a scenario says otherwise. */
export const usualRun: Script = [running(20, 0, 100), succeeded];

/** What a job goes through that fails in its first checks. */
export const failedChecks = (reasons: readonly Message[]): Script => [
  running(4, 0, 8),
  { job: { status: 'FAILED', progress: 8, reasons } },
];

export const scenarios: readonly Scenario[] = [
  {
    name: 'none',
    description: 'There is no reconciliation job (404), as on an appliance in everyday use.',
    script: [{ job: 'none' }],
  },
  {
    name: 'running-to-succeeded',
    alias: 'succeeded',
    description: 'A reconciliation runs for 20 seconds and succeeds.',
    script: usualRun,
  },
  {
    name: 'running-to-failed',
    alias: 'failed',
    description: 'A reconciliation runs for 20 seconds and fails; a partner cannot be reached.',
    script: runToFailure('object'),
  },
  {
    name: 'failed-error-object',
    description: 'The same; the error is an object, as bindings and the documentation have it.',
    script: runToFailure('object'),
  },
  {
    name: 'failed-error-string',
    description: 'The same; the error is a text, as the published specification has it.',
    script: runToFailure('string'),
  },
  {
    name: 'failed-error-legacy',
    description: 'The same; the error has its type beside it, as in the older dialect.',
    script: runToFailure('legacy'),
  },
  {
    name: 'failed-error-absent',
    description: 'The same; there is no error, and the reason stands in the messages.',
    script: runToFailure('absent'),
  },
  {
    name: 'status-none',
    description: 'There is a job whose status is NONE.',
    script: [{ job: { status: 'NONE' } }],
  },
  {
    name: 'found-succeeded',
    description: 'A reconciliation succeeded twenty minutes ago.',
    script: [succeeded],
  },
  {
    name: 'found-failed',
    description: 'A reconciliation failed twenty minutes ago.',
    script: [{ job: failed }],
  },
  {
    name: 'services-restarting',
    description:
      'The services restart in the middle: refused, reset, 503, 404 and 401, then it goes on and succeeds.',
    script: [
      running(6, 0, 45),
      { ...running(3, 45, 50), trouble: 'refused' },
      { ...running(2, 50, 55), trouble: 'reset' },
      // 5480 knows neither Envoy nor single sign-on: it answers while these are still starting.
      { ...running(2, 55, 60), trouble: 'no-healthy-upstream', side: 'api' },
      { ...running(2, 60, 65), trouble: 'service-missing', side: 'api' },
      { ...running(2, 65, 70), trouble: 'unauthenticated', side: 'api' },
      running(6, 70, 100),
      succeeded,
    ],
  },
  {
    name: 'after-restore',
    description:
      'There is no job at first; one begins by itself after the services have started, and succeeds.',
    script: [
      { for: 6, job: 'none' },
      { for: 4, trouble: 'refused' },
      { for: 4, trouble: 'no-healthy-upstream', side: 'api' },
      running(12, 0, 100),
      succeeded,
    ],
  },
  {
    name: 'slow',
    description: 'Every answer takes 2 seconds; the reconciliation runs and succeeds.',
    script: usualRun.map((phase) => ({ ...phase, delay: 2000 })),
  },
  {
    name: 'never-ending',
    description: 'A reconciliation runs and stays at 42 percent for ever.',
    script: [running(10, 0, 42), { job: { status: 'RUNNING', progress: 42 } }],
  },
  {
    name: 'session-limit',
    description: 'The user has too many sessions: every login is refused with 503.',
    script: usualRun.map((phase) => ({ ...phase, trouble: 'session-limit' as const })),
  },
  {
    name: 'forbidden',
    description: 'The user may sign in, but is not allowed to see the job (403).',
    script: [{ ...succeeded, trouble: 'forbidden' }],
  },
  {
    name: 'backup-running',
    description: 'There is no job, and starting one is refused because a backup is running.',
    script: [{ job: 'none', start: { refuse: 'backup-running' } }],
  },
  {
    name: 'not-restored',
    description: 'There is no job, and starting one is refused because nothing was restored.',
    script: [{ job: 'none', start: { refuse: 'not-restored' } }],
  },
  {
    name: 'start-fails',
    description: 'There is no job; one that is started runs for 20 seconds and fails.',
    script: [{ job: 'none', start: { run: runToFailure('object') } }],
  },
  {
    name: 'start-warns',
    description: 'There is no job; one that is started fails unless it is to ignore warnings.',
    script: [{ job: 'none', start: { runWarned: failedChecks([partnerDown]) } }],
  },
];

/**
 * The script that a scenario's name stands for; a script stands for itself.
 * @throws {RangeError} that lists the names there are, when there is no such scenario
 */
export function scriptOf(scenario: string | Script): Script {
  if (typeof scenario !== 'string') return scenario;
  const found = scenarios.find(({ name, alias }) => name === scenario || alias === scenario);
  if (found !== undefined) return found.script;
  const names = scenarios.map(({ name }) => name).join(', ');
  throw new RangeError(`There is no scenario "${scenario}"; there are ${names}.`);
}

/** A phase of so many simulated seconds in which a job runs from one percentage to another. */
function running(seconds: number, from: number, to: number): Phase {
  return { for: seconds, job: { status: 'RUNNING', progress: [from, to] } };
}

function runToFailure(error: ErrorShape): Script {
  return [running(20, 0, 62), { job: { ...failed, error } }];
}
