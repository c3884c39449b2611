/**
 * What is a secret among the values given to an operation. The dialogs share this, so nothing here
 * may need Node.js: it is bundled for the browser.
 */
import { passwordsInLocation } from '../../messages/password-in-url';
import { visitPlainData } from '../../messages/visit';
import { textOf } from '../settings/check-text';
import type { Operation } from './operation';
import { operations } from './recovery-operations';

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

function secretFields(given: unknown): { name: string; secret: string }[] {
  const found: { name: string; secret: string }[] = [];
  visitPlainData(given, (_holder, name, value) => {
    const secrets = isSecretName(name) ? [textOf(value)] : [];
    if (name === 'location') secrets.push(...passwordsInLocation(textOf(value)));
    found.push(...secrets.filter(Boolean).map((secret) => ({ name, secret })));
  });
  return found;
}

/**
 * @param given what a message, a context or a dialog gave for an operation.
 * @returns the secrets in it, at any depth: the values of secret parameters, and passwords in
 *   locations.
 */
export function givenSecrets(given: unknown): string[] {
  return secretFields(given).map(({ secret }) => secret);
}

/** @returns the name of a field that holds such a secret, or undefined where there is none. */
export function secretFieldIn(given: unknown): string | undefined {
  return secretFields(given)[0]?.name;
}
