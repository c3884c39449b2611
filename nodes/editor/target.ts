import { checkConfigNode } from './config-nodes';
import { currentValue, fieldValue, nameTypedInput } from './form';
import { field, prefix } from './node-fields';
import type { Verdict } from './validation';

/** Where Node-RED finds a value for each message, beside those that are written in the dialog. */
export const places = ['msg', 'flow', 'global', 'env', 'jsonata'] as const;

/** Makes a typed input whose kind other rows may depend on. */
export function prepareTypedInput(name: string, types: (string | TypedInputType)[]): void {
  const [first] = types;
  if (first === undefined) return;
  const typeField = field(`${name}Type`);
  field(name).typedInput({
    types,
    default: typeof first === 'string' ? first : first.value,
    typeField,
  });
  nameTypedInput(field(name));
  // The typed input keeps its kind in a field that tells nobody when it changes.
  field(name).on('change', () => typeField.trigger('change'));
}

/** The choice of the appliance: one that is deployed, or what names one for each message. */
export function prepareTarget(node: EditorNode): void {
  const label = node._(`${node.type}.target.appliance`);
  prepareTypedInput('target', [{ value: 'appliance', label, hasValue: false }, ...places]);
}

/**
 * The output for faults is the last, so a plain number is enough: no other wire moves.
 *
 * @param outputs that the node has without it.
 */
export function prepareErrorOutput(outputs: number): void {
  const update = () => {
    const isWanted = field('errorOutput').is(':checked');
    field('outputs').val(String(isWanted ? outputs + 1 : outputs));
  };
  field('errorOutput').on('change', update);
  update();
}

/** What is left of an `oneditsave`: an appliance that is not asked is not used either. */
export function saveTarget(): void {
  if (fieldValue(field('targetType')) !== 'appliance') field('appliance').val('_ADD_');
}

/** What names the appliance; the chosen one, where an imported flow does not say. */
function targetTypeOf(node: EditorNode): string {
  return currentValue(node, prefix, 'targetType') || 'appliance';
}

/** @returns the appliance that is chosen, in the open dialog or as saved; nothing where none is. */
export function chosenAppliance(node: EditorNode): EditorNode | undefined {
  if (targetTypeOf(node) !== 'appliance') return undefined;
  return RED.nodes.node(currentValue(node, prefix, 'appliance')) ?? undefined;
}

/** Validates the chosen appliance, which is required where no other names one. */
export function checkChosenAppliance(node: EditorNode, value: unknown): Verdict {
  const isAsked = targetTypeOf(node) === 'appliance';
  return !isAsked || checkConfigNode(value, node._(`${node.type}.label.appliance`));
}

/**
 * Validates a typed input whose kind is one that has a value.
 *
 * @param name of the property.
 * @param missing what the locale file calls the error that nothing was typed.
 */
export function checkTyped(
  node: EditorNode,
  name: string,
  value: unknown,
  type: string,
  missing = name,
): Verdict {
  const text = String(value ?? '').trim();
  if (text === '') return node._(`${node.type}.errors.${missing}`);
  const label = node._(`${node.type}.label.${name}`);
  return RED.utils.validateTypedProperty(text, type, { label });
}

/** Validates what names the appliance, where it is not the chosen one. */
export function checkTarget(node: EditorNode, value: unknown): Verdict {
  const type = targetTypeOf(node);
  return type === 'appliance' || checkTyped(node, 'target', value, type);
}

/** @returns what the flow calls the appliance that a node asks; "" where messages name it. */
export function applianceLabel(node: EditorNode): string {
  const chosen = targetTypeOf(node) === 'appliance' ? RED.nodes.node(String(node.appliance)) : null;
  return chosen ? RED.utils.getNodeLabel(chosen, '') : '';
}
