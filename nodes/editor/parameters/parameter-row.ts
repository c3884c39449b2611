/**
 * Rows of a dialog for the parameters of an operation, made from the table of operations. What a
 * dialog offers besides literals, such as a property of the message, is its own affair.
 */
import type { Parameter } from '../../../src/appliance/operations/operation';
import type { TypedInput } from '../../runtime/saved-values';
import { labelTypedInput, labelWidth } from '../form/labels';
import { prefix } from '../form/node-fields';
import { completedText } from './choices';
import { literals, literalType } from './literals';

/** A typed input type that offers the choices of a parameter, the first being none of them. */
function choiceType(type: string, icon: string, none: string, choices: readonly string[]) {
  const options = [
    { value: '', label: none },
    ...choices.map((value) => ({ value, label: value })),
  ];
  return { value: type, label: type, icon: `red/images/typedInput/${icon}.svg`, options };
}

/** @returns the typed input type in which a literal of a parameter is entered. */
export function literalInput(node: EditorNode, parameter: Parameter): string | TypedInputType {
  const type = literalType(parameter);
  const { choices, of } = parameter;
  const none = node._(`${node.type}.parameters.unset`);
  if (choices !== undefined && type === 'str') return choiceType(type, 'az', none, choices);
  if (type === 'bool') return choiceType(type, 'bool', none, ['true', 'false']);
  return of === undefined ? type : completedText(of, parameter.type === 'list');
}

/** @returns whether the user has to set a parameter. */
export function isExpected({ required, fallback }: Parameter): boolean {
  return required === true && fallback === undefined;
}

/** @returns the label of a parameter, with a mark if the user has to set it. */
export function labelOfRow(node: EditorNode, parameter: Parameter): string {
  const mark = isExpected(parameter) ? ' *' : '';
  return node._(`${node.type}.parameter.${parameter.name}.label`) + mark;
}

/**
 * @param parameter its name. An imported one may contain any character, but ids are used in selectors
 *   and lists of ids.
 * @returns the name of its field, which is its id without the prefix.
 */
export function nameOfField(parameter: string): string {
  return `parameter-${parameter.replace(/\W+/g, '-')}`;
}

/** What a row shows. */
export interface RowContent {
  /** The name of the parameter in the API. */
  name: string;
  label: string;
  /** The types of its typed input, the default first. */
  types: readonly (string | TypedInputType)[];
  saved?: TypedInput | undefined;
  placeholder?: string;
}

/** Adds a row with a label and a typed input to a dialog, after what the container has already. */
export function addParameterRow(
  container: JQuery,
  { name, label, types, saved, placeholder = '' }: RowContent,
): { row: JQuery; input: JQuery } {
  const id = `${prefix}-${nameOfField(name)}`;
  const row = $('<div class="form-row">').appendTo(container);
  $('<label>')
    .attr('for', id)
    .text(label)
    .css({ width: labelWidth, verticalAlign: 'middle' })
    .appendTo(row);
  // In the HTML of all dialogs, a space separates label and field.
  row.append(' ');
  const input = $('<input type="text">')
    .attr({ id, placeholder, style: `width: calc(100% - ${labelWidth + 5}px)` })
    .appendTo(row);
  const [first = 'str'] = types;
  const offered = types.map((type) => (typeof type === 'string' ? type : type.value));
  // A type from an imported flow is kept even if this dialog does not offer it.
  const imported = literals.filter((type) => type === saved?.type && !offered.includes(type));
  input.typedInput({
    types: [...types, ...imported],
    default: typeof first === 'string' ? first : first.value,
  });
  labelTypedInput(input);
  if (saved !== undefined) input.typedInput('type', saved.type).typedInput('value', saved.value);
  return { row, input };
}
