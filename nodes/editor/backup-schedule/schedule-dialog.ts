import { checkParameters } from '../../../src/appliance/operations/parameter-checks/check-parameters';
import { desiredSchedule, scheduleId } from '../../../src/schedule/desired';
import { prepareErrorOutput } from '../form/error-output';
import { currentValue, fieldValue, showSavedValue } from '../form/field-values';
import { prepareFold } from '../form/fold';
import { widenLabels } from '../form/labels';
import { field, prefix } from '../form/node-fields';
import { showRelevantRows } from '../form/relevant-rows';
import { checkTyped, prepareTypedInput } from '../form/typed-inputs';
import { showValidationError } from '../form/validation-error';
import { showCredentialFlaw } from '../parameters/credential-flaw';
import { flawOfObject } from '../parameters/object-literal';
import { applianceLabel, checkChosenAppliance, checkTarget, prepareTarget } from '../target';
import { isVariable, type ValidationResult } from '../validation';

/** The outputs in order, as keys of the locale file; the last is optional. */
const outputs = ['changed', 'unchanged', 'error'];

/** The settings in the fold. */
const passwords = ['locationUser', 'locationPassword', 'backupPassword', 'updatePasswords'];

function actionOf(node: EditorNode): string {
  return currentValue(node, prefix, 'action') || 'get';
}

/** Whether an id is required, or the schedule that there is will do. */
function showWhichSchedule(node: EditorNode): void {
  const word = actionOf(node) === 'remove' ? 'required' : 'existing';
  field('schedule').attr('placeholder', node._(`${node.type}.placeholder.${word}`));
}

/** `oneditprepare` of `vcenter-backup-schedule`. */
export function prepareSchedule(node: EditorNode): void {
  showSavedValue(field('action'), node.action);
  prepareTarget(node);
  prepareTypedInput('desired', ['json', 'msg', 'jsonata']);
  prepareErrorOutput(outputs.length - 1);
  widenLabels();
  showRelevantRows(prefix);
  prepareFold(node, $('#vcenter-passwords'), field, passwords);
  for (const parameter of desiredSchedule.parameters ?? []) {
    const { credential } = parameter;
    if (credential !== undefined) showCredentialFlaw(node, parameter, credential);
  }
  showWhichSchedule(node);
  field('action').on('change', () => {
    showWhichSchedule(node);
    // The editor validates a field when it changes itself, only.
    field('schedule').trigger('change');
  });
  const updateError = showValidationError('desired', () =>
    checkSchedule(node, 'desired', fieldValue(field('desired'))),
  );
  for (const name of ['action', 'desired', 'desiredType']) field(name).on('change', updateError);
}

function checkDesired(node: EditorNode, value: unknown): ValidationResult {
  const type = currentValue(node, prefix, 'desiredType') || 'json';
  if (type !== 'json') return checkTyped(node, 'desired', value, type, 'desired.empty');
  const flaw = flawOfObject(desiredSchedule.parameters ?? [], String(value ?? ''));
  if (flaw === undefined) return true;
  const { word, parameter = '', field: within, detail = '' } = flaw;
  const name = within === undefined ? parameter : `${parameter}.${within}`;
  return word === 'object'
    ? node._(`${node.type}.errors.desired.${word}`)
    : node._(`${node.type}.flaw.${word}`, { parameter: name, detail });
}

function checkId(node: EditorNode, value: unknown): ValidationResult {
  const id = String(value ?? '').trim();
  if (isVariable(id)) return true;
  if (id === '') {
    return actionOf(node) !== 'remove' || node._(`${node.type}.errors.schedule.required`);
  }
  const isValid = 'values' in checkParameters(scheduleId.parameters ?? [], { schedule: id });
  return isValid || node._(`${node.type}.errors.schedule.id`);
}

/** Validates a setting of `vcenter-backup-schedule`. */
export function checkSchedule(node: EditorNode, name: string, value: unknown): ValidationResult {
  if (name === 'appliance') return checkChosenAppliance(node, value);
  if (name === 'target') return checkTarget(node, value);
  if (name === 'schedule') return checkId(node, value);
  return actionOf(node) !== 'ensure' || checkDesired(node, value);
}

/** The label of a node without a name: its action and the appliance. */
export function scheduleLabel(node: EditorNode): string {
  const saved = String(node.action ?? '') || 'get';
  // An environment variable is shown as it is.
  const action = /^[a-z]+$/.test(saved) ? node._(`${node.type}.verb.${saved}`) : saved;
  const appliance = applianceLabel(node);
  return appliance
    ? node._(`${node.type}.label.ofAppliance`, { action, appliance })
    : node._(`${node.type}.label.ofAny`, { action });
}

/** The tooltip of an output. */
export function scheduleOutputLabel(node: EditorNode, index: number): string {
  return node._(`${node.type}.output.${outputs[index]}`);
}
