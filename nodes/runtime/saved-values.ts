/**
 * What the editor saves, as the dialogs and the runtime both read it: this file is bundled for the
 * browser, too.
 */
import { textOf } from '../../src/appliance/settings/check-text';
import { isRecord } from '../../src/messages/record';

/**
 * @returns whether a config node is chosen. The editor saves "" or "_ADD_" where none is; what was
 *   never saved is undefined.
 */
export function isChosen(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id !== '_ADD_';
}

/** What a typed input of the editor holds: a value, and of what kind it is. */
export interface TypedInput {
  value: string;
  /** `str`, `msg`, `flow`, `jsonata`… */
  type: string;
}

/** A typed input, and what it is called in a fault. */
export interface NamedInput extends TypedInput {
  name: string;
}

/** Kinds of typed input whose value is saved with the flow, and so is in every export of it. */
export const savedTypes: ReadonlySet<string> = new Set([
  'str',
  'num',
  'bool',
  'json',
  'bin',
  're',
  'date',
]);

/** Reads a list as it was saved; an imported flow may have made anything of it. */
export function readNamedInputs(saved: unknown): NamedInput[] {
  const list: unknown[] = Array.isArray(saved) ? saved : [];
  return list.filter(isRecord).map(({ name, value, type }) => ({
    name: textOf(name),
    value: textOf(value),
    type: textOf(type) || 'str',
  }));
}
