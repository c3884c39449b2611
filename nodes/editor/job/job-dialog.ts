import { checkParameters } from '../../../src/appliance/operations/check-parameters';
import {
  type NumberSetting,
  numberSettings,
} from '../../../src/appliance/settings/number-settings';
import { kinds } from '../../../src/jobs/job/kinds';
import { completedText } from '../choices';
import {
  currentValue,
  fieldValue,
  showSavedValue,
  showWhatMatters,
  tellFlaw,
  widenLabels,
} from '../form';
import { field, prefix } from '../node-fields';
import {
  applianceLabel,
  checkChosenAppliance,
  checkTarget,
  checkTyped,
  places,
  prepareErrorOutput,
  prepareTarget,
  prepareTypedInput,
} from '../target';
import { isRightNumber, isVariable, type Verdict } from '../validation';
import { flawOfSpec } from './job-spec';

/** The outputs of a job node in their order, as keys of its locale file; the last is optional. */
const outputs = ['running', 'succeeded', 'failed', 'not-found', 'error'];

/** The choices of all job nodes; a kind of job may lack some. */
const selects = ['action', 'source', 'ended', 'report', 'whenBusy'];

/** How a job is found that the node does not name; the first is what an empty setting means. */
const jobsByRule = ['auto', 'latest', 'latest-succeeded'];

const numbers: Readonly<Record<string, NumberSetting>> = numberSettings.job;

function prepareJobId(node: EditorNode): void {
  if (field('jobId').length === 0) return;
  const byRule = jobsByRule.map((value) => ({
    value,
    label: node._(`${node.type}.jobId.${value}`),
    hasValue: false,
  }));
  prepareTypedInput('jobId', [...byRule, completedText('backups'), ...places]);
}

/** `oneditprepare` of the job nodes. */
export function prepareJob(node: EditorNode): void {
  for (const name of selects) showSavedValue(field(name), node[name]);
  prepareTarget(node);
  prepareJobId(node);
  prepareTypedInput('spec', ['json', 'msg', 'jsonata']);
  prepareErrorOutput(outputs.length - 1);
  widenLabels();
  showWhatMatters(prefix);
  const tell = tellFlaw('spec', () => checkJob(node, 'spec', fieldValue(field('spec'))));
  for (const name of ['action', 'source', 'spec', 'specType']) field(name).on('change', tell);
}

function current(node: EditorNode, name: string, fallback: string): string {
  return currentValue(node, prefix, name) || fallback;
}

/** Whether this setting matters for what the node is to do; one that does not is never wrong. */
const matters = {
  jobId: (node: EditorNode) => current(node, 'action', 'get') !== 'start',
  spec: (node: EditorNode) => {
    // A backup may run the schedule instead, and does where an imported flow does not say.
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

function checkJobId(node: EditorNode, value: unknown): Verdict {
  const type = current(node, 'jobIdType', 'auto');
  if (jobsByRule.includes(type)) return true;
  if (type !== 'str') return checkTyped(node, 'jobId', value, type);
  const id = String(value ?? '');
  const isRight =
    isVariable(id) || 'values' in checkParameters(kinds.backup.get.parameters, { id: id.trim() });
  return isRight || node._(`${node.type}.errors.jobId`);
}

function checkSpec(node: EditorNode, value: unknown): Verdict {
  const type = current(node, 'specType', 'json');
  if (type !== 'json') return checkTyped(node, 'spec', value, type, 'spec.empty');
  const flaw = flawOfSpec(node.type, String(value ?? ''));
  if (flaw === undefined) return true;
  const { word, parameter: field = '', detail = '' } = flaw;
  return node._(`${node.type}.errors.spec.${word}`, { field, detail });
}

/** Validates a setting of a job node. */
export function checkJob(node: EditorNode, name: string, value: unknown): Verdict {
  if (name === 'appliance') return checkChosenAppliance(node, value);
  if (name === 'target') return checkTarget(node, value);
  if (name === 'jobId') return !matters.jobId(node) || checkJobId(node, value);
  if (name === 'spec') return !matters.spec(node) || checkSpec(node, value);
  const number = numbers[name];
  const isRight = number === undefined || !matters.number(node) || isRightNumber(number, value);
  return isRight || node._(`${node.type}.errors.${name}`);
}

/** What a job node without a name is called: what it does, the kind of job, and of which appliance. */
export function jobLabel(node: EditorNode): string {
  const saved = String(node.action ?? '') || 'get';
  // One that comes from a variable has no word of ours.
  const action = /^[a-z]+$/.test(saved) ? node._(`${node.type}.verb.${saved}`) : saved;
  const appliance = applianceLabel(node);
  return appliance
    ? node._(`${node.type}.label.ofAppliance`, { action, appliance })
    : node._(`${node.type}.label.ofAny`, { action });
}

/** What is shown when the pointer rests on an output. */
export function jobOutputLabel(node: EditorNode, index: number): string {
  return node._(`${node.type}.output.${outputs[index]}`);
}
