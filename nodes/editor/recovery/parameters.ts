import { checkParameters, structuresOf } from '../../../src/appliance/operations/check-parameters';
import type { Parameter } from '../../../src/appliance/operations/operation';
import { operationNamed } from '../../../src/appliance/operations/recovery-operations';
import { isSecretName, secretFieldIn } from '../../../src/appliance/operations/secrets';
import { type NamedInput, savedTypes } from '../../runtime/saved-values';
import { type Literal, readLiteral, type WrittenFlaw } from '../literals';

/** The typed input's kind for what is written in the dialog itself. */
const literalTypes: Readonly<Record<Parameter['type'], string>> = {
  text: 'str',
  time: 'str',
  number: 'num',
  flag: 'bool',
  // Separated by commas; JSON is offered beside it.
  list: 'str',
  structure: 'json',
};

/** @returns the kind of typed input by which a parameter is written in the dialog itself. */
export function literalType({ type }: Parameter): string {
  return literalTypes[type];
}

/** @returns the parameters of an operation; none for one that the table does not have. */
export function parametersOf(operation: string): readonly Parameter[] {
  return operationNamed(operation)?.parameters ?? [];
}

/** What is wrong with how a value is written in the dialog, whatever it is for. */
function flawOfWriting({ name, type }: NamedInput, literal?: Literal): WrittenFlaw | undefined {
  // A secret that is written here would be exported with the flow.
  if (isSecretName(name) && savedTypes.has(type)) return { word: 'secret', parameter: name };
  if (literal === undefined) return undefined;
  if ('word' in literal) return { ...literal, parameter: name };
  const secret = secretFieldIn({ [name]: literal.value });
  if (secret === undefined) return undefined;
  return { word: 'secret', parameter: name, ...(secret === name ? {} : { field: secret }) };
}

/**
 * Looks for what the runtime would refuse about the parameters of an operation, as far as they are
 * written in the dialog: what comes with a message is for the runtime to check.
 *
 * @returns the first flaw, or nothing.
 */
export function flawOfParameters(
  operation: string,
  saved: readonly NamedInput[],
): WrittenFlaw | undefined {
  const parameters = parametersOf(operation);
  const structures = structuresOf(parameters);
  const given: Record<string, unknown> = {};
  const later = new Set<string>();
  for (const input of saved.filter(({ value }) => value.trim() !== '')) {
    const { name } = input;
    const literal = readLiteral(input);
    const flaw = flawOfWriting(input, literal);
    if (flaw !== undefined) return flaw;
    if (literal !== undefined && 'value' in literal) {
      given[name] = literal.value;
    } else {
      later.add(name);
      // A structure that comes later may hold any of its parameters.
      if (!structures.has(name)) given[name] = undefined;
    }
  }
  const comesLater = ({ name, within }: Parameter) =>
    later.has(name) || (within !== undefined && later.has(within));
  const checked = checkParameters(
    parameters.map((row) => (comesLater(row) ? { ...row, required: false } : row)),
    given,
  );
  return 'flaw' in checked ? checked.flaw : undefined;
}
