/**
 * Secrets that come with a message: they go to the appliance, and are taken out of the message
 * before anything else of it goes on, to the next node or to Catch.
 */
import { givenSecrets, isSecretName } from '../../src/appliance/operations/secrets';
import { formsOf, withoutSecrets } from '../../src/messages/redaction';
import { visitPlainData } from '../../src/messages/visit';
import type { Message } from '../runtime/node-red';

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
  visitPlainData(message, (holder, key, value) => {
    const isText = typeof value === 'string';
    if (isSecretName(key)) {
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
