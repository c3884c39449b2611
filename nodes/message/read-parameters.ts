/**
 * Reads the parameters for an operation from the node's dialog, its credentials and messages.
 */

import { Fault } from '../../src/appliance/faults/fault';
import type { GivenParameters } from '../../src/appliance/operations/check-parameters';
import type { Operation } from '../../src/appliance/operations/operation';
import { givenSecrets, isSecretName } from '../../src/appliance/operations/secrets';
import { asText } from '../../src/appliance/settings/coerce';
import { isRecord } from '../../src/messages/record';
import { formsOf, withoutSecrets } from '../../src/messages/redaction';
import type { Message, Runtime, RuntimeNode } from '../runtime/node-red';
import { type NamedInput, savedTypes, type TypedInput } from '../runtime/saved-values';
import { typedValue } from '../runtime/typed-value';
import { takeSecretsOut } from './take-secrets-out';

function invalid(text: string): Fault {
  return new Fault({ code: 'INVALID_REQUEST', text });
}

/** @returns the parameters of an operation that come from the node's credentials. */
export function credentialParameters(
  { parameters = [] }: Operation,
  credentials: Record<string, unknown> = {},
): GivenParameters {
  const entries = parameters.flatMap(({ name, credential }) => {
    const value = credential === undefined ? '' : asText(credentials[credential], credential);
    return value === '' ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
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
    throw invalid(`The ${name} is not plain data: it cannot be written as JSON.`);
  }
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** The error messages of JSONata and JSON quote their input, which may contain secrets. */
function reasonOf(error: unknown, { name, type }: NamedInput, message: Message): string {
  if (type === 'json') return ': it is not JSON';
  if (isSecretName(name)) return '';
  const { message: reason } = error as Error;
  return `: ${withoutSecrets(reason, givenSecrets(message).flatMap(formsOf))}`;
}

async function evaluate(
  runtime: Runtime,
  input: NamedInput,
  node: RuntimeNode,
  message: Message,
): Promise<unknown> {
  try {
    return plainCopy(await typedValue(runtime, input, node, message), input.name);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw invalid(`The ${input.name} cannot be read${reasonOf(error, input, message)}.`);
  }
}

/**
 * @returns the values of typed inputs, by name. Secrets are removed from the message.
 * @throws Fault INVALID_REQUEST if an input cannot be read, if the source of a secret contains none,
 *   or if an input that is saved with the flow contains a secret: secrets belong in the credentials,
 *   which are not exported.
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
    if (input.value.trim() === '') continue;
    try {
      const value = await evaluate(runtime, input, node, message);
      // Otherwise a backup would silently be unencrypted, or the sign-in use another account.
      if (isSecretName(input.name) && !isPresent(value)) {
        throw invalid(`The ${input.name} is to come from ${input.type}, and is not there.`);
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
    throw invalid(
      'A password is saved in the settings of the node, where every export shows it. It belongs into the fields for passwords.',
    );
  }
  return given;
}

/** Like {@link readInputs}, for a single input whose value is an object of parameters. */
export async function readSpec(
  runtime: Runtime,
  spec: TypedInput,
  node: RuntimeNode,
  message: Message,
): Promise<GivenParameters> {
  const name = 'specification';
  const { [name]: given } = await readInputs(runtime, [{ ...spec, name }], node, message);
  if (given === undefined) return {};
  if (isRecord(given)) return given;
  throw invalid('The specification is not a structure.');
}
