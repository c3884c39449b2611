import { textOf } from '../../../src/appliance/settings/check-text';
import {
  type NumberSetting,
  numberSettings,
} from '../../../src/appliance/settings/number-settings';
import { bySchedule, isBySchedule } from '../../../src/appliance/settings/overdue-after';
import { checkConfigNode } from '../config-nodes';
import { showDurations } from '../form/durations';
import { currentValue, fieldValue, showSavedValue } from '../form/field-values';
import { labelSecondField, widenLabels } from '../form/labels';
import { field, prefix } from '../form/node-fields';
import { showRelevantRows } from '../form/relevant-rows';
import { isValidNumber, type ValidationResult } from '../validation';

/** The outputs of the monitor in order, as keys of its locale file. */
const outputs = ['running', 'succeeded', 'failed', 'attention'];

/** The kinds of job that can be watched. */
const kinds = ['reconciliation', 'backup', 'restore'];

const numbers: Readonly<Record<string, NumberSetting>> = numberSettings.monitor;

/** Offers the context stores of the settings file, which the editor gets with its settings. */
function prepareContextStore(node: EditorNode): void {
  const select = field('contextStore');
  const { default: defaultStore, stores } = RED.settings.context;
  const label = node._(`${node.type}.contextStore.default`, { store: defaultStore });
  $('<option>').val('').text(label).appendTo(select);
  for (const store of stores.filter((name) => name !== defaultStore)) {
    $('<option>').val(store).text(store).appendTo(select);
  }
  select.val(String(node.contextStore ?? ''));
  showSavedValue(select, node.contextStore);
}

/**
 * Offers the word for "by the schedule" as a choice beside the number of hours. The field contains what
 * is saved, and is shown for a number or a variable only.
 */
function prepareOverdue(node: EditorNode): void {
  const hours = field('overdueAfter');
  const choice = $('<select style="width: auto; max-width: calc(100% - 180px)">');
  hours.after(' ', choice);
  for (const value of [bySchedule, 'hours']) {
    const label = node._(`${node.type}.overdueAfter.${value}`);
    $('<option>').val(value).text(label).appendTo(choice);
  }
  labelSecondField(hours, choice);

  const { fallback } = numberSettings.monitor.overdueAfter;
  const isScheduleSaved = isBySchedule(fieldValue(hours));
  let number = isScheduleSaved ? String(fallback) : fieldValue(hours);
  const show = () => {
    const isSchedule = choice.val() === bySchedule;
    hours.val(isSchedule ? bySchedule : number).toggle(!isSchedule);
  };
  choice.val(isScheduleSaved ? bySchedule : 'hours').on('change', () => {
    if (choice.val() === bySchedule) number = fieldValue(hours);
    show();
    hours.trigger('change');
  });
  show();
}

/** Selects options that are on by default, as in the runtime, if an imported flow lacks them. */
function showDefaultOptions(node: EditorNode): void {
  for (const name of [...kinds, 'missedSchedule']) {
    if (node[name] === undefined) $(`#${prefix}-${name}`).prop('checked', true);
  }
}

/** `oneditprepare` of `vcenter-recovery-monitor`. */
export function prepareMonitor(node: EditorNode): void {
  prepareContextStore(node);
  showDefaultOptions(node);
  prepareOverdue(node);
  widenLabels();
  showRelevantRows(prefix);
  showDurations(field, numbers);
}

function isWatched(node: EditorNode, kind: string): boolean {
  return ['true', ''].includes(currentValue(node, prefix, kind));
}

/** Validates a setting of `vcenter-recovery-monitor`. */
export function checkMonitor(node: EditorNode, name: string, value: unknown): ValidationResult {
  if (name === 'appliance') return checkConfigNode(value, node._(`${node.type}.label.appliance`));
  const number = numbers[name];
  if (name === 'overdueAfter' && isBySchedule(textOf(value))) return true;
  const isValid =
    number === undefined
      ? kinds.some((kind) => isWatched(node, kind))
      : isValidNumber(number, value);
  return isValid || node._(`${node.type}.errors.${name}`);
}

/** The label of a monitor without a name. */
export function monitorLabel(node: EditorNode): string {
  const chosen = RED.nodes.node(String(node.appliance));
  const appliance = chosen ? RED.utils.getNodeLabel(chosen, '') : '';
  return appliance
    ? node._(`${node.type}.label.ofAppliance`, { appliance })
    : node._(`${node.type}.paletteLabel`);
}

/** The tooltip of an output. */
export function monitorOutputLabel(node: EditorNode, index: number): string {
  return node._(`${node.type}.output.${outputs[index]}`);
}
