/**
 * Where the specification of a job comes from: the fields of a form, JSON, or the message. The form
 * is another view of the JSON, so the saved properties are `spec` and `specType` either way.
 */
import type { Parameter } from '../../../src/appliance/operations/operation';
import type { TypedInput } from '../../runtime/saved-values';
import { fieldValue } from '../form/field-values';
import { prepareFold } from '../form/fold';
import { labelTypedInput } from '../form/labels';
import { field } from '../form/node-fields';
import { evaluatedTypes } from '../form/typed-inputs';
import { showCredentialFlaw } from '../parameters/credential-flaw';
import { addParameterRow, labelOfRow, literalInput } from '../parameters/parameter-row';
import { flawOfSpec, parametersOfSpec } from './job-spec';
import { fitsForm, isInForm, readSpecText, textOfField, withField } from './spec-fields';

/** The fold with the settings that a job can do without. */
const fold = () => $('#vcenter-spec-more');

/** The typed input type for the form. It is not saved: the form writes JSON. */
const form = 'form';

interface FormRow {
  parameter: Parameter;
  row: JQuery;
  input: JQuery;
  /** What the field shows, to find out whether the user has changed it. */
  shown: string;
}

/** The location comes first; the rest is optional. */
function isInFold({ name }: Parameter): boolean {
  return !name.startsWith('location');
}

/**
 * Adds the rows of the form, and moves those of the credentials between them, as in the table. What
 * does not belong to the location is in the fold.
 */
function addRows(node: EditorNode): FormRow[] {
  const container = $('#vcenter-spec-form');
  const optional = $('#vcenter-spec-optional');
  if (container.length === 0) return [];
  return parametersOfSpec(node.type).flatMap((parameter) => {
    const { name, credential } = parameter;
    if (credential !== undefined) {
      // The editor finds the field of a credential by its id, so the HTML of the dialog has it.
      const element = $(`[data-credential=${credential}]`);
      if (element.closest(fold()).length === 0) element.appendTo(container);
      showCredentialFlaw(node, parameter, credential);
      return [];
    }
    if (!isInForm(parameter)) return [];
    const { row, input } = addParameterRow(isInFold(parameter) ? optional : container, {
      name,
      label: labelOfRow(node, parameter),
      types: [literalInput(node, parameter)],
      placeholder: node._(`${node.type}.placeholder.${name}`, { defaultValue: '' }),
    });
    return [{ parameter, row, input, shown: '' }];
  });
}

/** Shows a specification in the fields of the form. */
function fillRows(rows: readonly FormRow[], json: string): void {
  const spec = readSpecText(json) ?? {};
  for (const row of rows) {
    row.shown = textOfField(row.parameter, spec[row.parameter.name]) ?? '';
    row.input.typedInput('value', row.shown);
  }
}

/** The types of the field for the source. An imported type is kept even if it is not offered. */
function sourceTypes(node: EditorNode, hasForm: boolean, saved: string) {
  const label = node._(`${node.type}.specSource.form`);
  const offered = ['json', 'msg', 'jsonata'];
  const imported = evaluatedTypes.filter((type) => type === saved && !offered.includes(type));
  const formType = { value: form, label, hasValue: false };
  return [...(hasForm ? [formType] : []), ...offered, ...imported];
}

/**
 * Creates the field for the source of the specification, and the form if the dialog has one. Nothing
 * is written to the fields of `spec` and `specType` until the user changes something: a text field
 * drops line breaks, which a saved specification may contain.
 *
 * @returns a function that moves what is wrong with the specification to the row concerned; call it
 *   after each validation.
 */
export function prepareSpec(node: EditorNode): () => void {
  const source = field('specSource');
  const rows = addRows(node);
  const parameters = rows.map(({ parameter }) => parameter);
  const value = fieldValue(field('spec'));
  const type = fieldValue(field('specType')) || 'json';
  /** The specification as JSON, which is kept while another source is selected. */
  let json = type === 'json' ? value : '{}';
  const isForm = rows.length > 0 && type === 'json' && fitsForm(parameters, json);
  source.typedInput({ types: sourceTypes(node, rows.length > 0, type), default: 'json' });
  labelTypedInput(source);
  source.typedInput('type', isForm ? form : type);
  if (!isForm) source.typedInput('value', value);
  fillRows(rows, json);

  const read = (): TypedInput => ({
    type: source.typedInput('type'),
    value: source.typedInput('value'),
  });
  let shown = read();

  const showForm = () => {
    for (const { row } of rows) row.toggle(shown.type === form);
    // A restore has a setting in it that is not part of the form.
    fold().toggle(shown.type === form || field('ignoreWarnings').length > 0);
    const others = Object.keys(readSpecText(json) ?? {}).filter(
      (name) => !parameters.some((parameter) => parameter.name === name),
    );
    $('#vcenter-spec-others')
      .text(node._(`${node.type}.specSource.others`, { names: others.join(', ') }))
      .toggle(shown.type === form && others.length > 0);
    RED.tray.resize();
  };
  const write = () => {
    const isJson = shown.type === form || shown.type === 'json';
    field('specType').val(isJson ? 'json' : shown.type);
    field('spec')
      .val(isJson ? json : shown.value)
      .trigger('change');
    showForm();
  };

  source.on('change', () => {
    const before = shown;
    shown = read();
    if (shown.type === before.type && shown.value === before.value) return;
    if (shown.type !== before.type && shown.type === 'json') {
      // This triggers the event again: as a change of the value, unless it shows that already.
      const kept = json;
      source.typedInput('value', kept);
      json = kept;
    } else if (shown.type === 'json') json = shown.value;
    if (shown.type !== before.type && shown.type === form) fillRows(rows, json);
    write();
  });
  for (const row of rows) {
    row.input.on('change', () => {
      const text = row.input.typedInput('value');
      if (text === row.shown) return;
      row.shown = text;
      json = withField(json, row.parameter, text);
      write();
    });
  }
  showForm();
  const folded = parameters.filter(isInFold).map(({ name }) => `parameter-${name}`);
  if (rows.length > 0) {
    prepareFold(node, fold(), field, [...folded, 'ssoUsername', 'ssoPassword', 'ignoreWarnings']);
  }

  const usual = source.closest('.form-row');
  return () => {
    const wrong = shown.type === form ? flawOfSpec(node.type, json)?.parameter : undefined;
    const concerned = rows.find(({ parameter }) => parameter.name === wrong);
    $('[data-flaw=spec]').insertAfter(concerned?.row ?? usual);
    if (concerned?.row.closest(fold()).length) fold().prop('open', true);
  };
}
