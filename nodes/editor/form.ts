import type { Verdict } from './validation';

/** What a field of the open dialog holds now. */
export function fieldValue(field: JQuery): string {
  if (field.is(':checkbox')) return String(field.is(':checked'));
  const value = field.val();
  return typeof value === 'string' ? value : '';
}

/**
 * @returns a property as the validators have to see it: from the form while the node's own dialog
 *   is on top, else as it was saved. A form of the same type may be open for another node while
 *   this one is checked (the editor checks every user of a config node that is saved).
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
 * Reads `data-when="action=wait, action=start waitAfterStart=true"`: one of these, each with all of
 * its conditions; a condition holds for each of its values (`connection=api|rest`).
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
 * Keeps only those rows visible that matter for what is chosen: each element with `data-when`
 * while its conditions hold.
 *
 * @param prefix of the fields' ids, as the editor sets it.
 */
export function showWhatMatters(prefix: string): void {
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

/**
 * Labels of two words, or of one long word in another language, need more than the editor's 100
 * pixels; the fields' 70 % still fit beside them.
 *
 * @param form the selector of the dialog's form: that of a config node is another.
 */
export function widenLabels(form = '#dialog-form'): void {
  for (const { style } of $(`${form} > .form-row > label:first-child`).toArray()) {
    style.width = '120px';
    // Beside a field of several lines the markup has its label at the top.
    style.verticalAlign ||= 'middle';
  }
}

/**
 * Shows what was saved where a select would show nothing. A value that it does not offer, such as
 * `${NAME}` from an imported flow, is offered then; for one that is missing the first option is
 * what the runtime takes as well.
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

/**
 * Gives a typed input the name that stands beside it: it shows a field and a button of its own, and
 * the label is for the one that it hides (`typedInput.js` in the editor-client).
 */
export function nameTypedInput(input: JQuery): void {
  const id = input.attr('id');
  // Not its text: the editor translates the form only after `oneditprepare`.
  $(`label[for=${id}]`).attr('id', `label-of-${id}`);
  input
    .next('.red-ui-typedInput-container')
    .find('.red-ui-typedInput-input, .red-ui-typedInput-option-expand')
    .attr('aria-labelledby', `label-of-${id}`);
}

/**
 * Says below a field what is wrong with it. The editor would show it where the pointer rests on the
 * field, but a typed input hides that field (`validateNodeEditorProperty` in its editor.js).
 *
 * @returns what is to be called when the field has changed.
 */
export function tellFlaw(name: string, check: () => Verdict): () => void {
  const place = $(`[data-flaw=${name}]`);
  const update = () => {
    const verdict = check();
    place.text(verdict === true ? '' : verdict).toggle(verdict !== true);
  };
  update();
  return update;
}
