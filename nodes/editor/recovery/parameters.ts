import type { Parameter } from '../../../src/appliance/operations/operation';
import { operationNamed } from '../../../src/appliance/operations/recovery-operations';
import { findSecret, hasPasswordInUrl } from '../secrets';
import { isVariable } from '../validation';

/** A parameter as the node keeps it: typed as in core nodes. */
export interface SavedParameter {
  name: string;
  value: string;
  type: string;
}

/** The flaws of a parameter, as words of the locale file. */
export type FlawWord =
  | 'unknown'
  | 'missing'
  | 'secret'
  | 'option'
  | 'choice'
  | 'number'
  | 'time'
  | 'list'
  | 'structure'
  | 'field';

export interface Flaw {
  word: FlawWord;
  parameter: string;
  /** The field of a structure that it is about. */
  field?: string;
}

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

/** All kinds of typed input by which something is written in the dialog itself. */
export const literals: readonly string[] = ['str', 'num', 'bool', 'json'];

/** @returns the parameters of an operation; none for one that the table does not have. */
export function parametersOf(operation: string): readonly Parameter[] {
  return operationNamed(operation)?.parameters ?? [];
}

/** Reads what was saved, whatever an import made of it. */
export function readParameters(saved: unknown): SavedParameter[] {
  const list: unknown[] = Array.isArray(saved) ? saved : [];
  return list.flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null || !('name' in entry)) return [];
    const value = 'value' in entry ? String(entry.value ?? '') : '';
    const type = 'type' in entry ? String(entry.type) : 'str';
    return [{ name: String(entry.name), value, type }];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever it is, it is neither a list nor a structure.
    return undefined;
  }
}

function missingField(fields: readonly Parameter[], value: object): string | undefined {
  return fields.find(({ name, required }) => required && !Object.hasOwn(value, name))?.name;
}

function flawOfJson({ name, type, fields = [] }: Parameter, text: string): Flaw | undefined {
  const value = parsed(text);
  const isList = Array.isArray(value);
  if (type === 'list') return isList ? undefined : { word: 'list', parameter: name };
  if (typeof value !== 'object' || value === null || isList) {
    return { word: 'structure', parameter: name };
  }
  if (findSecret(value) !== undefined) return { word: 'secret', parameter: name };
  const field = missingField(fields, value);
  return field === undefined ? undefined : { word: 'field', parameter: name, field };
}

function flawOfText({ name, type, choices, rule }: Parameter, text: string): Flaw | undefined {
  const isWrong: readonly [FlawWord, boolean][] = [
    ['secret', hasPasswordInUrl(text)],
    ['structure', type === 'structure'],
    ['choice', choices !== undefined && !choices.includes(text.toUpperCase())],
    ['option', rule === 'argument' && text.startsWith('-')],
    ['time', type === 'time' && Number.isNaN(Date.parse(text))],
    ['number', type === 'number' && !/^\d+$/.test(text)],
    ['choice', type === 'flag' && text !== 'true' && text !== 'false'],
  ];
  const word = isWrong.find(([, wrong]) => wrong)?.[0];
  return word && { word, parameter: name };
}

function flawOf(parameter: Parameter, { value, type }: SavedParameter): Flaw | undefined {
  if (!literals.includes(type)) return undefined;
  // A secret that is written here would be exported with the flow.
  if (parameter.secret) return { word: 'secret', parameter: parameter.name };
  const text = value.trim();
  if (isVariable(text)) return undefined;
  return type === 'json' ? flawOfJson(parameter, text) : flawOfText(parameter, text);
}

/**
 * Looks for what is wrong with the parameters of an operation, as far as they are written in the
 * dialog: what comes with a message is for the runtime to check.
 *
 * @returns the first flaw, or nothing.
 */
export function flawOfParameters(
  operation: string,
  saved: readonly SavedParameter[],
): Flaw | undefined {
  const known = parametersOf(operation);
  const given = new Map(saved.map((parameter) => [parameter.name, parameter]));
  for (const parameter of known) {
    const { name, required, fallback } = parameter;
    const entry = given.get(name);
    const isMissing = required && fallback === undefined && entry === undefined;
    const flaw = entry === undefined ? undefined : flawOf(parameter, entry);
    if (isMissing) return { word: 'missing', parameter: name };
    if (flaw !== undefined) return flaw;
  }
  const stranger = saved.find(({ name }) => !known.some((parameter) => parameter.name === name));
  return stranger && { word: 'unknown', parameter: stranger.name };
}
