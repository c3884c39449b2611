import { asChoice, asFlag, asNumber, asSeconds, asText } from '../../src/appliance/settings/coerce';
import type { JobKind } from '../../src/jobs/job';
import type { Kind } from '../../src/jobs/kinds';
import type { WaitSettings } from '../../src/jobs/wait';
import type { TargetSettings } from '../appliance/deployed-appliances';
import type { NodeConfig } from '../runtime/node-red';

export type Action = 'get' | 'start' | 'wait' | 'cancel';

/** The properties as they were saved; an imported flow may lack any of them. */
export function readTarget(config: NodeConfig): TargetSettings {
  return {
    appliance: asText(config.appliance, 'appliance'),
    target: asText(config.target, 'target'),
    targetType: asText(config.targetType, 'kind of target') || 'appliance',
  };
}

/** @throws Fault NOT_CONFIGURED for what the API cannot do with this kind of job. */
export function readAction(config: NodeConfig, { cancel }: Kind): Action {
  const actions = ['get', 'start', 'wait'] as const;
  return cancel === undefined
    ? asChoice(config.action, 'action', actions)
    : asChoice(config.action, 'action', [...actions, 'cancel'] as const);
}

const most = 86_400;

/** Seconds of a dialog as milliseconds. */
function milliseconds(value: unknown, label: string, fallback: number): number {
  return asNumber(value, label, { fallback, least: 0, most }) * 1000;
}

/** @returns how to wait, and what becomes of a message for a job that is waited for already. */
export function readWait(
  config: NodeConfig,
  kind: JobKind,
): WaitSettings & { whenBusy: 'join' | 'refuse' } {
  const timeout = asText(config.timeout, 'timeout').trim();
  const endings =
    kind === 'backup' ? (['ignore', 'accept'] as const) : (['accept', 'ignore'] as const);
  return {
    interval: asSeconds(config.interval, 'interval', 5) * 1000,
    ...(timeout === '' ? {} : { timeout: asSeconds(timeout, 'timeout', 1) * 1000 }),
    appear: milliseconds(config.appear, 'time for the job to appear', 0),
    outage: milliseconds(config.outage, 'longest outage', 1800),
    stalledAfter: milliseconds(config.stalledAfter, 'time without progress', 0),
    ended: asChoice(config.ended, 'rule for ended jobs', endings),
    report: asChoice(config.report, 'report', ['state', 'progress', 'every', 'end'] as const),
    whenBusy: asChoice(config.whenBusy, 'rule for further messages', ['join', 'refuse'] as const),
  };
}

/** What is to be started: what a schedule says, or a specification. */
export interface SourceSettings {
  bySchedule: boolean;
  spec: { value: string; type: string };
}

export function readSource(config: NodeConfig, kind: JobKind): SourceSettings {
  const isSchedule = () =>
    asChoice(config.source, 'source', ['schedule', 'spec'] as const) === 'schedule';
  return {
    bySchedule: kind === 'backup' && isSchedule(),
    spec: {
      // JSON may look like anything; it is not searched for variables.
      value: typeof config.spec === 'string' ? config.spec : '',
      type: asText(config.specType, 'kind of specification') || 'json',
    },
  };
}

/** How it is to be started. */
export interface StartSettings {
  ignoreWarnings: boolean;
  waitAfterStart: boolean;
}

export function readStart(config: NodeConfig): StartSettings {
  return {
    ignoreWarnings: asFlag(config.ignoreWarnings, 'rule for warnings'),
    waitAfterStart: asFlag(config.waitAfterStart, 'wait after the start'),
  };
}
