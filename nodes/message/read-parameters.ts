/**
 * Reads the parameters for an operation from the node's dialog, its credentials and messages.
 */

import { Fault } from '../../src/appliance/faults/fault';
import type { Operation } from '../../src/appliance/operations/operation';
import {
  completeParameters,
  type GivenParameters,
} from '../../src/appliance/operations/parameter-checks/check-parameters';
import {
  givenSecrets,
  isRefusedIfEmpty,
  isSecretName,
} from '../../src/appliance/operations/secrets';
import { textOf, variableIn } from '../../src/appliance/settings/check-text';
import { asText, nameOf, variableEmpty } from '../../src/appliance/settings/coerce';
import { isRecord } from '../../src/messages/record';
import { formsOf, withoutSecrets } from '../../src/messages/redaction';
import { type Sentence, sentence } from '../../src/messages/sentence';
import type { Message, Runtime, RuntimeNode } from '../runtime/node-red';
import { type NamedInput, savedTypes, type TypedInput } from '../runtime/saved-values';
import { sourceOf, typedValue } from '../runtime/typed-value';
import { takeSecretsOut } from './take-secrets-out';

function invalid(said: Sentence): Fault {
  return new Fault({ code: 'INVALID_REQUEST', sentences: [said] });
}

/** The inputs that are not called as in the API: settings, whose value is an object of parameters. */
export type StructureField = 'spec' | 'desired';

/** Unlike the name of any parameter. */
const inputOf = (field: StructureField) => `setting ${field}`;

const fieldOf: ReadonlyMap<string, StructureField> = new Map([
  [inputOf('spec'), 'spec'],
  [inputOf('desired'), 'desired'],
]);

/** What a person reads for the name of an input. */
function shownName(name: string): Sentence | string {
  const field = fieldOf.get(name);
  return field === undefined ? name : nameOf(field);
}

/**
 * @returns the parameters of an operation that come from the node's credentials.
 * @throws Fault NOT_CONFIGURED for a password from a variable that is not set, or is empty.
 */
function credentialParameters(
  { nodes }: Runtime,
  { id, _alias = id, credentials = {} }: RuntimeNode,
  { parameters = [] }: Operation,
): GivenParameters {
  // As they were saved: `credentials` has the value in place of the variable.
  const saved = nodes.getCredentials(_alias) ?? {};
  const entries = parameters.flatMap(({ name, secret, credential }) => {
    if (credential === undefined) return [];
    const value = asText(credentials[credential], credential);
    if (value !== '') return [[name, value]];
    const field = textOf(saved[credential]);
    if (secret && field !== '') throw variableEmpty(credential, variableIn(field));
    return [];
  });
  return Object.fromEntries(entries);
}

/**
 * @param given takes precedence over the node's own credentials.
 * @returns all that a node gives to an operation.
 * @throws Fault NOT_CONFIGURED for a password from a variable that is not set, or is empty.
 */
export function withCredentials(
  runtime: Runtime,
  node: RuntimeNode,
  operation: Operation,
  given: GivenParameters,
): GivenParameters {
  const own = credentialParameters(runtime, node, operation);
  return completeParameters(operation.parameters ?? [], own, given);
}

/**
 * Copies a value so that removing secrets from the message does not affect it. The copy is plain
 * data, without the properties that JSONata adds to its arrays.
 */
function plainCopy(value: unknown, name: string): unknown {
  try {
    const text: string | undefined = JSON.stringify(value);
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    throw invalid(sentence('value-not-plain', { name: shownName(name) }));
  }
}

/** The error messages of JSONata and JSON quote their input, which may contain secrets. */
function unreadable(error: unknown, { name: field, type }: NamedInput, message: Message): Sentence {
  const name = shownName(field);
  if (type === 'json') return sentence('value-not-json', { name });
  if (isSecretName(field)) return sentence('value-unreadable', { name });
  const secrets = givenSecrets(message).flatMap(formsOf);
  const reason = withoutSecrets((error as Error).message, secrets);
  return sentence('value-unreadable-because', { name, reason });
}

async function evaluate(
  runtime: Runtime,
  input: NamedInput,
  node: RuntimeNode,
  message: Message,
): Promise<unknown> {
  try {
    const { value } = await typedValue(runtime, input, node, message);
    return plainCopy(value, input.name);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw invalid(unreadable(error, input, message));
  }
}

/**
 * @returns the values of typed inputs, by name. Secrets are removed from the message.
 * @throws Fault INVALID_REQUEST if an input cannot be read, if the source of the password of a backup
 *   contains none, or if an input that is saved with the flow contains a secret: secrets belong in the
 *   credentials, which are not exported.
 */
export async function readInputs(
  runtime: Runtime,
  inputs: readonly NamedInput[],
  node: RuntimeNode,
  message: Message,
): Promise<GivenParameters> {
  const given: Record<string, unknown> = {};
  const saved: Record<string, unknown> = {};
  let failed: unknown;
  for (const input of inputs) {
    const isEmpty = input.value.trim() === '';
    if (isEmpty && !isRefusedIfEmpty(input.name)) continue;
    try {
      const value = isEmpty ? '' : await evaluate(runtime, input, node, message);
      // Otherwise a backup would silently be unencrypted.
      if (isRefusedIfEmpty(input.name) && (value === undefined || value === null)) {
        const values = { name: shownName(input.name), source: sourceOf(input) };
        throw invalid(sentence('value-absent', values));
      }
      given[input.name] = value;
      if (savedTypes.has(input.type)) saved[input.name] = value;
    } catch (error) {
      // Read the other inputs too: their secrets must not reach Catch nodes with the message.
      failed ??= error;
    }
  }
  takeSecretsOut(message, givenSecrets(given));
  if (failed !== undefined) throw failed;
  if (givenSecrets(saved).length > 0) {
    throw invalid(sentence('password-saved'));
  }
  return given;
}

/** Like {@link readInputs}, for a single input whose value is an object of parameters. */
export async function readSpec(
  runtime: Runtime,
  spec: TypedInput,
  node: RuntimeNode,
  message: Message,
  field: StructureField = 'spec',
): Promise<GivenParameters> {
  const name = inputOf(field);
  const { [name]: given } = await readInputs(runtime, [{ ...spec, name }], node, message);
  if (isRecord(given)) return given;
  if (given !== undefined) throw invalid(sentence('value-not-an-object', { name: nameOf(field) }));
  // Nothing desired is everything allowed: a message that lacks it must not pass for a check.
  if (field === 'desired' && !savedTypes.has(spec.type)) {
    throw invalid(sentence('value-absent', { name: nameOf(field), source: sourceOf(spec) }));
  }
  return {};
}
