import { formsOf, passwordInBasic } from '../../messages/redaction';
import type { ApplianceSettings } from '../settings/appliance-settings';

/** The secrets that one appliance may repeat in its answers, in every form. */
export interface KnownSecrets {
  /**
   * Adds the secrets of a request: the appliance may repeat them later, in the messages of the job
   * that the request started.
   */
  add(secrets: readonly string[]): void;
  /**
   * @param headers with which a request signs in: a session id, or a scheme with its value.
   * @returns all secrets that the answer to this request may contain.
   */
  withHeaders(headers: Record<string, string>): readonly string[];
}

/** The most forms that are kept of the secrets of requests: about a dozen requests. */
const mostAdded = 200;

export function createKnownSecrets({ password, authorization }: ApplianceSettings): KnownSecrets {
  const ofSettings = [password, authorization, passwordInBasic(authorization)].flatMap(formsOf);
  let known: readonly string[] = ofSettings;
  // The headers are the same for message after message, as long as a session lasts.
  let latest = { values: '', secrets: known };
  return {
    add(secrets) {
      if (secrets.every((secret) => known.includes(secret))) return;
      const added = [...new Set([...known.slice(ofSettings.length), ...secrets])];
      known = [...ofSettings, ...added.slice(-mostAdded)];
      latest = { values: '', secrets: known };
    },
    withHeaders(headers) {
      const values = Object.values(headers).join(' ');
      if (values !== latest.values) {
        const withoutScheme = values.replace(/^[A-Za-z]+ /, '');
        latest = { values, secrets: [...known, ...formsOf(withoutScheme)] };
      }
      return latest.secrets;
    },
  };
}
