/**
 * Secrets that come with a message: they go to the appliance, and are taken out of the message
 * before anything else of it goes on, to the next node or to Catch.
 */
import type { Operation } from '../../src/appliance/operations/operation';
import { operations } from '../../src/appliance/operations/recovery-operations';
import { isRecord } from '../../src/messages/record';
import { formsOf, passwordsInLocation, withoutSecrets } from '../../src/messages/redaction';
import type { Message } from '../runtime/node-red';

/** What the secret parameters of any operation are called. */
const secretNames: ReadonlySet<string> = new Set(
  Object.values<Operation>(operations)
    .flatMap(({ parameters = [] }) => parameters)
    .filter(({ secret }) => secret)
    .map(({ name }) => name),
);

/** @returns whether an operation calls a secret so. */
export function isSecretName(name: string): boolean {
  return secretNames.has(name);
}

/** Calls back for every value below this one, with the object or list it stands in. */
function visit(root: unknown, see: (holder: object, key: string, value: unknown) => void): void {
  const seen = new Set<unknown>();
  const left: unknown[] = [root];
  while (left.length > 0) {
    const holder = left.pop();
    // Requests, responses and buffers are not ours to look into.
    if (seen.has(holder) || !isPlain(holder)) continue;
    seen.add(holder);
    for (const [key, value] of Object.entries(holder)) {
      see(holder, key, value);
      left.push(Reflect.get(holder, key));
    }
  }
}

function isPlain(value: unknown): value is object {
  if (Array.isArray(value)) return true;
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/**
 * @param given what a message, a context or a dialog gave for an operation.
 * @returns the secrets in it: the values of secret parameters, and passwords in locations.
 */
export function givenSecrets(given: unknown): string[] {
  const secrets: string[] = [];
  visit(given, (_holder, key, value) => {
    if (secretNames.has(key)) secrets.push(String(value ?? ''));
    if (key === 'location') secrets.push(...passwordsInLocation(value));
  });
  return secrets.filter(Boolean);
}

/** Shorter ones would be found inside of texts that have nothing to do with them. */
const shortestPart = 4;

/**
 * @param message changed in place: secret parameters are gone, other texts that hold one of them, or
 *   one of the secrets given, have it masked.
 */
export function takeSecretsOut(message: Message, given: readonly string[]): void {
  const secrets = [...new Set([...given, ...givenSecrets(message)])];
  const parts = [
    ...secrets.filter(({ length }) => length >= shortestPart),
    // In a text that was JSON, say, before a flow read it.
    ...secrets.flatMap(formsOf),
  ];
  visit(message, (holder, key, value) => {
    const isText = typeof value === 'string';
    if (secretNames.has(key)) {
      Reflect.deleteProperty(holder, key);
    } else if ((isText || typeof value === 'number') && secrets.includes(String(value))) {
      Reflect.set(holder, key, '***');
    } else if (isText) {
      const masked = withoutSecrets(value, parts);
      if (masked !== value) Reflect.set(holder, key, masked);
    }
  });
}

/**
 * Reads what is given to an operation. Where that fails before all secrets of it are known, what is
 * called like one is taken out of the message all the same.
 */
export async function readDiscreetly<Given>(
  message: Message,
  read: () => Promise<Given>,
): Promise<Given> {
  try {
    return await read();
  } catch (error) {
    takeSecretsOut(message, []);
    throw error;
  }
}
