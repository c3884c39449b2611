/**
 * Whether a stored secret may be sent to the server that the settings in a dialog lead to. Otherwise a
 * user with permission to deploy could send it, which the editor does not reveal, to a server of
 * their own without leaving a trace.
 */
import { notConfigured } from '../../src/appliance/faults/fault';
import { addressOf, subjectOf } from '../../src/appliance/settings/appliance-settings';
import { checkSetting } from '../../src/appliance/settings/check-settings';
import { asText, nameOf } from '../../src/appliance/settings/coerce';
import { authority } from '../../src/appliance/test-connection/step';
import { type Field, sentence } from '../../src/messages/sentence';
import { readTls } from '../runtime/core-nodes';
import type { Runtime } from '../runtime/node-red';
import { isChosen } from '../runtime/saved-values';
import { wasShown } from './shown-certificates';

type Properties = Readonly<Record<string, unknown>>;

/** The address of a deployed appliance; undefined if its settings are invalid. */
function addressText(config: Properties): string | undefined {
  try {
    return subjectOf(addressOf(config), '');
  } catch {
    return undefined; // Then a stored secret is not sent to any host.
  }
}

/** Whether the certificate of the server is not verified. */
function isUnverified(runtime: Runtime, { fingerprint, tls }: Properties): boolean {
  if (asText(fingerprint, 'fingerprint').trim() !== '') return false;
  return readTls(runtime, tls).tls?.rejectUnauthorized === false;
}

/** The same for the deployed settings, where a TLS configuration that cannot be read was verified. */
function wasUnverified(runtime: Runtime, config: Properties): boolean {
  try {
    return isUnverified(runtime, config);
  } catch {
    return false;
  }
}

function pinsOf({ fingerprint }: Properties): readonly string[] {
  const checked = checkSetting.fingerprint(fingerprint);
  // What is no fingerprint ends the test before anything is sent.
  return 'value' in checked ? checked.value : [];
}

/** Whether the pins admit no server but the deployed one, and those that this user was shown. */
function arePinsTrusted(user: string, deployed: Properties, edited: Properties): boolean {
  const [known, pins] = [pinsOf(deployed), pinsOf(edited)];
  if (pins.length === 0) return known.length === 0;
  const address = authority(addressOf(edited));
  return pins.every(
    (fingerprint) => known.includes(fingerprint) || wasShown({ user, address, fingerprint }),
  );
}

/** What each setting does to the connection; nothing where it has no effect. */
const effectOf = {
  tls: ({ tls }: Properties) => (isChosen(tls) ? tls : ''),
  proxyMode: ({ proxyMode }: Properties) => proxyMode || 'environment',
  proxy: ({ proxyMode, proxy }: Properties) => (proxyMode === 'node' ? proxy : ''),
} as const satisfies Partial<Record<Field, (config: Properties) => unknown>>;

/** @returns the first setting by which another server may be reached, and trusted. */
function changedSetting(user: string, deployed: Properties, edited: Properties): Field | undefined {
  if (!arePinsTrusted(user, deployed, edited)) return 'fingerprint';
  return (['tls', 'proxyMode', 'proxy'] as const).find(
    (field) => effectOf[field](deployed) !== effectOf[field](edited),
  );
}

/**
 * Requires that the settings in the dialog lead to the deployed server. TLS configurations and proxy
 * nodes are known by their ids: if one of them is deployed with other contents, so is the appliance.
 *
 * @param user who asks for the test.
 * @param field of the secret.
 * @param deployed the deployed settings.
 * @param edited the settings in the dialog.
 * @throws Fault NOT_CONFIGURED if the secret has to be entered again, which says why.
 */
export function requireSameServer(
  runtime: Runtime,
  user: string,
  field: Field,
  deployed: Properties,
  edited: Properties,
): void {
  const setting = nameOf(field);
  const address = addressText(deployed);
  if (address !== subjectOf(addressOf(edited), '')) {
    throw notConfigured(
      address === undefined
        ? sentence('enter-again', { setting })
        : sentence('enter-again-for', { setting, address }),
    );
  }
  if (isUnverified(runtime, edited) && !wasUnverified(runtime, deployed)) {
    throw notConfigured(sentence('enter-again-verified', { setting }));
  }
  const changed = changedSetting(user, deployed, edited);
  if (changed === undefined) return;
  throw notConfigured(sentence('enter-again-changed', { setting, changed: nameOf(changed) }));
}
