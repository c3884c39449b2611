import { checkSetting } from '../../src/appliance/settings/check-settings';
import { textOf, variableIn } from '../../src/appliance/settings/check-text';
import {
  isInRange,
  type NumberSetting,
  numberSettings,
} from '../../src/appliance/settings/number-settings';

/** What a validator answers: true, or what is wrong and what would be right. */
export type Verdict = true | string;

/** @returns whether a text is an environment variable, of which nothing is known before it is read. */
export function isVariable(text: string): boolean {
  return variableIn(text) !== undefined;
}

/** @returns whether a number that stands in a field is right, or may be: `${NAME}`. */
export function isRightNumber(setting: NumberSetting, value: unknown): boolean {
  const text = textOf(value);
  return isVariable(text) || isInRange(setting, text);
}

export type CheckedField = keyof typeof checkSetting | 'requestTimeout';
export type Credential = Extract<CheckedField, 'username' | 'password' | 'authorization'>;

/** @returns whether what stands in a field of the appliance is right, or may be: `${NAME}`. */
export function isRight(field: CheckedField, value: unknown): boolean {
  if (field === 'requestTimeout') {
    return isRightNumber(numberSettings.appliance.requestTimeout, value);
  }
  return isVariable(textOf(value)) || 'value' in checkSetting[field](value);
}
