import { notConfigured } from '../../src/appliance/faults/fault';
import { asChoice, asFlag, asText, nameOf } from '../../src/appliance/settings/coerce';
import { isRecord } from '../../src/messages/record';
import { sentence } from '../../src/messages/sentence';
import { checkScheduleId } from '../../src/schedule/desired';
import { readTarget, type TargetSettings } from '../appliance/target';
import type { NodeConfig } from '../runtime/node-red';
import type { TypedInput } from '../runtime/saved-values';

export interface ScheduleSettings {
  target: TargetSettings;
  action: 'get' | 'ensure' | 'remove';
  /** The id of a schedule; empty for the one that there is. */
  schedule: string;
  checkOnly: boolean;
  updatePasswords: boolean;
}

/** @returns the name of the action for faults, whether or not the API has such an operation. */
export function operationOf(config: NodeConfig): string {
  return `schedule.${String(config.action || 'get').trim()}`;
}

/**
 * Read by itself, before all other settings: a message has to lose its secrets whatever else is wrong.
 *
 * @returns the desired schedule; nothing where the action needs none.
 * @throws Fault NOT_CONFIGURED
 */
export function readDesiredInput(config: NodeConfig): TypedInput | undefined {
  if (String(config.action).trim() !== 'ensure') return undefined;
  const { desired } = config;
  // JSON may contain any text, so it is not checked for environment variables.
  const text = isRecord(desired) ? JSON.stringify(desired) : desired;
  return {
    value: typeof text === 'string' ? text : '',
    type: asText(config.desiredType, 'desired') || 'json',
  };
}

/**
 * Reads the properties of the node as they were saved; an imported flow may lack any of them.
 *
 * @throws Fault NOT_CONFIGURED for a value that is none, and where the schedule to remove has no id;
 *   INVALID_REQUEST for an id that no schedule can have.
 */
export function readScheduleSettings(config: NodeConfig): ScheduleSettings {
  // Used in message-node.ts, which must not throw.
  asFlag(config.errorOutput, 'errorOutput');
  const action = asChoice(config.action, 'action', ['get', 'ensure', 'remove'] as const);
  const schedule = asText(config.schedule, 'schedule').trim();
  if (schedule !== '') checkScheduleId(schedule);
  else if (action === 'remove') {
    throw notConfigured(sentence('setting-required', { setting: nameOf('schedule') }));
  }
  return {
    target: readTarget(config),
    action,
    schedule,
    checkOnly: asFlag(config.checkOnly, 'checkOnly'),
    updatePasswords: asFlag(config.updatePasswords, 'updatePasswords'),
  };
}
