import type { Parameter } from '../../../src/appliance/operations/operation';
import type { NamedInput } from '../../runtime/saved-values';
import { completedText } from '../choices';
import { nameTypedInput } from '../form';
import { literals } from '../literals';
import { field, prefix } from '../node-fields';
import { places } from '../target';
import { literalType, parametersOf } from './parameters';

/** Kinds of typed input that are not saved: a parameter that is not sent, or is a credential. */
const unset = 'unset';
const credential = 'credential';

interface Row {
  name: string;
  input: JQuery;
}

/** The choices of a parameter as those of a typed input, with none of them first. */
function chooser(type: string, icon: string, none: string, choices: readonly string[]) {
  const options = [
    { value: '', label: none },
    ...choices.map((value) => ({ value, label: value })),
  ];
  return { value: type, label: type, icon: `red/images/typedInput/${icon}.svg`, options };
}

/** In which ways a parameter can be given; the first is the usual one. */
function typesFor(node: EditorNode, parameter: Parameter): (string | TypedInputType)[] {
  const word = (key: string) => node._(`${node.type}.parameters.${key}`);
  const without = (value: string) => ({ value, label: word(value), hasValue: false });
  const type = literalType(parameter);
  if (parameter.credential !== undefined) return [without(credential), ...places];
  if (parameter.choices !== undefined && type === 'str') {
    return [chooser(type, 'az', word(unset), parameter.choices), ...places];
  }
  if (type === 'bool') return [chooser(type, 'bool', word(unset), ['true', 'false']), ...places];
  // JSON cannot be empty, so not to be set is a kind of its own; a list is text or JSON.
  if (type === 'json') return [without(unset), type, ...places];
  const isList = parameter.type === 'list';
  const { of } = parameter;
  return [of ? completedText(of, isList) : type, ...(isList ? ['json'] : []), ...places];
}

/** What is said below a parameter: its help, and which version brought it. */
function helpFor(node: EditorNode, { name, since }: Parameter): string {
  const help = node._(`${node.type}.parameter.${name}.help`);
  return since === undefined
    ? help
    : `${help} ${node._(`${node.type}.parameters.since`, { version: since })}`;
}

function isSet({ value, type }: NamedInput): boolean {
  if (type === unset || type === credential) return false;
  return value.trim() !== '' || places.some((place) => place === type);
}

/**
 * The rows of the parameters in the open dialog of `vcenter-recovery`.
 *
 * @param saved the parameters as the node has them.
 * @param savedOperation for which they were saved.
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
  /** What the table does not have any more is the user's to remove, not ours. */
  const strangers = new Set([...entries.keys()].filter((name) => !known.has(name)));
  let rows: Row[] = [];

  const collect = () => {
    for (const { name, input } of rows) {
      const value = input.typedInput('value');
      entries.set(name, { name, value, type: input.typedInput('type') });
    }
  };

  const addRow = (name: string, label: string, types: (string | TypedInputType)[]) => {
    // An import may have brought any name; an id stands in selectors, and in lists of ids.
    const id = `${prefix}-parameter-${name.replace(/\W+/g, '-')}`;
    const row = $('<div class="form-row">').appendTo(container);
    $('<label>')
      .attr('for', id)
      .text(label)
      .css({ width: 120, verticalAlign: 'middle' })
      .appendTo(row);
    // The space that stands between label and field in the markup of every dialog.
    row.append(' ');
    const input = $('<input type="text">').attr({ id, style: 'width: 70%' }).appendTo(row);
    const [first = 'str'] = types;
    const entry = entries.get(name);
    const offered = types.map((type) => (typeof type === 'string' ? type : type.value));
    // One that an import brought stays, though this dialog would not offer it.
    const imported = literals.filter((type) => type === entry?.type && !offered.includes(type));
    input.typedInput({
      types: [...types, ...imported],
      default: typeof first === 'string' ? first : first.value,
    });
    nameTypedInput(input);
    if (entry !== undefined) input.typedInput('type', entry.type).typedInput('value', entry.value);
    rows.push({ name, input });
    return { row, input };
  };

  const addHelp = (text: string, row: JQuery) =>
    $('<div>')
      .text(text)
      .css({
        margin: '2px 0 0 124px',
        // The editor opens a dialog as wide as its longest line.
        maxWidth: 330,
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
    // The field of a credential is the editor's, by its id: it comes here, and goes back.
    const own = secrets.find(`[data-credential=${secret}]`).insertBefore(help);
    const show = () => own.toggle(input.typedInput('type') === credential);
    input.on('change', show);
    show();
  };

  const addStranger = (name: string) => {
    const { row } = addRow(name, name, [...literals, ...places]);
    const help = addHelp(`${node._(`${node.type}.parameters.stranger`)} `, row);
    const remove = $('<a href="#">')
      .text(node._(`${node.type}.parameters.remove`))
      .appendTo(help);
    remove.on('click', (event) => {
      event.preventDefault();
      strangers.delete(name);
      entries.delete(name);
      rows = rows.filter((other) => other.name !== name);
      row.remove();
    });
  };

  return {
    /** Shows the parameters of an operation, with what was typed for others of the same name. */
    show(operation: string): void {
      collect();
      secrets.append(container.find('[data-credential]'));
      container.empty();
      rows = [];
      const parameters = parametersOf(operation);
      for (const parameter of parameters) addParameter(parameter);
      for (const name of strangers) {
        if (!parameters.some((parameter) => parameter.name === name)) addStranger(name);
      }
    },
    /** @returns those that are set. */
    read(): NamedInput[] {
      collect();
      const shown = rows.flatMap(({ name }) => entries.get(name) ?? []);
      return shown.filter(isSet);
    },
    /** Empties the credentials of parameters that come from elsewhere now. */
    dropUnused(operation: string): void {
      collect();
      for (const { name, credential: secret } of parametersOf(operation)) {
        const isElsewhere = entries.get(name)?.type !== credential;
        if (secret !== undefined && isElsewhere) field(secret).val('');
      }
    },
  };
}

export type ParameterRows = ReturnType<typeof createParameterRows>;
