import { checkConfigNode } from './config-nodes';
import { currentValue, fieldValue } from './form/field-values';
import { field, prefix } from './form/node-fields';
import { checkTyped, evaluatedTypes, prepareTypedInput } from './form/typed-inputs';
import type { ValidationResult } from './validation';

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
