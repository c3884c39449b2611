import type { Parameter } from '../../../src/appliance/operations/operation';
import { checkParameters } from '../../../src/appliance/operations/parameter-checks/check-parameters';
import { secretFieldIn } from '../../../src/appliance/operations/secrets';
import { isRecord } from '../../../src/messages/record';
import { type LiteralFlaw, readLiteral } from './literals';

/** What is wrong with an object of parameters: one of them, or that it is not an object. */
export interface ObjectFlaw {
  word: LiteralFlaw['word'] | 'object';
  parameter?: string;
  /** The invalid field of the parameter, if that is a structure. */
  field?: string;
  detail?: string;
}

/**
 * Checks an object of parameters that is saved as JSON, and therefore exported, with the flow, as the
 * runtime does. Secrets belong in fields of their own, which are not exported.
 *
 * @returns the first flaw; undefined if there is none.
 */
export function flawOfObject(
  parameters: readonly Parameter[],
  text: string,
): ObjectFlaw | undefined {
  const literal = readLiteral({ value: text.trim() === '' ? '{}' : text, type: 'json' });
  if (literal === undefined) return undefined;
  // The typed input itself shows where the JSON is invalid.
  if ('word' in literal || !isRecord(literal.value)) return { word: 'object' };
  const secret = secretFieldIn(literal.value);
  if (secret !== undefined) return { word: 'secret', parameter: secret };
  const checked = checkParameters(parameters, literal.value);
  return 'flaw' in checked ? checked.flaw : undefined;
}
