import { checkParameters } from '../../../src/appliance/operations/parameter-checks/check-parameters';
import {
  type NumberSetting,
  numberSettings,
} from '../../../src/appliance/settings/number-settings';
import { kinds } from '../../../src/jobs/job/kinds';
import { showDurations } from '../form/durations';
import { prepareErrorOutput } from '../form/error-output';
import { currentValue, fieldValue, showSavedValue } from '../form/field-values';
import { prepareFold } from '../form/fold';
import { widenLabels } from '../form/labels';
import { field, prefix } from '../form/node-fields';
import { showRelevantRows } from '../form/relevant-rows';
import { checkTyped, evaluatedTypes, prepareTypedInput } from '../form/typed-inputs';
import { showValidationError } from '../form/validation-error';
import { completedText } from '../parameters/choices';
import { applianceLabel, checkChosenAppliance, checkTarget, prepareTarget } from '../target';
import { isValidNumber, isVariable, type ValidationResult } from '../validation';
import { flawOfSpec, parametersOfSpec } from './job-spec';
import { isInForm } from './spec-fields';
import { prepareSpec } from './spec-form';

/** The outputs of a job node in order, as keys of its locale file; the last is optional. */
const outputs = ['running', 'succeeded', 'failed', 'not-found', 'error'];

/** The selects of all job nodes; not every kind of job has each of them. */
const selects = ['action', 'source', 'ended', 'report', 'whenBusy'];

/** The types of the job field that select a job without an id; the first is the default. */
const jobIdRules = ['auto', 'latest', 'latest-succeeded'];

/** The settings in the fold "Waiting, in detail". */
const waitInDetail = ['interval', 'outage', 'stalledAfter', 'ended', 'report', 'whenBusy'];

const numbers: Readonly<Record<string, NumberSetting>> = numberSettings.job;

function prepareJobId(node: EditorNode): void {
  if (field('jobId').length === 0) return;
  const rules = jobIdRules.map((value) => ({
    value,
    label: node._(`${node.type}.jobId.${value}`),
    hasValue: false,
  }));
  prepareTypedInput('jobId', [...rules, completedText('backups'), ...evaluatedTypes]);
}

/** `oneditprepare` of the job nodes. */
export function prepareJob(node: EditorNode): void {
  for (const name of selects) showSavedValue(field(name), node[name]);
  prepareTarget(node);
  prepareJobId(node);
  const placeFlaw = prepareSpec(node);
  prepareErrorOutput(outputs.length - 1);
  widenLabels();
  showRelevantRows(prefix);
  showDurations(field, numbers);
  prepareFold(node, $('#vcenter-waiting'), field, waitInDetail);
  const updateError = showValidationError('spec', () =>
    checkJob(node, 'spec', fieldValue(field('spec'))),
  );
  placeFlaw();
  for (const name of ['action', 'source', 'spec']) {
    field(name).on('change', () => {
      updateError();
      placeFlaw();
    });
  }
}

function current(node: EditorNode, name: string, fallback: string): string {
  return currentValue(node, prefix, name) || fallback;
}

/** Whether a setting is relevant to the node's action; an irrelevant one is always valid. */
const isRelevant = {
  jobId: (node: EditorNode) => current(node, 'action', 'get') !== 'start',
  spec: (node: EditorNode) => {
    // A backup may run the schedule instead, which is the default for imported flows.
    const source =
      node.type === 'vcenter-backup-job' ? current(node, 'source', 'schedule') : 'spec';
    return current(node, 'action', 'get') === 'start' && source === 'spec';
  },
  number: (node: EditorNode) => {
    const action = current(node, 'action', 'get');
    return (
      action === 'wait' || (action === 'start' && current(node, 'waitAfterStart', '') === 'true')
    );
  },
};

function checkJobId(node: EditorNode, value: unknown): ValidationResult {
  const type = current(node, 'jobIdType', 'auto');
  if (jobIdRules.includes(type)) return true;
  if (type !== 'str') return checkTyped(node, 'jobId', value, type);
  const id = String(value ?? '');
  const isValid =
    isVariable(id) || 'values' in checkParameters(kinds.backup.get.parameters, { id: id.trim() });
  return isValid || node._(`${node.type}.errors.jobId`);
}

function checkSpec(node: EditorNode, value: unknown): ValidationResult {
  const type = current(node, 'specType', 'json');
  if (type !== 'json') return checkTyped(node, 'spec', value, type, 'spec.empty');
  const flaw = flawOfSpec(node.type, String(value ?? ''));
  if (flaw === undefined) return true;
  const { word, parameter: name = '', detail = '' } = flaw;
  if (word === 'object') return node._(`${node.type}.errors.spec.${word}`);
  const isInDialog = parametersOfSpec(node.type).some(
    (known) => known.name === name && isInForm(known),
  );
  const parameter = isInDialog ? node._(`${node.type}.parameter.${name}.label`) : name;
  return node._(`${node.type}.flaw.${word}`, { parameter, detail });
}

/** Validates a setting of a job node. */
export function checkJob(node: EditorNode, name: string, value: unknown): ValidationResult {
  if (name === 'appliance') return checkChosenAppliance(node, value);
  if (name === 'target') return checkTarget(node, value);
  if (name === 'jobId') return !isRelevant.jobId(node) || checkJobId(node, value);
  if (name === 'spec') return !isRelevant.spec(node) || checkSpec(node, value);
  const number = numbers[name];
  const isValid = number === undefined || !isRelevant.number(node) || isValidNumber(number, value);
  return isValid || node._(`${node.type}.errors.${name}`);
}

/** The label of a job node without a name: its action, the kind of job and the appliance. */
export function jobLabel(node: EditorNode): string {
  const saved = String(node.action ?? '') || 'get';
  // An environment variable is shown as it is.
  const action = /^[a-z]+$/.test(saved) ? node._(`${node.type}.verb.${saved}`) : saved;
  const appliance = applianceLabel(node);
  return appliance
    ? node._(`${node.type}.label.ofAppliance`, { action, appliance })
    : node._(`${node.type}.label.ofAny`, { action });
}

/** The tooltip of an output. */
export function jobOutputLabel(node: EditorNode, index: number): string {
  return node._(`${node.type}.output.${outputs[index]}`);
}
