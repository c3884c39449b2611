/**
 * Settings come from dialogs, imported flows and `${VAR}`, which Node-RED replaces by the variable's
 * value and type (a port may arrive as a number, a password as a boolean). So every value is unknown
 * until one of these functions has converted it.
 */
import { type Field, type Sentence, sentence } from '../../messages/sentence';
import { type Fault, notConfigured } from '../faults/fault';
import { checkText } from './check-text';
import { type NumberSetting, parseNumber } from './number-settings';

/** @returns the name of a setting, as the dialogs have it. */
export function nameOf(field: Field): Sentence {
  return { key: `field-${field}` };
}

/** @returns the fault for a value whose environment variable is not set. */
export function variableNotSet(setting: Sentence | string, variable = ''): Fault {
  return notConfigured(sentence('setting-variable-unset', { setting, variable }));
}

/** @returns the fault of a password whose environment variable is set, but empty. */
export function variableEmpty(field: Field, variable = ''): Fault {
  return notConfigured(sentence('setting-variable-empty', { setting: nameOf(field), variable }));
}

/**
 * @returns the value as text; empty if there is none.
 * @throws Fault NOT_CONFIGURED for a variable that is not set.
 */
export function asText(value: unknown, field: Field): string {
  const checked = checkText(value);
  if ('word' in checked) throw variableNotSet(nameOf(field), checked.detail);
  return checked.value;
}

/** @returns true only for `true` and `"true"`. */
export function asFlag(value: unknown, field: Field): boolean {
  return asText(value, field).trim() === 'true';
}

/** Like {@link asFlag}, but false only for `false`, `"false"` and an empty value. */
export function asFailSafeFlag(value: unknown, field: Field): boolean {
  const text = asText(value, field).trim();
  return text !== '' && text !== 'false';
}

/**
 * @returns the setting in milliseconds, clamped to its range.
 * @throws Fault NOT_CONFIGURED if it is not a number.
 */
export function asMilliseconds(value: unknown, setting: NumberSetting): number {
  const { field, minimum, maximum, fallback = minimum, unit } = setting;
  const text = asText(value, field).trim();
  const number = text === '' ? fallback : parseNumber(text);
  if (number === undefined) {
    throw notConfigured(sentence('setting-not-a-number', { setting: nameOf(field), value: text }));
  }
  return Math.min(maximum, Math.max(minimum, number)) * unit;
}

/**
 * @returns the value, which must be one of `choices`; the first one if it is empty.
 * @throws Fault NOT_CONFIGURED for any other value.
 */
export function asChoice<Choice extends string>(
  value: unknown,
  field: Field,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const text = asText(value, field).trim();
  if (text === '') return choices[0];
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  const values = { setting: nameOf(field), value: text, choices: choices.join(', ') };
  throw notConfigured(sentence('setting-not-a-choice', values));
}
