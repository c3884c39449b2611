/**
 * What diagnostics show of settings. They become public, so only what one of us has written is shown as
 * it is: a number, a yes or no, a word of a list. Of everything else, such as names, hosts, locations
 * and JSON, they say whether it is set.
 */
import { operations } from '../../src/appliance/operations/tables/recovery-operations';
import { connections } from '../../src/appliance/settings/connection';
import { numberSettings } from '../../src/appliance/settings/number-settings';
import { checkNames } from '../../src/checks/names';
import { isRecord } from '../../src/messages/record';

/** How a setting is shown: these words, or as its kind says. */
type Shown =
  | readonly string[]
  | 'number'
  | 'number or schedule'
  | 'flag'
  | 'checks'
  | 'whether it is set';

/** Settings of one kind. */
function all<Kind extends Shown>(kind: Kind, names: readonly string[]): Record<string, Kind> {
  return Object.fromEntries(names.map((name) => [name, kind]));
}

/** The types of typed inputs. */
const types = [
  ...['appliance', 'all', 'auto', 'str', 'num', 'bool', 'json', 'msg', 'flow', 'global'],
  ...['env', 'jsonata'],
];

const numbers = Object.values(numberSettings).flatMap((settings) => Object.keys(settings));

/** By name, which means the same in all our nodes. What is not listed is not shown at all. */
export const shownSettings: Readonly<Record<string, Shown>> = {
  ...all('number', [...numbers, 'port']),
  ...all('flag', [
    ...['readOnly', 'errorOutput', 'waitAfterStart', 'ignoreWarnings', 'checkOnly', 'split'],
    ...['updatePasswords', 'reconciliation', 'backup', 'restore', 'missedSchedule'],
    'reportAtStart',
  ]),
  ...all('whether it is set', [
    ...['tls', 'fingerprint', 'proxy', 'locale', 'appliance', 'target', 'jobId', 'spec'],
    ...['contextStore', 'parameters', 'schedule', 'desired', 'thresholds', 'ignoreMessages'],
    'location',
  ]),
  connection: connections,
  auth: ['session', 'basic', 'authorization'],
  proxyMode: ['environment', 'node', 'none'],
  action: ['get', 'start', 'wait', 'cancel', 'ensure', 'remove'],
  source: ['schedule', 'spec'],
  ended: ['accept', 'ignore'],
  report: ['state', 'progress', 'every', 'end'],
  whenBusy: ['join', 'refuse'],
  overdueAfter: 'number or schedule',
  format: ['object', 'prometheus', 'plugin', 'prtg'],
  operation: Object.keys(operations),
  ...all(types, ['targetType', 'specType', 'desiredType', 'jobIdType']),
  checks: 'checks',
};

function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isRecord(value)) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== '' && value !== '_ADD_';
}

/** Empty for an object, which an imported flow may have anywhere. */
function textOf(value: unknown): string {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value).trim() : '';
}

/** @returns the words of a text, which are separated by commas. */
function wordsIn(text: string): string[] {
  return text.split(',').map((word) => word.trim());
}

/** @returns the value as it is shown; undefined for one that is not of its kind. */
function shownValue(shown: Shown, value: unknown): unknown {
  const text = textOf(value);
  const number = /^\d{1,6}$/.test(text) ? Number(text) : undefined;
  switch (shown) {
    case 'flag':
      return /^(true|false)$/.test(text) ? text === 'true' : undefined;
    case 'number':
      return number;
    case 'number or schedule':
      return text === 'schedule' ? text : number;
    case 'checks':
      return checkNames.filter((name) => wordsIn(text).includes(name));
    case 'whether it is set':
      return 'set';
    default:
      return shown.includes(text) ? text : undefined;
  }
}

/** @returns the settings of a node as diagnostics show them; those that are empty are left out. */
export function settingsShown(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const settings = Object.entries(shownSettings).flatMap(([name, shown]): [string, unknown][] => {
    const value = Object.hasOwn(config, name) ? config[name] : undefined;
    if (!isSet(value)) return [];
    // Not even the name of the variable.
    if (/^\$[{(].*[})]$/.test(textOf(value))) return [[name, 'a variable']];
    return [[name, shownValue(shown, value) ?? 'something else']];
  });
  return Object.fromEntries(settings);
}
