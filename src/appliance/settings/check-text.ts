/**
 * What every check of a setting or a parameter begins with. Dialogs and runtime share these checks,
 * so nothing here may need Node.js: it is bundled for the browser.
 */

/** What is wrong, as a word that whoever shows it puts into a sentence. */
export interface Wrong<Word extends string> {
  word: Word;
  /** What such a sentence may quote; never a secret. */
  detail?: string;
}

/** What a check found: the value as it is used, or what is wrong with it. */
export type Checked<Value, Word extends string> = { value: Value } | Wrong<Word>;

// As Node-RED recognises them (`EnvVarPropertyRE` in @node-red/runtime/lib/flows/util.js).
const variable = /^\$(?:\{(\S+)\}|\((\S+)\))$/;

/** @returns the name of the environment variable that a text stands for, if it is one. */
export function variableIn(text: string): string | undefined {
  const [, braced, name = braced] = variable.exec(text) ?? [];
  return name;
}

/** @returns the value as text, empty where there is none. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  try {
    return String(value);
  } catch {
    return ''; // Not every object can be written as text: `{"toString": 1}` cannot.
  }
}

/**
 * @returns the value as text, empty where there is none. `variable` for one that is not set:
 *   Node-RED leaves `${NAME}` as it is then, and that must not become a host or a password.
 */
export function checkText(value: unknown): Checked<string, 'variable'> {
  const text = textOf(value);
  const name = variableIn(text.trim());
  return name === undefined ? { value: text } : { word: 'variable', detail: name };
}
