import { isOffered } from '../../../src/appliance/operations/operation';
import {
  operationNamed,
  operations,
  parametersOf,
} from '../../../src/appliance/operations/tables/recovery-operations';
import { connections } from '../../../src/appliance/settings/connection';
import { readNamedInputs } from '../../runtime/saved-values';
import { prepareErrorOutput } from '../form/error-output';
import { currentValue, fieldValue, showSavedValue } from '../form/field-values';
import { widenLabels } from '../form/labels';
import { field, prefix } from '../form/node-fields';
import { showRelevantRows } from '../form/relevant-rows';
import { evaluatedTypes } from '../form/typed-inputs';
import { showValidationError } from '../form/validation-error';
import {
  applianceLabel,
  checkChosenAppliance,
  checkTarget,
  chosenAppliance,
  prepareTarget,
  saveTarget,
} from '../target';
import { isVariable, type ValidationResult } from '../validation';
import { createOperationRows, type OperationRows } from './operation-rows';
import { flawOfParameters } from './parameter-flaw';

/** The outputs in order, as keys of the locale file; the last is optional. */
const outputs = ['result', 'error'];

/** The rows of the open dialog: the editor opens only one dialog of a type at a time. */
let rows: OperationRows | undefined;

/** The group of `backup.schedules.run` is `backup-schedules`; that of a job's operation is its kind. */
function groupOf(operation: string): string {
  const [kind = '', part = '', further] = operation.split('.');
  return kind === 'backup' && part !== 'job' && further !== undefined ? `${kind}-${part}` : kind;
}

function wordOf(node: EditorNode, operation: string, word: 'label' | 'help'): string {
  return node._(`${node.type}.operation.${operation.replaceAll('.', '-')}.${word}`);
}

function prepareOperation(node: EditorNode): void {
  const select = field('operation');
  const groups = new Map<string, JQuery>();
  for (const operation of Object.keys(operations)) {
    const group = groupOf(operation);
    const label = node._(`${node.type}.group.${group}`);
    const options = groups.get(group) ?? $('<optgroup>').attr('label', label).appendTo(select);
    groups.set(group, options);
    $('<option>')
      .val(operation)
      .text(wordOf(node, operation, 'label'))
      .appendTo(options);
  }
  select.val(String(node.operation ?? ''));
  showSavedValue(select, node.operation);
}

/** Shows what an operation does, and what prevents it. */
function showOperation(node: EditorNode): void {
  const operation = operationNamed(fieldValue(field('operation')));
  const appliance = chosenAppliance(node);
  const connection = connections.find((known) => known === appliance?.connection);
  const facts: Readonly<Record<string, boolean>> = {
    help: operation !== undefined,
    changes: operation?.changes === true && !operation.dangerous,
    dangerous: operation?.dangerous === true,
    readOnly: operation?.changes === true && String(appliance?.readOnly) === 'true',
    notOffered:
      operation !== undefined && connection !== undefined && !isOffered(operation, connection),
  };
  for (const [fact, holds] of Object.entries(facts)) $(`[data-tip=${fact}]`).toggle(holds);
  if (operation === undefined) return;
  const action = operation.action ? `?action=${operation.action}` : '';
  $('#vcenter-recovery-request').text(`${operation.method} ${operation.path}${action}`);
  $('#vcenter-recovery-help').text(wordOf(node, operation.name, 'help'));
}

/** `oneditprepare` of `vcenter-recovery`. */
export function prepareRecovery(node: EditorNode): void {
  prepareOperation(node);
  prepareTarget(node);
  prepareErrorOutput(outputs.length - 1);
  const shown = createOperationRows(node, readNamedInputs(node.parameters), String(node.operation));
  rows = shown;
  field('operation').on('change', () => shown.show(fieldValue(field('operation'))));
  for (const name of ['operation', 'appliance', 'targetType']) {
    field(name).on('change', () => {
      showOperation(node);
      RED.tray.resize();
    });
  }
  shown.show(fieldValue(field('operation')));
  showOperation(node);
  widenLabels();
  showRelevantRows(prefix);
  const updateError = showValidationError('parameters', () => checkParameters(node, shown.read()));
  // Their fields are added and removed, so the listener is on the container.
  $('#vcenter-recovery-parameters').on('change', updateError);
  field('operation').on('change', updateError);
}

/** `oneditsave` of `vcenter-recovery`. */
export function saveRecovery(node: EditorNode): void {
  node.parameters = rows?.read() ?? node.parameters;
  rows?.clearUnusedCredentials(fieldValue(field('operation')));
  saveTarget();
}

function checkParameters(node: EditorNode, value: unknown): ValidationResult {
  const operation = currentValue(node, prefix, 'operation');
  if (isVariable(operation)) return true;
  const saved = readNamedInputs(value);
  const labelOf = (name: string) => {
    const isKnown = parametersOf(operation).some((known) => known.name === name);
    return isKnown ? node._(`${node.type}.parameter.${name}.label`) : name;
  };
  const flaw = flawOfParameters(operation, saved);
  if (flaw !== undefined) {
    const { word, parameter, field: within, detail = '' } = flaw;
    const label = labelOf(parameter);
    const fullLabel = within === undefined ? label : `${label} (${within})`;
    return node._(`${node.type}.flaw.${word}`, { parameter: fullLabel, detail });
  }
  for (const { name, value: text, type } of saved) {
    if (!evaluatedTypes.some((known) => known === type)) continue;
    const result = RED.utils.validateTypedProperty(text, type, { label: labelOf(name) });
    if (result !== true) return result;
  }
  return true;
}

/** Validates a setting of `vcenter-recovery`. */
export function checkRecovery(node: EditorNode, name: string, value: unknown): ValidationResult {
  if (name === 'appliance') return checkChosenAppliance(node, value);
  if (name === 'target') return checkTarget(node, value);
  if (name === 'parameters') return checkParameters(node, value);
  const operation = String(value ?? '');
  const isValid = isVariable(operation) || operationNamed(operation.trim()) !== undefined;
  return isValid || node._(`${node.type}.errors.${name}`);
}

/** The label of a node without a name: its operation and the appliance. */
export function recoveryLabel(node: EditorNode): string {
  const name = String(node.operation);
  const operation = operationNamed(name) ? wordOf(node, name, 'label') : name;
  const appliance = applianceLabel(node);
  return appliance
    ? node._(`${node.type}.label.ofAppliance`, { operation, appliance })
    : node._(`${node.type}.label.ofAny`, { operation });
}

/** The tooltip of an output. */
export function recoveryOutputLabel(node: EditorNode, index: number): string {
  return node._(`${node.type}.output.${outputs[index]}`);
}
