/**
 * The parameters that a node gives to an operation: from its dialog, its credentials and messages.
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

/** @returns what the node's own credentials give to an operation. */
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
 * A copy that shares nothing with the message: what is taken out of the one stays in the other. And
 * plain data only, without what JSONata hangs on its lists.
 */
function plainCopy(value: unknown, name: string): unknown {
  try {
    const text: string | undefined = JSON.stringify(value);
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    throw invalid(`The ${name} is not plain data: it cannot be written as JSON.`);
  }
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** JSONata and JSON quote what they could not read. */
function reasonOf(error: unknown, { name, type }: NamedInput, message: Message): string {
  if (type === 'json') return ': it is not JSON';
  if (isSecretName(name)) return '';
  const { message: reason } = error as Error;
  return `: ${withoutSecrets(reason, givenSecrets(message).flatMap(formsOf))}`;
}

async function evaluated(
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
 * @returns the values of typed inputs by their names. Secrets that came with the message are taken
 *   out of it.
 * @throws Fault INVALID_REQUEST for one that cannot be read, for a secret that is not where it is to
 *   come from, and for a saved one that holds a secret: those belong into the credentials, which no
 *   export shows.
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
      const value = await evaluated(runtime, input, node, message);
      // Without it, a backup would silently be made unencrypted, or another user sign in.
      if (isSecretName(input.name) && !isThere(value)) {
        throw invalid(`The ${input.name} is to come from ${input.type}, and is not there.`);
      }
      given[input.name] = value;
      if (savedTypes.has(input.type)) saved[input.name] = value;
    } catch (error) {
      // The others are read all the same: their secrets must not go to Catch with the message.
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

/** Like {@link readInputs}, for a single input whose value is a structure of parameters. */
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
