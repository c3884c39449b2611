import { partnerDown } from '../appliance/reconciliation-messages';
import type { Message } from '../protocol/messages';
import type { ErrorShape, Script } from './script';

export interface Scenario {
  readonly name: string;
  /** One line for people who choose. */
  readonly description: string;
  readonly script: Script;
  /** Another name it goes by. */
  readonly alias?: string;
}

const runningToSucceeded: Script = [
  { for: 20, job: { status: 'RUNNING', progress: [0, 100] } },
  { job: { status: 'SUCCEEDED' } },
];

const runningToFailed = (error: ErrorShape): Script => [
  { for: 20, job: { status: 'RUNNING', progress: [0, 62] } },
  { job: { status: 'FAILED', progress: 62, error } },
];

/** What a job goes through that somebody starts, where a scenario does not say otherwise. */
export const usualRun = runningToSucceeded;

/** What a job goes through that fails in its first checks. */
export const runRefused = (reasons: readonly Message[]): Script => [
  { for: 4, job: { status: 'RUNNING', progress: [0, 8] } },
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
    script: runningToSucceeded,
  },
  {
    name: 'running-to-failed',
    alias: 'failed',
    description: 'A reconciliation runs for 20 seconds and fails; a partner cannot be reached.',
    script: runningToFailed('object'),
  },
  {
    name: 'failed-error-object',
    description: 'The same; the error is an object, as bindings and the documentation have it.',
    script: runningToFailed('object'),
  },
  {
    name: 'failed-error-string',
    description: 'The same; the error is a text, as the published specification has it.',
    script: runningToFailed('string'),
  },
  {
    name: 'failed-error-legacy',
    description: 'The same; the error has its type beside it, as in the older dialect.',
    script: runningToFailed('legacy'),
  },
  {
    name: 'failed-error-absent',
    description: 'The same; there is no error, and the reason stands in the messages.',
    script: runningToFailed('absent'),
  },
  {
    name: 'status-none',
    description: 'There is a job whose status is NONE.',
    script: [{ job: { status: 'NONE' } }],
  },
  {
    name: 'found-succeeded',
    description: 'A reconciliation succeeded twenty minutes ago.',
    script: [{ job: { status: 'SUCCEEDED' } }],
  },
  {
    name: 'found-failed',
    description: 'A reconciliation failed twenty minutes ago.',
    script: [{ job: { status: 'FAILED', progress: 62, error: 'object' } }],
  },
  {
    name: 'services-restarting',
    description:
      'The services restart in the middle: refused, reset, 503, 404 and 401, then it goes on and succeeds.',
    script: [
      { for: 6, job: { status: 'RUNNING', progress: [0, 45] } },
      { for: 3, trouble: 'refused', job: { status: 'RUNNING', progress: [45, 50] } },
      { for: 2, trouble: 'reset', job: { status: 'RUNNING', progress: [50, 55] } },
      // 5480 knows neither Envoy nor single sign-on: it answers while these are still starting.
      {
        for: 2,
        trouble: 'no-healthy-upstream',
        side: 'api',
        job: { status: 'RUNNING', progress: [55, 60] },
      },
      {
        for: 2,
        trouble: 'service-missing',
        side: 'api',
        job: { status: 'RUNNING', progress: [60, 65] },
      },
      {
        for: 2,
        trouble: 'unauthenticated',
        side: 'api',
        job: { status: 'RUNNING', progress: [65, 70] },
      },
      { for: 6, job: { status: 'RUNNING', progress: [70, 100] } },
      { job: { status: 'SUCCEEDED' } },
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
      { for: 12, job: { status: 'RUNNING', progress: [0, 100] } },
      { job: { status: 'SUCCEEDED' } },
    ],
  },
  {
    name: 'slow',
    description: 'Every answer takes 2 seconds; the reconciliation runs and succeeds.',
    script: runningToSucceeded.map((phase) => ({ ...phase, delay: 2000 })),
  },
  {
    name: 'never-ending',
    description: 'A reconciliation runs and stays at 42 percent for ever.',
    script: [
      { for: 10, job: { status: 'RUNNING', progress: [0, 42] } },
      { job: { status: 'RUNNING', progress: 42 } },
    ],
  },
  {
    name: 'session-limit',
    description: 'The user has too many sessions: every login is refused with 503.',
    script: [
      { for: 20, trouble: 'session-limit', job: { status: 'RUNNING', progress: [0, 100] } },
      { trouble: 'session-limit', job: { status: 'SUCCEEDED' } },
    ],
  },
  {
    name: 'forbidden',
    description: 'The user may sign in, but is not allowed to see the job (403).',
    script: [{ trouble: 'forbidden', job: { status: 'SUCCEEDED' } }],
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
    script: [{ job: 'none', start: { run: runningToFailed('object') } }],
  },
  {
    name: 'start-warns',
    description: 'There is no job; one that is started fails unless it is to ignore warnings.',
    script: [{ job: 'none', start: { runWarned: runRefused([partnerDown]) } }],
  },
];

/**
 * The script that a scenario's name stands for; a script stands for itself.
 * @throws {RangeError} that lists the names there are, when there is no such scenario
 */
export function scriptOf(scenario: string | Script): Script {
  if (typeof scenario !== 'string') return scenario;
  const found = scenarios.find(({ name, alias }) => name === scenario || alias === scenario);
  if (found === undefined) {
    const names = scenarios.map(({ name }) => name).join(', ');
    throw new RangeError(`There is no scenario "${scenario}"; there are ${names}.`);
  }
  return found.script;
}
