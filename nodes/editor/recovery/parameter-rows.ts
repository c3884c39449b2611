import type { Parameter } from '../../../src/appliance/operations/operation';
import type { NamedInput } from '../../runtime/saved-values';
import { completedText } from '../choices';
import { labelTypedInput, labelWidth } from '../form';
import { literals } from '../literals';
import { field, prefix } from '../node-fields';
import { evaluatedTypes } from '../target';
import { literalType, parametersOf } from './parameters';

/** Typed input types that are not saved: for parameters that are not sent, or are credentials. */
const unset = 'unset';
const credential = 'credential';

interface Row {
  name: string;
  input: JQuery;
}

/** A typed input type that offers the choices of a parameter, the first being none of them. */
function choiceType(type: string, icon: string, none: string, choices: readonly string[]) {
  const options = [
    { value: '', label: none },
    ...choices.map((value) => ({ value, label: value })),
  ];
  return { value: type, label: type, icon: `red/images/typedInput/${icon}.svg`, options };
}

/** The typed input types for a parameter, the default first. */
function typesFor(node: EditorNode, parameter: Parameter): (string | TypedInputType)[] {
  const word = (key: string) => node._(`${node.type}.parameters.${key}`);
  const withoutValue = (value: string) => ({ value, label: word(value), hasValue: false });
  const type = literalType(parameter);
  if (parameter.credential !== undefined) return [withoutValue(credential), ...evaluatedTypes];
  if (parameter.choices !== undefined && type === 'str') {
    return [choiceType(type, 'az', word(unset), parameter.choices), ...evaluatedTypes];
  }
  if (type === 'bool')
    return [choiceType(type, 'bool', word(unset), ['true', 'false']), ...evaluatedTypes];
  // JSON cannot be empty, so "not set" is a type of its own. A list can be text or JSON.
  if (type === 'json') return [withoutValue(unset), type, ...evaluatedTypes];
  const isList = parameter.type === 'list';
  const { of } = parameter;
  return [of ? completedText(of, isList) : type, ...(isList ? ['json'] : []), ...evaluatedTypes];
}

/** The text below a parameter: its help, and the version that introduced it. */
function helpFor(node: EditorNode, { name, since }: Parameter): string {
  const help = node._(`${node.type}.parameter.${name}.help`);
  return since === undefined
    ? help
    : `${help} ${node._(`${node.type}.parameters.since`, { version: since })}`;
}

function isSet({ value, type }: NamedInput): boolean {
  if (type === unset || type === credential) return false;
  return value.trim() !== '' || evaluatedTypes.some((place) => place === type);
}

/**
 * Creates the rows for parameters in the open dialog of `vcenter-recovery`.
 *
 * @param saved the saved parameters of the node.
 * @param savedOperation the operation that they were saved for.
 */
export function createParameterRows(
  node: EditorNode,
  saved: readonly NamedInput[],
  savedOperation: string,
) {
  const container = $('#vcenter-recovery-parameters');
  const secrets = $('#vcenter-recovery-secrets');
  const entries = new Map(saved.map((parameter) => [parameter.name, parameter]));
  const known = new Set(parametersOf(savedOperation).map(({ name }) => name));
  /** Saved parameters that the operation does not have. Only the user removes them. */
  const unknownNames = new Set([...entries.keys()].filter((name) => !known.has(name)));
  let rows: Row[] = [];

  const collect = () => {
    for (const { name, input } of rows) {
      const value = input.typedInput('value');
      entries.set(name, { name, value, type: input.typedInput('type') });
    }
  };

  const addRow = (name: string, label: string, types: (string | TypedInputType)[]) => {
    // An imported name may contain any character, but ids are used in selectors and lists of ids.
    const id = `${prefix}-parameter-${name.replace(/\W+/g, '-')}`;
    const row = $('<div class="form-row">').appendTo(container);
    $('<label>')
      .attr('for', id)
      .text(label)
      .css({ width: labelWidth, verticalAlign: 'middle' })
      .appendTo(row);
    // In the HTML of all dialogs, a space separates label and field.
    row.append(' ');
    const input = $('<input type="text">')
      .attr({ id, style: `width: calc(100% - ${labelWidth + 5}px)` })
      .appendTo(row);
    const [first = 'str'] = types;
    const entry = entries.get(name);
    const offered = types.map((type) => (typeof type === 'string' ? type : type.value));
    // A type from an imported flow is kept even if this dialog does not offer it.
    const imported = literals.filter((type) => type === entry?.type && !offered.includes(type));
    input.typedInput({
      types: [...types, ...imported],
      default: typeof first === 'string' ? first : first.value,
    });
    labelTypedInput(input);
    if (entry !== undefined) input.typedInput('type', entry.type).typedInput('value', entry.value);
    rows.push({ name, input });
    return { row, input };
  };

  const addHelp = (text: string, row: JQuery) =>
    $('<div>')
      .text(text)
      .css({
        margin: `2px 0 0 ${labelWidth + 4}px`,
        // The editor makes a dialog as wide as its longest line.
        maxWidth: 275,
        fontSize: 12,
        color: 'var(--red-ui-secondary-text-color)',
      })
      .appendTo(row);

  const addParameter = (parameter: Parameter) => {
    const { name, required, fallback, credential: secret } = parameter;
    const label = node._(`${node.type}.parameter.${name}.label`);
    const mark = required && fallback === undefined ? ' *' : '';
    const { row, input } = addRow(name, label + mark, typesFor(node, parameter));
    const help = addHelp(helpFor(node, parameter), row);
    if (secret === undefined) return;
    // The editor finds the field of a credential by its id, so the element is moved here and back.
    const field = secrets.find(`[data-credential=${secret}]`).insertBefore(help);
    const show = () => field.toggle(input.typedInput('type') === credential);
    input.on('change', show);
    show();
  };

  const addUnknown = (name: string) => {
    const { row } = addRow(name, name, [...literals, ...evaluatedTypes]);
    const help = addHelp(`${node._(`${node.type}.parameters.stranger`)} `, row);
    const remove = $('<a href="#">')
      .text(node._(`${node.type}.parameters.remove`))
      .appendTo(help);
    remove.on('click', (event) => {
      event.preventDefault();
      unknownNames.delete(name);
      entries.delete(name);
      rows = rows.filter((other) => other.name !== name);
      row.remove();
    });
  };

  return {
    /** Shows the parameters of an operation; values entered for the same names are kept. */
    show(operation: string): void {
      collect();
      secrets.append(container.find('[data-credential]'));
      container.empty();
      rows = [];
      const parameters = parametersOf(operation);
      for (const parameter of parameters) addParameter(parameter);
      for (const name of unknownNames) {
        if (!parameters.some((parameter) => parameter.name === name)) addUnknown(name);
      }
    },
    /** @returns the parameters that are set. */
    read(): NamedInput[] {
      collect();
      const shown = rows.flatMap(({ name }) => entries.get(name) ?? []);
      return shown.filter(isSet);
    },
    /** Clears the credentials of parameters that have another source now. */
    clearUnusedCredentials(operation: string): void {
      collect();
      for (const { name, credential: secret } of parametersOf(operation)) {
        const isUnused = entries.get(name)?.type !== credential;
        if (secret !== undefined && isUnused) field(secret).val('');
      }
    },
  };
}

export type ParameterRows = ReturnType<typeof createParameterRows>;
