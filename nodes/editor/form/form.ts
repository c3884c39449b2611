import type { ValidationResult } from '../validation';

/** @returns the current value of a field in the open dialog. */
export function fieldValue(field: JQuery): string {
  if (field.is(':checkbox')) return String(field.is(':checked'));
  const value = field.val();
  return typeof value === 'string' ? value : '';
}

/**
 * @returns the value of a property to validate: from the form if the node's own dialog is on top,
 *   else the saved one. While this node is validated, a form of the same type may be open for
 *   another node (the editor validates every user of a config node when that is saved).
 */
export function currentValue(node: EditorNode, prefix: string, property: string): string {
  const edited = RED.editor.getEditStack().at(-1);
  const field = $(`#${prefix}-${property}`);
  if (edited?.id === node.id && field.length > 0) return fieldValue(field);
  const saved = node[property];
  return saved === undefined || saved === null ? '' : String(saved);
}

interface Condition {
  field: string;
  values: string[];
}

/**
 * Parses `data-when="action=wait, action=start waitAfterStart=true"`: alternatives separated by
 * commas, each with conditions that must all hold. A condition can list several values
 * (`connection=api|rest`).
 */
function readAlternatives(text: string): Condition[][] {
  return text.split(',').map((alternative) =>
    alternative
      .split(/\s+/)
      .filter(Boolean)
      .map((condition) => {
        const [field = '', values = ''] = condition.split('=');
        return { field, values: values.split('|') };
      }),
  );
}

/**
 * Shows each element with `data-when` only while its conditions hold, so that only the rows
 * relevant to the selected options are visible.
 *
 * @param prefix of the fields' ids, as the editor defines it.
 */
export function showRelevantRows(prefix: string): void {
  const rows = $('[data-when]')
    .toArray()
    .map((element) => ({
      row: $(element),
      alternatives: readAlternatives(element.getAttribute('data-when') ?? ''),
    }));
  const fieldOf = (name: string) => $(`#${prefix}-${name}`);
  const holds = ({ field, values }: Condition) => values.includes(fieldValue(fieldOf(field)));
  const update = () => {
    for (const { row, alternatives } of rows) {
      row.toggle(alternatives.some((conditions) => conditions.every(holds)));
    }
    RED.tray.resize();
  };
  const conditions = rows.flatMap(({ alternatives }) => alternatives.flat());
  for (const field of new Set(conditions.map(({ field }) => field))) {
    fieldOf(field).on('change', update);
  }
  update();
}

/** Pixels. The fields next to the labels, in the HTML, are as wide as what is left: 100 % - 180 px. */
export const labelWidth = 175;

/**
 * Widens the labels: a few words, or a long one in another language, do not fit into the editor's
 * 100 pixels, and a label must not wrap.
 *
 * @param form the selector of the dialog's form, which is different for config nodes.
 * @param width of the labels in pixels.
 */
export function widenLabels(form = '#dialog-form', width = labelWidth): void {
  $(form).addClass('vcenter-form');
  for (const { style } of $(`${form} .form-row > label:first-child`).toArray()) {
    style.width = `${width}px`;
    // The HTML aligns the label of a multi-line field to the top.
    style.verticalAlign ||= 'middle';
  }
}

/**
 * Shows the saved value where the select would be blank. A value without an option, such as
 * `${NAME}` from an imported flow, gets one. For a missing value the first option is selected,
 * which is also the runtime's default.
 */
export function showSavedValue(select: JQuery, value: unknown): void {
  if (select.find(':selected').length > 0) return;
  if (typeof value === 'string' && value !== '') {
    $('<option>').val(value).text(value).appendTo(select);
    select.val(value);
  } else {
    select.prop('selectedIndex', 0);
  }
}

/** Labels a second field of a row for screen readers by the label of the first one. */
export function labelSecondField(first: JQuery, second: JQuery): void {
  second.attr('aria-labelledby', idOfLabel(first));
}

/** Refers to the label, not to its text: the editor translates the form only after `oneditprepare`. */
function idOfLabel(field: JQuery): string {
  const id = field.attr('id');
  $(`label[for=${id}]`).attr('id', `label-of-${id}`);
  return `label-of-${id}`;
}

/**
 * Labels a typed input for screen readers. It replaces the field that the label is for by a field
 * and a button of its own (`typedInput.js` in the editor-client).
 */
export function labelTypedInput(input: JQuery): void {
  input
    .next('.red-ui-typedInput-container')
    .find('.red-ui-typedInput-input, .red-ui-typedInput-option-expand')
    .attr('aria-labelledby', idOfLabel(input));
}

/**
 * Shows the validation error of a field below it. The editor shows it as a tooltip of the field,
 * but a typed input hides that field (`validateNodeEditorProperty` in its editor.js).
 *
 * @returns a function to call when the field has changed.
 */
export function showValidationError(name: string, validate: () => ValidationResult): () => void {
  const element = $(`[data-flaw=${name}]`);
  const update = () => {
    const result = validate();
    element.text(result === true ? '' : result).toggle(result !== true);
  };
  update();
  return update;
}
