import { checkConfigNode } from './config-nodes';
import { currentValue, fieldValue, labelTypedInput } from './form/form';
import { field, prefix } from './form/node-fields';
import type { ValidationResult } from './validation';

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

/** The types of target that have no value, as keys of the locale file; the first is the default. */
const targets = ['appliance', 'all'] as const;

/**
 * Creates the field for the appliance: a selected one, or the source of its name.
 *
 * @param choices what can be chosen without a value.
 */
export function prepareTarget(
  node: EditorNode,
  choices: readonly (typeof targets)[number][] = ['appliance'],
): void {
  const types: (string | TypedInputType)[] = choices.map((value) => ({
    value,
    label: node._(`${node.type}.target.${value}`),
    hasValue: false,
  }));
  types.push(...evaluatedTypes);
  // The type in an imported flow, such as `${NAME}`, would be replaced by the first one.
  const saved = fieldValue(field('targetType'));
  const isOffered = [...choices, ...evaluatedTypes].some((type) => type === saved);
  if (saved !== '' && !isOffered) types.push({ value: saved, label: saved });
  prepareTypedInput('target', types);
}

/**
 * The output for faults is the last, so a plain number is enough: no other wire moves.
 *
 * @param outputs that the node has without it.
 */
export function prepareErrorOutput(outputs: number): void {
  const update = () => {
    const hasErrorOutput = field('errorOutput').is(':checked');
    field('outputs').val(String(hasErrorOutput ? outputs + 1 : outputs));
  };
  field('errorOutput').on('change', update);
  update();
}

/** `oneditsave` for the field: clears the selected appliance if messages name another one. */
export function saveTarget(): void {
  if (fieldValue(field('targetType')) !== 'appliance') field('appliance').val('_ADD_');
}

/** The type of the target; the selected appliance if an imported flow has none. */
export function targetTypeOf(node: EditorNode): string {
  return currentValue(node, prefix, 'targetType') || 'appliance';
}

/** @returns the selected appliance, in the open dialog or as saved; undefined if there is none. */
export function chosenAppliance(node: EditorNode): EditorNode | undefined {
  if (targetTypeOf(node) !== 'appliance') return undefined;
  return RED.nodes.node(currentValue(node, prefix, 'appliance')) ?? undefined;
}

/** Validates the selected appliance, which is required unless messages name one. */
export function checkChosenAppliance(node: EditorNode, value: unknown): ValidationResult {
  const isRequired = targetTypeOf(node) === 'appliance';
  return !isRequired || checkConfigNode(value, node._(`${node.type}.label.appliance`));
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

/** Validates the source for the name of the appliance, if messages name it. */
export function checkTarget(node: EditorNode, value: unknown): ValidationResult {
  const type = targetTypeOf(node);
  return targets.some((known) => known === type) || checkTyped(node, 'target', value, type);
}

/** @returns the label of the appliance that a node uses; empty if messages name it. */
export function applianceLabel(node: EditorNode): string {
  const chosen = targetTypeOf(node) === 'appliance' ? RED.nodes.node(String(node.appliance)) : null;
  return chosen ? RED.utils.getNodeLabel(chosen, '') : '';
}
