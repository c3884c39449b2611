import { asChoice, asFlag, asMilliseconds, asText } from '../../src/appliance/settings/coerce';
import { numberSettings } from '../../src/appliance/settings/number-settings';
import type { LatestBackup } from '../../src/jobs/backups/read-backups';
import type { JobKind } from '../../src/jobs/job/job';
import { type Kind, kinds } from '../../src/jobs/job/kinds';
import type { WaitSettings } from '../../src/jobs/wait/wait';
import { readTarget, type TargetSettings } from '../appliance/target';
import type { NodeConfig } from '../runtime/node-red';
import type { TypedInput } from '../runtime/saved-values';

/** How a backup is found: by the job in the message, the latest of some kind, or a given id. */
export type BackupChoice = { by: 'message' } | { by: LatestBackup } | { by: 'id'; id: TypedInput };

/** How to wait, and what becomes of a message for a job that the node waits for already. */
export interface NodeWaitSettings extends WaitSettings {
  whenBusy: 'join' | 'refuse';
}

export interface StartSettings {
  action: 'start';
  /** Whether a backup runs the appliance's schedule, instead of a specification of its own. */
  bySchedule: boolean;
  ignoreWarnings: boolean;
  /** How to wait for what was started; nothing where the answer to the start ends the message. */
  wait?: NodeWaitSettings;
}

interface FindSettings {
  /** Which backup is meant; of the other kinds of job an appliance has one each. */
  backup: BackupChoice;
}

/** The settings of a job node, as far as its action uses them. */
export type JobSettings = { target: TargetSettings } & FindSettings &
  (
    | { action: 'get' }
    | { action: 'cancel' }
    | { action: 'wait'; wait: NodeWaitSettings }
    | StartSettings
  );

function isBySchedule({ source }: NodeConfig, kind: JobKind): boolean {
  const sources = ['schedule', 'spec'] as const;
  return kind === 'backup' && asChoice(source, 'source', sources) === 'schedule';
}

/**
 * Read by itself, before all other settings: a message has to lose its secrets whatever else is wrong.
 *
 * @returns the specification of what the node starts; nothing where it needs none.
 * @throws Fault NOT_CONFIGURED
 */
export function readSpecInput(config: NodeConfig, kind: JobKind): TypedInput | undefined {
  if (String(config.action).trim() !== 'start' || isBySchedule(config, kind)) return undefined;
  return {
    // JSON may contain any text, so it is not checked for environment variables.
    value: typeof config.spec === 'string' ? config.spec : '',
    type: asText(config.specType, 'spec') || 'json',
  };
}

function readAction(config: NodeConfig, { cancel }: Kind): JobSettings['action'] {
  const actions = ['get', 'start', 'wait'] as const;
  return cancel === undefined
    ? asChoice(config.action, 'action', actions)
    : asChoice(config.action, 'action', [...actions, 'cancel'] as const);
}

function readBackup(config: NodeConfig): BackupChoice {
  const type = asText(config.jobIdType, 'job') || 'auto';
  if (type === 'auto') return { by: 'message' };
  if (type === 'latest' || type === 'latest-succeeded') return { by: type };
  return { by: 'id', id: { value: asText(config.jobId, 'job'), type } };
}

function readWait(config: NodeConfig, kind: JobKind): NodeWaitSettings {
  const numbers = numberSettings.job;
  const timeout = asText(config.timeout, 'timeout').trim();
  const endings =
    kind === 'backup' ? (['ignore', 'accept'] as const) : (['accept', 'ignore'] as const);
  return {
    interval: asMilliseconds(config.interval, numbers.interval),
    ...(timeout === '' ? {} : { timeout: asMilliseconds(timeout, numbers.timeout) }),
    appear: asMilliseconds(config.appear, numbers.appear),
    outage: asMilliseconds(config.outage, numbers.outage),
    stalledAfter: asMilliseconds(config.stalledAfter, numbers.stalledAfter),
    ended: asChoice(config.ended, 'ended', endings),
    report: asChoice(config.report, 'report', ['state', 'progress', 'every', 'end'] as const),
    whenBusy: asChoice(config.whenBusy, 'whenBusy', ['join', 'refuse'] as const),
  };
}

function readStart(config: NodeConfig, kind: JobKind): StartSettings {
  const waitAfterStart = asFlag(config.waitAfterStart, 'waitAfterStart');
  return {
    action: 'start',
    bySchedule: isBySchedule(config, kind),
    ignoreWarnings: asFlag(config.ignoreWarnings, 'ignoreWarnings'),
    // Wrong settings of the wait are reported before anything is started, not after it.
    ...(waitAfterStart ? { wait: readWait(config, kind) } : {}),
  };
}

/**
 * Reads the properties of a job node as they were saved; an imported flow may lack any of them.
 *
 * @throws Fault NOT_CONFIGURED for a value that is none, or an action that the API does not have.
 */
export function readJobSettings(config: NodeConfig, kind: JobKind): JobSettings {
  // Used in message-node.ts, which must not throw.
  asFlag(config.errorOutput, 'errorOutput');
  const action = readAction(config, kinds[kind]);
  const common = { target: readTarget(config), backup: readBackup(config) };
  if (action === 'start') return { ...common, ...readStart(config, kind) };
  if (action === 'wait') return { ...common, action, wait: readWait(config, kind) };
  return { ...common, action };
}
