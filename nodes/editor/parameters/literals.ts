/** Values entered in a dialog, as opposed to references: saved and exported with the flow. */

import type { Parameter } from '../../../src/appliance/operations/operation';
import type {
  Flaw,
  FlawWord,
} from '../../../src/appliance/operations/parameter-checks/check-parameters';
import type { TypedInput } from '../../runtime/saved-values';
import { isVariable } from '../validation';

/** A flaw that the runtime would find too, or one in how a literal is written. */
export interface LiteralFlaw extends Omit<Flaw, 'word'> {
  word: FlawWord | 'json' | 'secret';
}

/** The value of a literal, or why it cannot be read. */
export type Literal = { value: unknown } | { word: 'number' | 'flag' | 'json' };

/**
 * Reads each type of literal as the runtime does (`evaluateNodeProperty` in @node-red/util), except
 * that invalid numbers and flags are flaws here: the runtime would omit such a number, and send
 * such a flag as false.
 */
const readers: Readonly<Record<string, (text: string) => Literal>> = {
  str: (text) => ({ value: text }),
  num(text) {
    const value = Number(text);
    return Number.isFinite(value) ? { value } : { word: 'number' };
  },
  bool: (text) =>
    /^(?:true|false)$/i.test(text) ? { value: /^true$/i.test(text) } : { word: 'flag' },
  json(text) {
    try {
      const value: unknown = JSON.parse(text);
      return { value };
    } catch {
      return { word: 'json' };
    }
  },
};

/** The typed input types for literals. */
export const literals: readonly string[] = Object.keys(readers);

/** @returns the value of a typed input; undefined if only the runtime can evaluate it. */
export function readLiteral({ value, type }: TypedInput): Literal | undefined {
  if (isVariable(value) || !literals.includes(type)) return undefined;
  return readers[type]?.(value);
}

/** The typed input type for literals. */
const literalTypes: Readonly<Record<Parameter['type'], string>> = {
  text: 'str',
  time: 'str',
  number: 'num',
  flag: 'bool',
  // Separated by commas. `vcenter-recovery` offers JSON as well.
  list: 'str',
  structure: 'json',
};

/** @returns the typed input type for literals of a parameter. */
export function literalType({ type }: Parameter): string {
  return literalTypes[type];
}
