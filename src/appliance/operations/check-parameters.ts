/**
 * What a flow gives to an operation, checked against the operation's row before anything is sent.
 */
import { isRecord } from '../../messages/record';
import { Fault } from '../faults/fault';
import { asText } from '../settings/coerce';
import type { Operation, Parameter, ParameterType, Rule } from './operation';

/** Values by the names of an operation's parameters, from wherever: unknown until checked. */
export type GivenParameters = Readonly<Record<string, unknown>>;

/** Values that may be sent, by name. What was not given is not in it. */
export type CheckedParameters = ReadonlyMap<string, unknown>;

function invalid(text: string): Fault {
  return new Fault({ code: 'INVALID_REQUEST', text });
}

function labelOf({ name }: Parameter): string {
  return `parameter ${name}`;
}

/** An empty field of a dialog is as good as none. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** @returns whether the text is what the appliance asks of the password of a backup. */
export function isBackupPassword(text: string): boolean {
  const classes = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];
  return /^[\x21-\x7e]{8,20}$/.test(text) && classes.every((characters) => characters.test(text));
}

/** Also as the user or the host of a URL, which may be handed to a program by themselves. */
const option = /^\s*(?:[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?)?-/i;

/**
 * A part of a path that is "." or ".." would lead to another operation. Encoded slashes do not hide
 * it: a proxy may be set to decode them before it looks at the path.
 */
function leadsElsewhere(text: string): boolean {
  return text.split(/[/\\]/).some((part) => /^\.{0,2}$/.test(part.trim()));
}

/** What is wrong with a text, by the rule that it breaks. */
const rules: Readonly<Record<Rule, (text: string) => string | undefined>> = {
  argument: (text) =>
    option.test(text) ? 'begins with "-", like an option of a program' : undefined,
  'backup-password': (text) =>
    isBackupPassword(text)
      ? undefined
      : 'is not one the appliance takes: 8 to 20 visible ASCII characters without spaces, with an upper-case and a lower-case letter, a digit and a special character',
  id: (text) => (leadsElsewhere(text) ? 'is not an id' : undefined),
};

function checkedText(parameter: Parameter, value: unknown): string {
  const label = labelOf(parameter);
  if (typeof value === 'object') throw invalid(`The ${label} is not a text.`);
  const text = asText(value, label);
  if (/\p{Cc}/u.test(text)) throw invalid(`The ${label} contains a control character.`);
  // Half a surrogate pair has no encoding.
  if (/\p{Cs}/u.test(text)) throw invalid(`The ${label} contains half a character.`);
  const wrong = parameter.rule && rules[parameter.rule](text);
  if (wrong) throw invalid(`The ${label} ${wrong}.`);
  return parameter.choices ? chosen(parameter, text, parameter.choices) : text;
}

/** The appliance knows its words in capital letters only. */
function chosen(parameter: Parameter, text: string, choices: readonly string[]): string {
  const word = text.trim().toUpperCase();
  if (choices.includes(word)) return word;
  throw invalid(`The ${labelOf(parameter)} is not one of ${choices.join(', ')}.`);
}

function checkedNumber(parameter: Parameter, value: unknown): number {
  const label = labelOf(parameter);
  const number = typeof value === 'object' ? Number.NaN : Number(asText(value, label));
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw invalid(`The ${label} is not a whole number.`);
}

function checkedFlag(parameter: Parameter, value: unknown): boolean {
  const text = asText(value, labelOf(parameter)).trim();
  if (text === 'true' || text === 'false') return text === 'true';
  throw invalid(`The ${labelOf(parameter)} is neither true nor false.`);
}

/** ISO 8601 in UTC, as the appliance writes times itself. */
function checkedTime(parameter: Parameter, value: unknown): string {
  const given =
    value instanceof Date || typeof value === 'number' ? value : asText(value, labelOf(parameter));
  const time = new Date(given);
  if (!Number.isNaN(time.getTime())) return time.toISOString();
  throw invalid(`The ${labelOf(parameter)} is not a time, such as 2026-01-31T02:00:00Z.`);
}

function checkedList(parameter: Parameter, value: unknown): string[] {
  const list = typeof value === 'string' ? value.split(',').map((text) => text.trim()) : value;
  if (!Array.isArray(list)) throw invalid(`The ${labelOf(parameter)} is not a list.`);
  return list.filter(isGiven).map((entry: unknown) => checkedText(parameter, entry));
}

function checkedStructure(parameter: Parameter, value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw invalid(`The ${labelOf(parameter)} is not a structure.`);
  const fields = (parameter.fields ?? []).map(
    (field): Parameter => ({ ...field, name: `${parameter.name}.${field.name}` }),
  );
  const given = Object.entries(value).map(([name, field]) => [`${parameter.name}.${name}`, field]);
  const checked = checkedAll(fields, Object.fromEntries(given), labelOf(parameter));
  return Object.fromEntries(
    [...checked].map(([name, field]) => [name.slice(parameter.name.length + 1), field]),
  );
}

const checks: Readonly<Record<ParameterType, (parameter: Parameter, value: unknown) => unknown>> = {
  text: checkedText,
  number: checkedNumber,
  flag: checkedFlag,
  time: checkedTime,
  list: checkedList,
  structure: checkedStructure,
};

function checkedAll(
  parameters: readonly Parameter[],
  given: GivenParameters,
  subject: string,
): Map<string, unknown> {
  const known = new Set(parameters.map(({ name }) => name));
  const stranger = Object.keys(given).find((name) => !known.has(name));
  if (stranger !== undefined) {
    throw invalid(`The ${subject} has nothing called "${stranger.slice(0, 40)}".`);
  }
  const checked = new Map<string, unknown>();
  for (const parameter of parameters) {
    const { name, fallback, required } = parameter;
    const value = isGiven(given[name]) ? given[name] : fallback;
    if (isGiven(value)) checked.set(name, checks[parameter.type](parameter, value));
    else if (required) throw invalid(`The ${subject} needs ${name}.`);
  }
  return checked;
}

/** The API puts some parameters into a structure; here each may also come in that structure. */
function flattened({ parameters = [] }: Operation, given: GivenParameters): GivenParameters {
  const structures = new Set(parameters.map(({ within }) => within));
  // Without a prototype: "__proto__" is a name like any other then, and not known here.
  const flat: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(given)) {
    if (structures.has(name) && isRecord(value)) Object.assign(flat, value);
    else flat[name] = value;
  }
  return flat;
}

/**
 * @returns what may be sent: of the right type, nothing missing, nothing unknown.
 * @throws Fault INVALID_REQUEST in words that name the parameter but not what it held; it may be a
 *   secret. NOT_CONFIGURED for an environment variable that is not set.
 */
export function checkParameters(operation: Operation, given: GivenParameters): CheckedParameters {
  const { parameters = [], name } = operation;
  return checkedAll(parameters, flattened(operation, given), `operation ${name}`);
}
