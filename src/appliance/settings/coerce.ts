/**
 * Settings come from dialogs, imported flows and `${VAR}`, which Node-RED replaces by the variable's
 * value and type (a port may arrive as a number, a password as a boolean). So every value is unknown
 * until one of these functions has converted it.
 */
import { type Fault, notConfigured } from '../faults/fault';
import { checkText } from './check-text';
import { type NumberSetting, parseNumber } from './number-settings';

/** @returns the fault for a value whose environment variable is not set. */
export function variableNotSet(label: string, name = ''): Fault {
  return notConfigured(
    `The ${label} is taken from the environment variable ${name}, which is not set.`,
  );
}

/** @returns the fault of a password whose environment variable is set, but empty. */
export function variableEmpty(label: string, name = ''): Fault {
  return notConfigured(
    `The ${label} is taken from the environment variable ${name}, which is empty.`,
  );
}

/**
 * @param label the name of the setting.
 * @returns the value as text; empty if there is none.
 * @throws Fault NOT_CONFIGURED for a variable that is not set.
 */
export function asText(value: unknown, label: string): string {
  const checked = checkText(value);
  if ('word' in checked) throw variableNotSet(label, checked.detail);
  return checked.value;
}

/** @returns true only for `true` and `"true"`. */
export function asFlag(value: unknown, label: string): boolean {
  return asText(value, label).trim() === 'true';
}

/** Like {@link asFlag}, but false only for `false`, `"false"` and an empty value. */
export function asFailSafeFlag(value: unknown, label: string): boolean {
  const text = asText(value, label).trim();
  return text !== '' && text !== 'false';
}

/**
 * @returns the setting in milliseconds, clamped to its range.
 * @throws Fault NOT_CONFIGURED if it is not a number.
 */
export function asMilliseconds(value: unknown, setting: NumberSetting): number {
  const { label, minimum, maximum, fallback = minimum, unit } = setting;
  const text = asText(value, label).trim();
  const number = text === '' ? fallback : parseNumber(text);
  if (number === undefined) throw notConfigured(`The ${label} "${text}" is not a number.`);
  return Math.min(maximum, Math.max(minimum, number)) * unit;
}

/**
 * @returns the value, which must be one of `choices`; the first one if it is empty.
 * @throws Fault NOT_CONFIGURED for any other value.
 */
export function asChoice<Choice extends string>(
  value: unknown,
  label: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const text = asText(value, label).trim();
  if (text === '') return choices[0];
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  throw notConfigured(`The ${label} "${text}" is not one of ${choices.join(', ')}.`);
}
