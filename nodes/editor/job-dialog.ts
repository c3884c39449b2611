import { checkConfigNode } from './config-nodes';
import { currentValue, fieldValue, showWhatMatters } from './form';
import type { Verdict } from './validation';

const prefix = 'node-input';

function field(name: string): JQuery {
  return $(`#${prefix}-${name}`);
}

/** The outputs of a job node in their order, as keys of its locale file; the last is optional. */
const outputs = ['running', 'succeeded', 'failed', 'not-found', 'error'];

function prepareTarget(node: EditorNode): void {
  field('target').typedInput({
    types: [
      {
        value: 'appliance',
        label: node._(`${node.type}.target.appliance`),
        hasValue: false,
      },
      'msg',
      'flow',
      'global',
      'env',
      'jsonata',
    ],
    default: 'appliance',
    typeField: field('targetType'),
  });
}

/** The output for faults is the last, so a plain number is enough: no other wire moves. */
function prepareErrorOutput(): void {
  const update = () => {
    const isWanted = field('errorOutput').is(':checked');
    field('outputs').val(String(isWanted ? outputs.length : outputs.length - 1));
  };
  field('errorOutput').on('change', update);
  update();
}

/** `oneditprepare` of the job nodes. */
export function prepareJob(node: EditorNode): void {
  prepareTarget(node);
  prepareErrorOutput();
  // The typed input keeps its kind in a field that tells nobody when it changes.
  field('target').on('change', () => field('targetType').trigger('change'));
  showWhatMatters(prefix);
}

/** `oneditsave` of the job nodes: an appliance that is not asked is not used either. */
export function saveJob(): void {
  if (fieldValue(field('targetType')) !== 'appliance') field('appliance').val('_ADD_');
}

/** What names the appliance; the chosen one, where an imported flow does not say. */
function targetTypeOf(node: EditorNode): string {
  return currentValue(node, prefix, 'targetType') || 'appliance';
}

/** Validates the chosen appliance, which is required where no other names one. */
export function checkChosenAppliance(node: EditorNode, value: unknown): Verdict {
  const isAsked = targetTypeOf(node) === 'appliance';
  return !isAsked || checkConfigNode(value, node._(`${node.type}.label.appliance`));
}

/** Validates what names the appliance, where it is not the chosen one. */
export function checkTarget(node: EditorNode, value: unknown): Verdict {
  const type = targetTypeOf(node);
  if (type === 'appliance') return true;
  const text = String(value ?? '').trim();
  if (text === '') return node._(`${node.type}.errors.target`);
  const label = node._(`${node.type}.label.target`);
  return RED.utils.validateTypedProperty(text, type, { label });
}

/** What a job node without a name is called: the kind of job, and of which appliance. */
export function jobLabel(node: EditorNode): string {
  const isAsked = targetTypeOf(node) === 'appliance';
  const chosen = isAsked ? RED.nodes.node(String(node.appliance)) : undefined;
  const appliance = chosen ? RED.utils.getNodeLabel(chosen, '') : '';
  return appliance
    ? node._(`${node.type}.label.ofAppliance`, { appliance })
    : node._(`${node.type}.label.ofAny`);
}

/** What is shown when the pointer rests on an output. */
export function outputLabel(node: EditorNode, index: number): string {
  return node._(`${node.type}.output.${outputs[index]}`);
}
