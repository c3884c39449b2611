import { flawOfLocationUri } from '../../../src/appliance/operations/parameter-checks/check-location';
import { textOf } from '../../../src/appliance/settings/check-text';
import {
  type NumberSetting,
  numberSettings,
} from '../../../src/appliance/settings/number-settings';
import { statuses } from '../../../src/checks/finding';
import { readChecks } from '../../../src/checks/read-settings';
import { passwordsInLocation } from '../../../src/messages/password-in-url';
import { readLines } from '../../runtime/saved-values';
import { showDurations } from '../form/durations';
import { fieldValue, showSavedValue } from '../form/field-values';
import { prepareFold } from '../form/fold';
import { widenLabels } from '../form/labels';
import { field, prefix } from '../form/node-fields';
import { showRelevantRows } from '../form/relevant-rows';
import {
  applianceLabel,
  checkChosenAppliance,
  checkTarget,
  prepareTarget,
  saveTarget,
  targetTypeOf,
} from '../target';
import { isValidNumber, isVariable, type ValidationResult } from '../validation';
import { checkFields, defaultOfCheck, prepareChecks } from './check-boxes';
import {
  changedThresholds,
  checkThresholds,
  defaultOfThreshold,
  prepareThresholds,
  thresholdFields,
} from './threshold-fields';

/** The format that has an output for each status; it is the default. */
const byStatus = 'object';

const formats = [byStatus, 'prometheus', 'plugin', 'prtg'];

const { timeout, maxAge } = numberSettings.check;
const numbers: Readonly<Record<string, NumberSetting>> = numberSettings.check;

/** The settings in the fold "More settings". */
const moreSettings = [
  ...['timeout', 'maxAge', 'parallel', 'ignoredMessages'],
  ...['location', 'locationUser', 'locationPassword'],
];

/** Changes the number of outputs only with the format, and back to what it was. */
function prepareFormat(node: EditorNode): void {
  const format = field('format');
  showSavedValue(format, node.format);
  const initial = fieldValue(format);
  const outputs = fieldValue(field('outputs'));
  format.on('change', () => {
    const chosen = fieldValue(format);
    const count = String(chosen === byStatus ? statuses.length : 1);
    field('outputs').val(chosen === initial ? outputs : count);
  });
}

/** The messages to ignore, one per line. */
function linesOf({ ignoreMessages }: EditorNode): string {
  return readLines(ignoreMessages).join('\n');
}

/** `oneditprepare` of `vcenter-recovery-check`. */
export function prepareCheck(node: EditorNode): void {
  prepareTarget(node, ['appliance', 'all']);
  prepareFormat(node);
  prepareChecks(node);
  prepareThresholds(node);
  field('ignoredMessages').val(linesOf(node));
  widenLabels();
  showRelevantRows(prefix);
  showDurations(field, { timeout, maxAge });
  const isDefault = (name: string) => defaultOfCheck(name) ?? defaultOfThreshold(name) ?? '';
  prepareFold(node, $('#vcenter-check-names'), field, checkFields, { defaultOf: isDefault });
  prepareFold(node, $('#vcenter-check-limits'), field, thresholdFields, { defaultOf: isDefault });
  prepareFold(node, $('#vcenter-more'), field, moreSettings);
}

/** `oneditsave` of `vcenter-recovery-check`: saves what is not the value of a field. */
export function saveCheck(node: EditorNode): void {
  node.thresholds = changedThresholds(node);
  const lines = fieldValue(field('ignoredMessages'));
  if (lines !== linesOf(node)) {
    node.ignoreMessages = readLines(lines);
  }
  const isTargetChanged = fieldValue(field('targetType')) !== textOf(node.targetType);
  if (isTargetChanged) saveTarget();
}

function isLocation(text: string): boolean {
  const location = text.trim();
  if (location === '') return true;
  return passwordsInLocation(location).length === 0 && flawOfLocationUri(location) === undefined;
}

/** Validates a setting of `vcenter-recovery-check`. */
export function validateCheck(node: EditorNode, name: string, value: unknown): ValidationResult {
  if (name === 'appliance') return checkChosenAppliance(node, value);
  if (name === 'target') return checkTarget(node, value);
  if (name === 'thresholds') return checkThresholds(node, value);
  const text = textOf(value);
  if (isVariable(text)) return true;
  if (name === 'checks') {
    const read = readChecks(text);
    return 'value' in read || node._(`${node.type}.errors.checks`, { detail: read.detail });
  }
  const number = numbers[name];
  const isValid =
    name === 'format'
      ? text.trim() === '' || formats.includes(text.trim())
      : name === 'location'
        ? isLocation(text)
        : number === undefined || isValidNumber(number, value);
  return isValid || node._(`${node.type}.errors.${name}`);
}

/** The label of a check without a name: what it is about. */
export function checkLabel(node: EditorNode): string {
  const appliance = applianceLabel(node);
  if (appliance) return node._(`${node.type}.label.ofAppliance`, { appliance });
  const words = targetTypeOf(node) === 'all' ? 'ofAll' : 'ofAny';
  return node._(`${node.type}.label.${words}`);
}

/** The tooltip of an output. */
export function checkOutputLabel(node: EditorNode, index: number): string {
  const status = Number(node.outputs) === 1 ? 'result' : statuses[index];
  return node._(`${node.type}.output.${status}`);
}
