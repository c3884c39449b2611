import type { ValidationResult } from '../validation';
import { labelTypedInput } from './labels';
import { field } from './node-fields';

/** The typed input types that Node-RED evaluates for each message, unlike literals. */
export const evaluatedTypes = ['msg', 'flow', 'global', 'env', 'jsonata'] as const;

/** Creates a typed input whose type other rows may depend on. */
export function prepareTypedInput(name: string, types: (string | TypedInputType)[]): void {
  const [first] = types;
  if (first === undefined) return;
  const typeField = field(`${name}Type`);
  field(name).typedInput({
    types,
    default: typeof first === 'string' ? first : first.value,
    typeField,
  });
  labelTypedInput(field(name));
  // The typed input changes the field of its type without triggering an event.
  field(name).on('change', () => typeField.trigger('change'));
}

/**
 * Validates a typed input whose type has a value.
 *
 * @param name of the property.
 * @param missing the key of the error for an empty field in the locale file.
 */
export function checkTyped(
  node: EditorNode,
  name: string,
  value: unknown,
  type: string,
  missing = name,
): ValidationResult {
  const text = String(value ?? '').trim();
  if (text === '') return node._(`${node.type}.errors.${missing}`);
  const label = node._(`${node.type}.label.${name}`);
  return RED.utils.validateTypedProperty(text, type, { label });
}
