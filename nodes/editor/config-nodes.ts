import { isChosen } from '../runtime/saved-values';
import type { ValidationResult } from './validation';

/**
 * Validates a reference to a config node that is required only in some cases. The editor's own
 * check supports only "always" and "never", and does not run for a property that has a validator.
 *
 * @param label of the property in the dialog.
 */
export function checkConfigNode(value: unknown, label: string): ValidationResult {
  if (!isChosen(value)) {
    return RED._('validator.errors.missing-required-prop', { prop: label });
  }
  const configNode = RED.nodes.node(value);
  if (!configNode) return RED._('validator.errors.missing-config', { prop: label });
  return configNode.valid !== false || RED._('validator.errors.invalid-config', { prop: label });
}
