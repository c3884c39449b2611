import type { Parameter } from '../../../src/appliance/operations/operation';
import { parametersOf } from '../../../src/appliance/operations/tables/recovery-operations';
import type { NamedInput } from '../../runtime/saved-values';
import { prepareFold } from '../form/fold';
import { field } from '../form/node-fields';
import { evaluatedTypes } from '../form/typed-inputs';
import { literals } from '../parameters/literals';
import {
  addParameterRow,
  isExpected,
  labelOfRow,
  literalInput,
  nameOfField,
} from '../parameters/parameter-row';

/** Typed input types that are not saved: for parameters that are not sent, or are credentials. */
const unset = 'unset';
const credential = 'credential';

/** Where an operation has more parameters than this, the optional ones are folded. */
const unfolded = 4;

interface Row {
  name: string;
  input: JQuery;
}

/** The typed input types for a parameter, the default first. */
function typesFor(node: EditorNode, parameter: Parameter): (string | TypedInputType)[] {
  const withoutValue = (value: string) => ({
    value,
    label: node._(`${node.type}.parameters.${value}`),
    hasValue: false,
  });
  if (parameter.credential !== undefined) return [withoutValue(credential), ...evaluatedTypes];
  const input = literalInput(node, parameter);
  // JSON cannot be empty, so "not set" is a type of its own. A list can be text or JSON.
  if (input === 'json') return [withoutValue(unset), input, ...evaluatedTypes];
  return [input, ...(parameter.type === 'list' ? ['json'] : []), ...evaluatedTypes];
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
 * Creates the rows for the parameters of an operation in the open dialog of `vcenter-recovery`.
 *
 * @param saved the saved parameters of the node.
 * @param savedOperation the operation that they were saved for.
 */
export function createOperationRows(
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

  const addRow = (
    place: JQuery,
    name: string,
    label: string,
    types: (string | TypedInputType)[],
  ) => {
    const added = addParameterRow(place, { name, label, types, saved: entries.get(name) });
    rows.push({ name, input: added.input });
    return added;
  };

  const addHelp = (text: string, row: JQuery) =>
    $('<div class="vcenter-note">').text(text).css({ marginTop: 2 }).appendTo(row);

  const addParameter = (parameter: Parameter, place: JQuery) => {
    const { name, credential: secret } = parameter;
    const label = labelOfRow(node, parameter);
    const { row, input } = addRow(place, name, label, typesFor(node, parameter));
    const help = addHelp(helpFor(node, parameter), row);
    if (secret === undefined) return;
    // The editor finds the field of a credential by its id, so the element is moved here and back.
    const field = secrets.find(`[data-credential=${secret}]`).insertBefore(help);
    const show = () => field.toggle(input.typedInput('type') === credential);
    input.on('change', show);
    show();
  };

  const addUnknown = (name: string) => {
    const { row } = addRow(container, name, name, [...literals, ...evaluatedTypes]);
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

  /** Adds optional parameters in a fold. */
  const addFolded = (parameters: readonly Parameter[]) => {
    const title = $('<span>').text(node._(`${node.type}.fold.optional`));
    const fold = $('<details class="vcenter-fold">')
      .append($('<summary>').append(title, ' ', $('<span class="vcenter-fold-count">')))
      .appendTo(container);
    for (const parameter of parameters) addParameter(parameter, fold);
    const names = parameters.flatMap(({ name, credential: secret }) => [
      nameOfField(name),
      ...(secret === undefined ? [] : [secret]),
    ]);
    prepareFold(node, fold, field, names, { defaultOf: () => '', within: fold });
  };

  return {
    /** Shows the parameters of an operation; values entered for the same names are kept. */
    show(operation: string): void {
      collect();
      secrets.append(container.find('[data-credential]'));
      container.empty();
      rows = [];
      const parameters = parametersOf(operation);
      const optional = parameters.filter((parameter) => !isExpected(parameter));
      const folded = parameters.length > unfolded ? optional : [];
      for (const parameter of parameters) {
        if (!folded.includes(parameter)) addParameter(parameter, container);
      }
      for (const name of unknownNames) {
        if (!parameters.some((parameter) => parameter.name === name)) addUnknown(name);
      }
      if (folded.length > 0) addFolded(folded);
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

export type OperationRows = ReturnType<typeof createOperationRows>;
