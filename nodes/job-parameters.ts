import { asText } from '../src/appliance/coerce';
import { Fault } from '../src/appliance/faults';
import type { Operation } from '../src/appliance/operations';
import type { GivenParameters } from '../src/appliance/parameters';
import { isRecord } from '../src/messages/record';
import { givenSecrets, takeSecretsOut } from './given-secrets';
import type { Message, Runtime, RuntimeNode } from './node-red';
import { typedValue } from './typed-value';

function invalid(text: string): Fault {
  return new Fault({ code: 'INVALID_REQUEST', text });
}

/** Values that an operation is given by the node's own credentials, where no message gives them. */
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
export function plainCopy(value: unknown, label: string): unknown {
  try {
    const text: string | undefined = JSON.stringify(value);
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    throw invalid(`The ${label} is not plain data: it cannot be written as JSON.`);
  }
}

/**
 * @param spec the typed input that says what to start.
 * @returns the parameters it means. Secrets that came with the message are taken out of it.
 * @throws Fault INVALID_REQUEST where it is no structure, or where a saved one holds a secret: those
 *   belong into the credentials, which no export shows.
 */
export async function readSpec(
  runtime: Runtime,
  spec: { value: string; type: string },
  node: RuntimeNode,
  message: Message,
): Promise<GivenParameters> {
  if (spec.value.trim() === '') return {};
  const place = spec.type === 'json' ? 'specification' : `specification in ${spec.type}`;
  let value: unknown;
  try {
    value = await typedValue(runtime, spec, node, message);
  } catch (error) {
    throw invalid(`The ${place} cannot be read: ${(error as Error).message}.`);
  }
  const given = plainCopy(value, place);
  const secrets = givenSecrets(given);
  takeSecretsOut(message, secrets);
  if (spec.type === 'json' && secrets.length > 0) {
    throw invalid(
      'The saved specification holds a password: it would be in every export. It belongs into the fields for passwords below it.',
    );
  }
  if (given === undefined) return {};
  if (isRecord(given)) return given;
  throw invalid(`The ${place} is not a structure.`);
}
