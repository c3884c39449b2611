/**
 * Secrets that come with a message: they go to the appliance, and are taken out of the message
 * before anything else of it goes on, to the next node or to Catch.
 */
import { isSecretName, secretFields } from '../../src/appliance/operations/secrets';
import { formsOf, withoutSecrets } from '../../src/messages/redaction';
import { removed, rewriteData } from '../../src/messages/rewrite';
import type { Message } from '../runtime/node-red';

/** Shorter ones would be found inside of texts that have nothing to do with them. */
const shortestPart = 4;

/**
 * @param message changed in place: secret parameters are gone, other texts that hold one of them, or
 *   one of the secrets given, have it masked. `rewriteData` describes which objects are replaced instead.
 */
export function takeSecretsOut(message: Message, given: readonly string[]): void {
  const fields = secretFields(message);
  if (fields.length === 0 && given.length === 0) return;
  const found = fields.map(({ secret }) => secret).filter(Boolean);
  const secrets = [...new Set([...given, ...found])];
  const parts = [
    ...secrets.filter(({ length }) => length >= shortestPart),
    // In a text that was JSON, say, before a flow read it.
    ...secrets.flatMap(formsOf),
  ];
  rewriteData(message, ({ name, value }) => {
    if (isSecretName(name)) return removed;
    const isText = typeof value === 'string';
    if ((isText || typeof value === 'number') && secrets.includes(String(value))) return '***';
    return isText ? withoutSecrets(value, parts) : value;
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
