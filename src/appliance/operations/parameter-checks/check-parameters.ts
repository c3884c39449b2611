/**
 * Checks parameters against the operation's row in the table: in the dialogs, and in the runtime
 * before anything is sent. This module is also bundled for the browser, so it must not depend on
 * Node.js.
 */
import { isRecord } from '../../../messages/record';
import { checkText, type Invalid, textOf } from '../../settings/check-text';
import type { Parameter, ParameterType, Rule } from '../operation';
import { locationTypes } from '../structures/location-types';
import {
  flawOfLocation,
  flawOfLocationUri,
  type LocationFlawWord,
  schemeOf,
} from './check-location';

/** The values for an operation's parameters, by name: from dialogs and messages, so unchecked. */
export type GivenParameters = Readonly<Record<string, unknown>>;

/** The values to send, by name. Parameters that were not given are absent. */
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
  | 'empty-password'
  | 'id'
  | 'choice'
  | 'number'
  | 'flag'
  | 'time'
  | 'list'
  | 'structure'
  | 'other-scheme'
  | LocationFlawWord;

/** What is wrong with a parameter; never its value, which may be a secret. */
export interface Flaw extends Invalid<FlawWord> {
  /** Its name in the API. */
  parameter: string;
  /** The invalid field, if the parameter is a structure. */
  field?: string;
}

type Outcome<Value = unknown> = { value: Value } | Omit<Flaw, 'parameter'>;

/** An empty field of a dialog counts as not given. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** Whether a value is given, but empty, and that must not count as none. */
function isRefused({ refusedIfEmpty }: Parameter, value: unknown): boolean {
  return refusedIfEmpty === true && value !== undefined && !isGiven(value);
}

/** @returns whether the text meets the appliance's rules for the password of a backup. */
function isBackupPassword(text: string): boolean {
  const classes = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];
  return /^[\x21-\x7e]{8,20}$/.test(text) && classes.every((characters) => characters.test(text));
}

/** Also matches the user or the host of a URL, which may become program arguments of their own. */
const option = /^\s*(?:[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?)?-/i;

/**
 * A path segment that is empty, "." or ".." would address another operation, even behind an encoded
 * slash: a proxy may be configured to decode slashes before it resolves the path.
 */
function hasUnsafeSegment(text: string): boolean {
  return text.split(/[/\\]/).some((part) => /^\.{0,2}$/.test(part.trim()));
}

/** The check for each rule: @returns the flaw of a text that breaks it. */
const rules: Readonly<Record<Rule, (text: string) => FlawWord | undefined>> = {
  argument: (text) => (option.test(text) ? 'option' : undefined),
  'backup-password': (text) => (isBackupPassword(text) ? undefined : 'backup-password'),
  id: (text) => (hasUnsafeSegment(text) ? 'id' : undefined),
  location: (text) => rules.argument(text) ?? flawOfLocation(text),
  'location-uri': (text) => rules.argument(text) ?? flawOfLocationUri(text),
};

/** What a dialog or a fault says beside the flaw of a rule. */
const details: Readonly<Partial<Record<FlawWord, string>>> = {
  scheme: locationTypes.map((type) => `${type.toLowerCase()}://`).join(', '),
};

/** A location that is of another type than the one named beside it would be sent elsewhere. */
function otherScheme(
  { schemeIn }: Parameter,
  location: unknown,
  values: CheckedParameters,
): Omit<Flaw, 'parameter'> | undefined {
  const expected = schemeIn === undefined ? undefined : values.get(schemeIn);
  const scheme = schemeOf(textOf(location));
  return expected === undefined || scheme === undefined || scheme === expected
    ? undefined
    : { word: 'other-scheme', detail: textOf(expected) };
}

function checkedText({ rule, choices }: Parameter, value: unknown): Outcome<string> {
  if (typeof value === 'object') return { word: 'text' };
  const checked = checkText(value);
  if ('word' in checked) return checked;
  const text = checked.value;
  if (/\p{Cc}/u.test(text)) return { word: 'control-character' };
  // A lone surrogate cannot be encoded.
  if (/\p{Cs}/u.test(text)) return { word: 'half-character' };
  const broken = rule === undefined ? undefined : rules[rule](text);
  if (broken !== undefined) {
    const detail = details[broken];
    return { word: broken, ...(detail === undefined ? {} : { detail }) };
  }
  if (choices === undefined) return checked;
  // The appliance accepts its constants in upper case only.
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

/** Converts to ISO 8601 in UTC, the format that the appliance uses itself. */
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
  const { parameter: field, ...invalid } = checked.flaw;
  return { ...invalid, field };
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
  const unknown = [...given.keys()].find((name) => !known.has(name));
  if (unknown !== undefined) return { flaw: { word: 'unknown', parameter: unknown } };
  const values = new Map<string, unknown>();
  for (const parameter of parameters) {
    const { name, fallback, required } = parameter;
    if (isRefused(parameter, given.get(name))) {
      return { flaw: { word: 'empty-password', parameter: name } };
    }
    const value = isGiven(given.get(name)) ? given.get(name) : fallback;
    if (isGiven(value)) {
      const checked = checks[parameter.type](parameter, value);
      if ('word' in checked) return { flaw: { parameter: name, ...checked } };
      const other = otherScheme(parameter, checked.value, values);
      if (other !== undefined) return { flaw: { parameter: name, ...other } };
      values.set(name, checked.value);
    } else if (required) return { flaw: { word: 'missing', parameter: name } };
  }
  return { values };
}

/** @returns the names of the structures that contain some of the parameters in the API. */
export function structuresOf(parameters: readonly Parameter[]): ReadonlySet<string> {
  return new Set(parameters.flatMap(({ within }) => within ?? []));
}

/** What is given, with what stands in a structure of the API beside everything else. */
function withoutStructures(
  parameters: readonly Parameter[],
  given: GivenParameters,
): [name: string, value: unknown][] {
  const structures = structuresOf(parameters);
  return Object.entries(given).flatMap(([name, value]): [string, unknown][] =>
    structures.has(name) && isRecord(value) ? Object.entries(value) : [[name, value]],
  );
}

/**
 * @param own what is given where nothing else is, flat.
 * @param given takes precedence. What is empty counts as not given, unless that is refused.
 * @returns both together, flat.
 */
export function completeParameters(
  parameters: readonly Parameter[],
  own: GivenParameters,
  given: GivenParameters,
): GivenParameters {
  const complete = new Map(Object.entries(own));
  const rows = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  for (const [name, value] of withoutStructures(parameters, given)) {
    const row = rows.get(name);
    const counts = isGiven(value) || (row !== undefined && isRefused(row, value));
    if (counts || !complete.has(name)) complete.set(name, value);
  }
  return Object.fromEntries(complete);
}

/**
 * @param parameters of the operation.
 * @param given by name; a parameter that the API has in a structure may also be given in that
 *   structure.
 * @returns the values to send, of the right types, none missing and none unknown; or the first flaw.
 */
export function checkParameters(
  parameters: readonly Parameter[],
  given: GivenParameters,
): { values: CheckedParameters } | { flaw: Flaw } {
  return checkAll(parameters, new Map(withoutStructures(parameters, given)));
}
