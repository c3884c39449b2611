import { isChosen } from '../runtime/saved-values';
import type { Verdict } from './validation';

/**
 * Validates a reference to a config node that is required only in some cases. The editor's own
 * check knows "always" and "never", and is left out where a property has a validator.
 *
 * @param label what the property is called in the dialog.
 */
export function checkConfigNode(value: unknown, label: string): Verdict {
  if (!isChosen(value)) {
    return RED._('validator.errors.missing-required-prop', { prop: label });
  }
  const chosen = RED.nodes.node(value);
  if (!chosen) return RED._('validator.errors.missing-config', { prop: label });
  return chosen.valid !== false || RED._('validator.errors.invalid-config', { prop: label });
}
