/**
 * How dialogs and runtime read the values that the editor saves. This module is also bundled for the
 * browser.
 */
import { textOf } from '../../src/appliance/settings/check-text';
import { isRecord } from '../../src/messages/record';

/**
 * @returns whether a config node is selected. The editor saves "" or "_ADD_" for none; a property
 *   that was never saved is undefined.
 */
export function isChosen(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id !== '_ADD_';
}

/** The value of a typed input of the editor, and its type. */
export interface TypedInput {
  value: string;
  /** `str`, `msg`, `flow`, `jsonata`… */
  type: string;
}

/** A typed input, and its name in faults. */
export interface NamedInput extends TypedInput {
  name: string;
}

/** The types of typed input whose value is saved, and therefore exported, with the flow. */
export const savedTypes: ReadonlySet<string> = new Set([
  'str',
  'num',
  'bool',
  'json',
  'bin',
  're',
  'date',
]);

/** Reads a saved list. In an imported flow it may contain anything. */
export function readNamedInputs(saved: unknown): NamedInput[] {
  const list: unknown[] = Array.isArray(saved) ? saved : [];
  return list.filter(isRecord).map(({ name, value, type }) => ({
    name: textOf(name),
    value: textOf(value),
    type: textOf(type) || 'str',
  }));
}

/** Reads a saved list of texts. In an imported flow, or a variable, it may be a text with a line for each. */
export function readLines(saved: unknown): string[] {
  const list: unknown[] = Array.isArray(saved) ? saved : textOf(saved).split('\n');
  return list.map((line) => textOf(line).trim()).filter(Boolean);
}
