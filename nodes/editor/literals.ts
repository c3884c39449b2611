/** What is written in a dialog itself, and so is saved and exported with the flow. */
import type { Flaw, FlawWord } from '../../src/appliance/operations/check-parameters';
import type { TypedInput } from '../runtime/saved-values';
import { isVariable } from './validation';

/** A flaw of the check that the runtime makes too, or one of how something is written here. */
export interface WrittenFlaw extends Omit<Flaw, 'word'> {
  word: FlawWord | 'json' | 'secret';
}

/** What is written, as it is read; or why it cannot be. */
export type Literal = { value: unknown } | { word: 'number' | 'flag' | 'json' };

/**
 * Each kind of literal as the runtime reads it (`evaluateNodeProperty` in @node-red/util), but for
 * what that turns into something else: a number that is none is not sent then, a flag that is none
 * is sent as false.
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

/** All kinds of typed input by which something is written in the dialog itself. */
export const literals: readonly string[] = Object.keys(readers);

/** @returns what a typed input holds; undefined where only the runtime can know. */
export function readLiteral({ value, type }: TypedInput): Literal | undefined {
  if (isVariable(value) || !literals.includes(type)) return undefined;
  return readers[type]?.(value);
}
