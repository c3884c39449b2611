import { notConfigured } from '../../src/appliance/faults/fault';
import type { Operation } from '../../src/appliance/operations/operation';
import { operationNamed } from '../../src/appliance/operations/tables/recovery-operations';
import { asFlag, asText } from '../../src/appliance/settings/coerce';
import { sentence } from '../../src/messages/sentence';
import { applianceFor, readTarget } from '../appliance/target';
import { takeMessages } from '../message/message-node';
import { readInputs, withCredentials } from '../message/read-parameters';
import { type Input, reportAnswer } from '../message/report';
import { readDiscreetly } from '../message/take-secrets-out';
import { showBusy } from '../runtime/badges';
import type { NodeConfig, Runtime, RuntimeNode } from '../runtime/node-red';
import { type NamedInput, readNamedInputs } from '../runtime/saved-values';

/** The index of the optional output for faults, which is the last. */
const errorOutput = 1;

function readOperation(config: NodeConfig): Operation {
  const name = asText(config.operation, 'operation').trim();
  const operation = operationNamed(name);
  if (operation !== undefined) return operation;
  throw notConfigured(
    name === '' ? sentence('no-operation') : sentence('no-such-operation', { operation: name }),
  );
}

function readParameters({ parameters }: NodeConfig): NamedInput[] {
  return readNamedInputs(parameters).map(({ name, value, type }) => ({
    name: asText(name, 'parameters'),
    value,
    type: asText(type, 'parameters'),
  }));
}

/** Starts a deployed `vcenter-recovery` node, which performs one operation for each message. */
export function startRecovery(runtime: Runtime, node: RuntimeNode, config: NodeConfig): void {
  async function work(input: Input): Promise<() => void> {
    const { message } = input;
    // Done first, so that secrets are removed from the message whatever fails later.
    const given = await readDiscreetly(message, async () =>
      readInputs(runtime, readParameters(config), node, message),
    );
    asFlag(config.errorOutput, 'errorOutput');
    const operation = readOperation(config);
    const { appliance, words } = await applianceFor(runtime, readTarget(config), node, message);
    input.words = words;
    if (messages.isClosed) return () => input.done();
    showBusy(node, 'asking');
    const answer = await appliance.call(operation, {
      parameters: withCredentials(runtime, node, operation, given),
    });
    return () => reportAnswer(node, input, answer);
  }

  const messages = takeMessages(node, config, { errorOutput, work });
}
