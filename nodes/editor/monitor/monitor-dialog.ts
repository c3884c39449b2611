import {
  type NumberSetting,
  numberSettings,
} from '../../../src/appliance/settings/number-settings';
import { checkConfigNode } from '../config-nodes';
import { currentValue, showSavedValue, showWhatMatters, widenLabels } from '../form';
import { field, prefix } from '../node-fields';
import { isRightNumber, type Verdict } from '../validation';

/** The outputs of the monitor in their order, as keys of its locale file. */
const outputs = ['running', 'succeeded', 'failed', 'attention'];

/** What can be watched. */
const kinds = ['reconciliation', 'backup', 'restore'];

const numbers: Readonly<Record<string, NumberSetting>> = numberSettings.monitor;

/** The context stores of the settings file, which the editor was told of at its start. */
function prepareContextStore(node: EditorNode): void {
  const select = field('contextStore');
  const { default: usual, stores } = RED.settings.context;
  const label = node._(`${node.type}.contextStore.default`, { store: usual });
  $('<option>').val('').text(label).appendTo(select);
  for (const store of stores.filter((name) => name !== usual)) {
    $('<option>').val(store).text(store).appendTo(select);
  }
  select.val(String(node.contextStore ?? ''));
  showSavedValue(select, node.contextStore);
}

/** An imported flow may lack what is on unless somebody switches it off, for the runtime too. */
function showWhatIsOn(node: EditorNode): void {
  for (const name of [...kinds, 'missedSchedule']) {
    if (node[name] === undefined) $(`#${prefix}-${name}`).prop('checked', true);
  }
}

/** `oneditprepare` of `vcenter-recovery-monitor`. */
export function prepareMonitor(node: EditorNode): void {
  prepareContextStore(node);
  showWhatIsOn(node);
  widenLabels();
  showWhatMatters(prefix);
}

function isWatched(node: EditorNode, kind: string): boolean {
  return ['true', ''].includes(currentValue(node, prefix, kind));
}

/** Validates a setting of `vcenter-recovery-monitor`. */
export function checkMonitor(node: EditorNode, name: string, value: unknown): Verdict {
  if (name === 'appliance') return checkConfigNode(value, node._(`${node.type}.label.appliance`));
  const number = numbers[name];
  const isRight =
    number === undefined
      ? kinds.some((kind) => isWatched(node, kind))
      : isRightNumber(number, value);
  return isRight || node._(`${node.type}.errors.${name}`);
}

/** What a monitor without a name is called. */
export function monitorLabel(node: EditorNode): string {
  const chosen = RED.nodes.node(String(node.appliance));
  const appliance = chosen ? RED.utils.getNodeLabel(chosen, '') : '';
  return appliance
    ? node._(`${node.type}.label.ofAppliance`, { appliance })
    : node._(`${node.type}.paletteLabel`);
}

/** What is shown when the pointer rests on an output. */
export function monitorOutputLabel(node: EditorNode, index: number): string {
  return node._(`${node.type}.output.${outputs[index]}`);
}
