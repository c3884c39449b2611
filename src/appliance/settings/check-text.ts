/**
 * The first step of every check of a setting or a parameter. This module is also bundled for the
 * browser, so it must not depend on Node.js.
 */

/** Why a value is invalid, as a key for which the dialog or the runtime has a sentence. */
export interface Invalid<Word extends string> {
  word: Word;
  /** A value that the sentence may quote; never a secret. */
  detail?: string;
}

/** The result of a check: the value in the form in which it is used, or why it is invalid. */
export type Checked<Value, Word extends string> = { value: Value } | Invalid<Word>;

// As Node-RED recognizes them (`EnvVarPropertyRE` in @node-red/runtime/lib/flows/util.js).
const variable = /^\$(?:\{(\S+)\}|\((\S+)\))$/;

/** @returns the name of the environment variable that a text refers to, if any. */
export function variableIn(text: string): string | undefined {
  const [, braced, name = braced] = variable.exec(text) ?? [];
  return name;
}

/** @returns the value as text; empty if there is none. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  try {
    return String(value);
  } catch {
    return ''; // Not every object can be converted to a string: `{"toString": 1}` cannot.
  }
}

/**
 * @returns the value as text, empty if there is none; `variable` if it refers to an environment
 *   variable that is not set. Node-RED then leaves `${NAME}` unreplaced, and that must not be used as
 *   a host or a password.
 */
export function checkText(value: unknown): Checked<string, 'variable'> {
  const text = textOf(value);
  const name = variableIn(text.trim());
  return name === undefined ? { value: text } : { word: 'variable', detail: name };
}
