/**
 * The fields of the form for a specification that is saved as JSON. What a field cannot show stays in
 * the JSON as it is.
 */
import type { Parameter } from '../../../src/appliance/operations/operation';
import { isRecord } from '../../../src/messages/record';

/** The parameters that are saved in a property of their own, with a field in the dialog. */
const ownProperties: ReadonlySet<string> = new Set(['ignore_warnings']);

/** @returns whether the form has a field for a parameter. Credentials are not saved in JSON. */
export function isInForm({ name, credential }: Parameter): boolean {
  return credential === undefined && !ownProperties.has(name);
}

/** @returns the specification that a text contains; undefined if it is no JSON object. */
export function readSpecText(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Shows a value; undefined if the field would show it as something else. */
type Show = (value: unknown, parameter: Parameter) => string | undefined;

const showText: Show = (value, { choices }) => {
  // A field of one line drops line breaks.
  if (typeof value !== 'string' || /[\r\n]/.test(value)) return undefined;
  if (choices === undefined || value === '') return value;
  return choices.find((choice) => choice === value.trim().toUpperCase());
};

const showList: Show = (value, parameter) => {
  if (!Array.isArray(value)) return showText(value, parameter);
  const texts: unknown[] = value;
  const isShown = texts.every((text) => typeof text === 'string' && !/[,\r\n]/.test(text));
  return isShown ? texts.join(', ') : undefined;
};

const showFlag: Show = (value) => {
  const text = String(value);
  return ['', 'true', 'false'].includes(text) ? text : undefined;
};

/** Another type of parameter is not part of a form, and would be shown nowhere. */
const shows: Readonly<Partial<Record<Parameter['type'], Show>>> = {
  text: showText,
  list: showList,
  flag: showFlag,
};

/**
 * @param value of a parameter in a specification.
 * @returns the text of its field; empty if the parameter is not set, undefined if a field cannot show
 *   the value.
 */
export function textOfField(parameter: Parameter, value: unknown): string | undefined {
  if (value === undefined || value === null) return '';
  return shows[parameter.type]?.(value, parameter);
}

/** @returns whether a form with fields for these parameters can show a specification. */
export function fitsForm(parameters: readonly Parameter[], text: string): boolean {
  const spec = readSpecText(text);
  return (
    spec !== undefined &&
    parameters.every((parameter) => textOfField(parameter, spec[parameter.name]) !== undefined)
  );
}

/** The value for the text of a field; undefined for none. */
function valueOfField({ type }: Parameter, text: string): unknown {
  if (text.trim() === '') return undefined;
  if (type === 'flag') return text === 'true';
  if (type !== 'list') return text;
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  return entries.length === 0 ? undefined : entries;
}

/**
 * @param spec the text of a specification.
 * @param text of the field for a parameter.
 * @returns the text of the specification with that value, or without it if the field is empty; all
 *   other values are kept, in their order.
 */
export function withField(spec: string, parameter: Parameter, text: string): string {
  const entries = new Map(Object.entries(readSpecText(spec) ?? {}));
  const value = valueOfField(parameter, text);
  if (value === undefined) entries.delete(parameter.name);
  else entries.set(parameter.name, value);
  return JSON.stringify(Object.fromEntries(entries));
}
