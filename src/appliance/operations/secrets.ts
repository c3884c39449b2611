/**
 * Finds the secrets among the values that are given to an operation, and among those that it sends.
 * This module is also bundled for the browser, so it must not depend on Node.js.
 */
import { passwordsInLocation } from '../../messages/password-in-url';
import { visitData } from '../../messages/visit';
import { textOf } from '../settings/check-text';
import type { Operation } from './operation';
import type { CheckedParameters } from './parameter-checks/check-parameters';
import { operations } from './tables/recovery-operations';

const allParameters = Object.values<Operation>(operations).flatMap(
  ({ parameters = [] }) => parameters,
);

/** The names of the secret parameters of all operations. */
const secretNames: ReadonlySet<string> = new Set(
  allParameters.filter(({ secret }) => secret).map(({ name }) => name),
);

/** What the parameters are called that must not be given empty. */
const refusedIfEmpty: ReadonlySet<string> = new Set(
  allParameters.filter((parameter) => parameter.refusedIfEmpty).map(({ name }) => name),
);

/** @returns whether any operation has a secret parameter of this name. */
export function isSecretName(name: string): boolean {
  return secretNames.has(name);
}

/** @returns whether an operation refuses a parameter of this name when it is empty. */
export function isRefusedIfEmpty(name: string): boolean {
  return refusedIfEmpty.has(name);
}

/** @returns the secrets in the value of a parameter: an empty text for a secret that is empty. */
function secretsIn(name: string, value: unknown, isSecret: boolean): string[] {
  if (isSecret) return [textOf(value)];
  return name === 'location' ? passwordsInLocation(textOf(value)) : [];
}

/** A field that may contain a secret. */
export interface SecretField {
  name: string;
  /** Empty if the field is empty. */
  secret: string;
}

/**
 * @param given values for an operation from a message, a context or a dialog.
 * @returns the secret parameters and the passwords in locations, at any depth.
 */
export function secretFields(given: unknown): SecretField[] {
  const found: SecretField[] = [];
  visitData(given, (_holder, { name, value }) => {
    const secrets = secretsIn(name, value, isSecretName(name));
    found.push(...secrets.map((secret) => ({ name, secret })));
  });
  return found;
}

/**
 * @param given values for an operation from a message, a context or a dialog.
 * @returns the secrets in them, at any depth: the values of secret parameters, and passwords in
 *   locations.
 */
export function givenSecrets(given: unknown): string[] {
  return secretFields(given)
    .map(({ secret }) => secret)
    .filter(Boolean);
}

/** @returns the name of the first field that contains such a secret, or undefined if none does. */
export function secretFieldIn(given: unknown): string | undefined {
  return secretFields(given).find(({ secret }) => secret)?.name;
}

/**
 * @param values checked, by the names of the operation's own parameters.
 * @returns the secrets that it sends, unencoded.
 */
export function sentSecrets({ parameters = [] }: Operation, values: CheckedParameters): string[] {
  return parameters
    .flatMap(({ name, secret = false }) => secretsIn(name, values.get(name), secret))
    .filter(Boolean);
}
