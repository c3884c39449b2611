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
