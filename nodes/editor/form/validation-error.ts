import type { ValidationResult } from '../validation';

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
