import { type Sentence, sentence } from '../../../messages/sentence';
import { Fault } from '../../faults/fault';
import { variableNotSet } from '../../settings/coerce';
import type { Operation } from '../operation';
import {
  type CheckedParameters,
  checkParameters,
  type Flaw,
  type GivenParameters,
} from './check-parameters';

/** @returns a fault whose text names the parameter but not its value, which may be a secret. */
function faultOf({ name: operation }: Operation, flaw: Flaw): Fault {
  const { word, field, detail = '' } = flaw;
  const parameter = field === undefined ? flaw.parameter : `${flaw.parameter}.${field}`;
  const invalid = (said: Sentence) => new Fault({ code: 'INVALID_REQUEST', sentences: [said] });
  const name = parameter.slice(0, 40);
  switch (word) {
    case 'variable':
      return variableNotSet(parameter, detail);
    case 'unknown':
      return invalid(
        field === undefined
          ? sentence('operation-unknown-parameter', { operation, name })
          : sentence('parameter-unknown-field', {
              parameter: flaw.parameter,
              name: field.slice(0, 40),
            }),
      );
    case 'missing':
      return invalid(
        field === undefined
          ? sentence('operation-requires', { operation, name })
          : sentence('parameter-requires', { parameter: flaw.parameter, name: field }),
      );
    default:
      return invalid({ key: `parameter-${word}`, values: { parameter, detail } });
  }
}

/**
 * @returns the values to send: of the right types, none missing, none unknown.
 * @throws Fault INVALID_REQUEST for an invalid parameter; NOT_CONFIGURED for an environment variable
 *   that is not set.
 */
export function requireParameters(operation: Operation, given: GivenParameters): CheckedParameters {
  const checked = checkParameters(operation.parameters ?? [], given);
  if ('flaw' in checked) throw faultOf(operation, checked.flaw);
  return checked.values;
}
