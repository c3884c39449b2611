import { checkSetting } from '../../src/appliance/settings/check-settings';
import { textOf, variableIn } from '../../src/appliance/settings/check-text';
import {
  isInRange,
  type NumberSetting,
  numberSettings,
} from '../../src/appliance/settings/number-settings';

/** The result of a validator: true, or a text that says what is wrong and what would be valid. */
export type ValidationResult = true | string;

/** @returns whether a text is an environment variable, whose value only the runtime knows. */
export function isVariable(text: string): boolean {
  return variableIn(text) !== undefined;
}

/** @returns whether a field contains a valid number or an environment variable. */
export function isValidNumber(setting: NumberSetting, value: unknown): boolean {
  const text = textOf(value);
  return isVariable(text) || isInRange(setting, text);
}

export type CheckedField = keyof typeof checkSetting | 'requestTimeout';
export type Credential = Extract<CheckedField, 'username' | 'password' | 'authorization'>;

/** @returns whether a field of the appliance has a valid value or an environment variable. */
export function isValidField(field: CheckedField, value: unknown): boolean {
  if (field === 'requestTimeout') {
    return isValidNumber(numberSettings.appliance.requestTimeout, value);
  }
  return isVariable(textOf(value)) || 'value' in checkSetting[field](value);
}
