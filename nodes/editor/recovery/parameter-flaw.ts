import type { Parameter } from '../../../src/appliance/operations/operation';
import {
  checkParameters,
  structuresOf,
} from '../../../src/appliance/operations/parameter-checks/check-parameters';
import {
  isRefusedIfEmpty,
  isSecretName,
  secretFieldIn,
} from '../../../src/appliance/operations/secrets';
import { parametersOf } from '../../../src/appliance/operations/tables/recovery-operations';
import { type NamedInput, savedTypes } from '../../runtime/saved-values';
import { type Literal, type LiteralFlaw, readLiteral } from '../parameters/literals';

/** What is wrong with a literal, regardless of its parameter. */
function flawOfLiteral({ name, type }: NamedInput, literal?: Literal): LiteralFlaw | undefined {
  // A secret entered here would be exported with the flow.
  if (isSecretName(name) && savedTypes.has(type)) return { word: 'secret', parameter: name };
  if (literal === undefined) return undefined;
  if ('word' in literal) return { ...literal, parameter: name };
  const secret = secretFieldIn({ [name]: literal.value });
  if (secret === undefined) return undefined;
  return { word: 'secret', parameter: name, ...(secret === name ? {} : { field: secret }) };
}

/**
 * Checks the literals among the parameters of an operation as the runtime does. Values that come
 * with a message are only checked by the runtime.
 *
 * @returns the first flaw; undefined if there is none.
 */
export function flawOfParameters(
  operation: string,
  saved: readonly NamedInput[],
): LiteralFlaw | undefined {
  const parameters = parametersOf(operation);
  const structures = structuresOf(parameters);
  const given: Record<string, unknown> = {};
  const evaluatedLater = new Set<string>();
  const written = saved.filter(({ name, value }) => value.trim() !== '' || isRefusedIfEmpty(name));
  for (const input of written) {
    const { name } = input;
    const literal = readLiteral(input);
    const flaw = flawOfLiteral(input, literal);
    if (flaw !== undefined) return flaw;
    if (literal !== undefined && 'value' in literal) {
      given[name] = literal.value;
    } else {
      evaluatedLater.add(name);
      // A structure that is evaluated later may contain any of its parameters.
      if (!structures.has(name)) given[name] = undefined;
    }
  }
  const isEvaluatedLater = ({ name, within }: Parameter) =>
    evaluatedLater.has(name) || (within !== undefined && evaluatedLater.has(within));
  const checked = checkParameters(
    parameters.map((row) => (isEvaluatedLater(row) ? { ...row, required: false } : row)),
    given,
  );
  return 'flaw' in checked ? checked.flaw : undefined;
}
