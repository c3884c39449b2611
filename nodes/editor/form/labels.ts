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
