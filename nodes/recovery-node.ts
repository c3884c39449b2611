import { asText } from '../src/appliance/coerce';
import { notConfigured } from '../src/appliance/faults';
import { type Operation, operationNamed } from '../src/appliance/operations';
import { isRecord } from '../src/messages/record';
import { applianceFor, deployedAppliance } from './appliances';
import { credentialParameters, type NamedInput, readInputs } from './given-parameters';
import { readTarget } from './job-settings';
import type { NodeConfig, Runtime, RuntimeNode } from './node-red';
import { type Passage, reportAnswer, reportFault, showBusy } from './report';

/** The output (from 0) for faults, where the user wants one: the last. */
const errorOutput = 1;

function readOperation(config: NodeConfig): Operation {
  const name = asText(config.operation, 'operation').trim();
  const operation = operationNamed(name);
  if (operation !== undefined) return operation;
  throw notConfigured(
    name === ''
      ? 'No operation is chosen in this node.'
      : `The recovery API has no operation "${name}".`,
  );
}

/** The list as it was saved; an imported flow may have made anything of it. */
function readParameters({ parameters }: NodeConfig): NamedInput[] {
  const list: unknown[] = Array.isArray(parameters) ? parameters : [];
  return list.filter(isRecord).map(({ name, value, type }) => ({
    name: asText(name, 'name of a parameter'),
    value: value === undefined || value === null ? '' : String(value),
    type: asText(type, 'kind of a parameter') || 'str',
  }));
}

/** Starts a deployed `vcenter-recovery` node: one message in, one operation, its answer out. */
export function startRecovery(runtime: Runtime, node: RuntimeNode, config: NodeConfig): void {
  let closed = false;

  async function answer({ message }: Passage) {
    // First: whatever else may be wrong, the message goes on without its secrets.
    const given = await readInputs(runtime, readParameters(config), node, message);
    const operation = readOperation(config);
    const { appliance } = await applianceFor(runtime, readTarget(config), node, message);
    if (closed) return undefined;
    showBusy(node, 'asking');
    return appliance.call(operation, {
      parameters: { ...credentialParameters(operation, node.credentials), ...given },
    });
  }

  async function pass(passage: Passage): Promise<void> {
    try {
      const answered = await answer(passage);
      if (closed || answered === undefined) passage.done();
      else reportAnswer(node, passage, answered);
    } catch (error) {
      const toOutput = String(config.errorOutput) === 'true';
      if (closed) passage.done();
      else reportFault(node, passage, error, toOutput ? errorOutput : undefined);
    }
  }

  deployedAppliance(config.appliance)?.register(node);
  node.on('input', (message, send, done) => {
    pass({ message, send, done }).catch(done);
  });
  node.on('close', (_removed, done) => {
    closed = true;
    deployedAppliance(config.appliance)?.deregister(node);
    node.status({});
    done();
  });
}
