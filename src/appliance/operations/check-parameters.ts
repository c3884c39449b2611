/**
 * The check of what is given to an operation against the operation's row: for dialogs, and for the
 * runtime before anything is sent. Nothing here may need Node.js: it is bundled for the browser.
 */
import { isRecord } from '../../messages/record';
import { checkText, type Wrong } from '../settings/check-text';
import type { Parameter, ParameterType, Rule } from './operation';

/** Values by the names of an operation's parameters, from wherever: unknown until checked. */
export type GivenParameters = Readonly<Record<string, unknown>>;

/** Values that may be sent, by name. What was not given is not in it. */
export type CheckedParameters = ReadonlyMap<string, unknown>;

/** What can be wrong with a parameter. */
export type FlawWord =
  | 'unknown'
  | 'missing'
  | 'variable'
  | 'text'
  | 'control-character'
  | 'half-character'
  | 'option'
  | 'backup-password'
  | 'id'
  | 'choice'
  | 'number'
  | 'flag'
  | 'time'
  | 'list'
  | 'structure';

/** What is wrong with a parameter; never what it held, which may be a secret. */
export interface Flaw extends Wrong<FlawWord> {
  /** As the appliance calls it. */
  parameter: string;
  /** The field of the parameter, where that is a structure and the field is what is wrong. */
  field?: string;
}

type Outcome<Value = unknown> = { value: Value } | Omit<Flaw, 'parameter'>;

/** An empty field of a dialog is as good as none. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** @returns whether the text is what the appliance asks of the password of a backup. */
function isBackupPassword(text: string): boolean {
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

/** The flaw of a text that breaks a rule. */
const rules: Readonly<Record<Rule, { word: FlawWord; isBroken(text: string): boolean }>> = {
  argument: { word: 'option', isBroken: (text) => option.test(text) },
  'backup-password': { word: 'backup-password', isBroken: (text) => !isBackupPassword(text) },
  id: { word: 'id', isBroken: leadsElsewhere },
};

function checkedText({ rule, choices }: Parameter, value: unknown): Outcome<string> {
  if (typeof value === 'object') return { word: 'text' };
  const checked = checkText(value);
  if ('word' in checked) return checked;
  const text = checked.value;
  if (/\p{Cc}/u.test(text)) return { word: 'control-character' };
  // Half a surrogate pair has no encoding.
  if (/\p{Cs}/u.test(text)) return { word: 'half-character' };
  if (rule !== undefined && rules[rule].isBroken(text)) return { word: rules[rule].word };
  if (choices === undefined) return checked;
  // The appliance knows its words in capital letters only.
  const choice = text.trim().toUpperCase();
  return choices.includes(choice)
    ? { value: choice }
    : { word: 'choice', detail: choices.join(', ') };
}

function checkedNumber(_parameter: Parameter, value: unknown): Outcome<number> {
  const checked = typeof value === 'object' ? { value: Number.NaN } : checkText(value);
  if ('word' in checked) return checked;
  const number = Number(checked.value);
  return Number.isSafeInteger(number) && number >= 0 ? { value: number } : { word: 'number' };
}

function checkedFlag(_parameter: Parameter, value: unknown): Outcome<boolean> {
  const checked = checkText(value);
  if ('word' in checked) return checked;
  const text = checked.value.trim();
  return text === 'true' || text === 'false' ? { value: text === 'true' } : { word: 'flag' };
}

/** ISO 8601 in UTC, as the appliance writes times itself. */
function checkedTime(_parameter: Parameter, value: unknown): Outcome<string> {
  const isTime = value instanceof Date || typeof value === 'number';
  const checked = isTime ? { value } : checkText(value);
  if ('word' in checked) return checked;
  const time = new Date(checked.value);
  return Number.isNaN(time.getTime()) ? { word: 'time' } : { value: time.toISOString() };
}

function checkedList(parameter: Parameter, value: unknown): Outcome<string[]> {
  const list: unknown = typeof value === 'string' ? value.split(',').map((e) => e.trim()) : value;
  if (!Array.isArray(list)) return { word: 'list' };
  const texts: string[] = [];
  for (const entry of list.filter(isGiven)) {
    const checked = checkedText(parameter, entry);
    if ('word' in checked) return checked;
    texts.push(checked.value);
  }
  return { value: texts };
}

function checkedStructure({ fields = [] }: Parameter, value: unknown): Outcome {
  if (!isRecord(value)) return { word: 'structure' };
  const checked = checkAll(fields, new Map(Object.entries(value)));
  if ('values' in checked) return { value: Object.fromEntries(checked.values) };
  const { parameter: field, ...wrong } = checked.flaw;
  return { ...wrong, field };
}

const checks: Readonly<Record<ParameterType, (parameter: Parameter, value: unknown) => Outcome>> = {
  text: checkedText,
  number: checkedNumber,
  flag: checkedFlag,
  time: checkedTime,
  list: checkedList,
  structure: checkedStructure,
};

function checkAll(
  parameters: readonly Parameter[],
  given: ReadonlyMap<string, unknown>,
): { values: CheckedParameters } | { flaw: Flaw } {
  const known = new Set(parameters.map(({ name }) => name));
  const stranger = [...given.keys()].find((name) => !known.has(name));
  if (stranger !== undefined) return { flaw: { word: 'unknown', parameter: stranger } };
  const values = new Map<string, unknown>();
  for (const parameter of parameters) {
    const { name, fallback, required } = parameter;
    const value = isGiven(given.get(name)) ? given.get(name) : fallback;
    if (isGiven(value)) {
      const checked = checks[parameter.type](parameter, value);
      if ('word' in checked) return { flaw: { parameter: name, ...checked } };
      values.set(name, checked.value);
    } else if (required) return { flaw: { word: 'missing', parameter: name } };
  }
  return { values };
}

/** @returns the names of the structures into which the API puts some of the parameters. */
export function structuresOf(parameters: readonly Parameter[]): ReadonlySet<string> {
  return new Set(parameters.flatMap(({ within }) => within ?? []));
}

/**
 * @param parameters that an operation takes.
 * @param given by name; what stands in a structure of the API may also come in that structure.
 * @returns what may be sent, of the right type and with nothing missing or unknown, or the first
 *   flaw.
 */
export function checkParameters(
  parameters: readonly Parameter[],
  given: GivenParameters,
): { values: CheckedParameters } | { flaw: Flaw } {
  const structures = structuresOf(parameters);
  const entries = Object.entries(given).flatMap(([name, value]) =>
    structures.has(name) && isRecord(value) ? Object.entries(value) : [[name, value] as const],
  );
  return checkAll(parameters, new Map(entries));
}
