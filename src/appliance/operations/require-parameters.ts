import { Fault } from '../faults/fault';
import { variableNotSet } from '../settings/coerce';
import {
  type CheckedParameters,
  checkParameters,
  type Flaw,
  type FlawWord,
  type GivenParameters,
} from './check-parameters';
import type { Operation } from './operation';

/** The text of the fault after the name of the parameter; the choices are appended, if any. */
const sentences: Readonly<Record<Exclude<FlawWord, 'unknown' | 'missing' | 'variable'>, string>> = {
  text: 'is not a text',
  'control-character': 'contains a control character',
  'half-character': 'contains half a character',
  option: 'begins with "-", like an option of a program',
  'backup-password':
    'is not one the appliance takes: 8 to 20 visible ASCII characters without spaces, with an upper-case and a lower-case letter, a digit and a special character',
  'empty-password': 'is empty: leave it out for a backup that is not encrypted',
  blank: 'contains a blank',
  scheme: 'does not begin with one of',
  'other-scheme': 'does not match location_type, which is',
  host: 'names no host',
  port: 'has a port that is not from 1 to 65535',
  uri: 'is not a URI, such as sftp://backup.example.com/vcenter',
  id: 'is not an id',
  choice: 'is not one of',
  number: 'is not a whole number',
  flag: 'is neither true nor false',
  time: 'is not a time, such as 2026-01-31T02:00:00Z',
  list: 'is not a list',
  structure: 'is not a structure',
};

/** @returns a fault whose text names the parameter but not its value, which may be a secret. */
function faultOf({ name: operation }: Operation, { word, parameter, field, detail }: Flaw): Fault {
  const name = field === undefined ? parameter : `${parameter}.${field}`;
  const holder = field === undefined ? `operation ${operation}` : `parameter ${parameter}`;
  const invalid = (text: string) => new Fault({ code: 'INVALID_REQUEST', text });
  switch (word) {
    case 'variable':
      return variableNotSet(`parameter ${name}`, detail);
    case 'unknown':
      return invalid(`The ${holder} has nothing called "${name.slice(0, 40)}".`);
    case 'missing':
      return invalid(`The ${holder} needs ${name}.`);
    default: {
      const sentence = [sentences[word], detail].filter(Boolean).join(' ');
      return invalid(`The parameter ${name} ${sentence}.`);
    }
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
