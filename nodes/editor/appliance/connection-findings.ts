import type { FaultCode } from '../../../src/appliance/faults/fault-codes';
import type { StepFacts, StepName, StepResult } from '../../../src/appliance/test-connection/step';

/** The edited node, which translates the keys of its locale file. */
interface Translator {
  _(key: string, parameters?: Record<string, string>): string;
}

type Translate = (key: string, parameters?: Record<string, string>) => string;

/** States of the job that have a text in the locale file. */
const jobStates: ReadonlySet<string> = new Set(['NONE', 'RUNNING', 'SUCCEEDED', 'FAILED']);

/** @returns the date in the browser's local format; an invalid one unchanged. */
export function localDate(time: string): string {
  if (Number.isNaN(Date.parse(time))) return time;
  return new Date(time).toLocaleDateString(undefined, { dateStyle: 'medium' });
}

/** The text for a passed step. */
const findings: Readonly<Record<StepName, (facts: StepFacts, translate: Translate) => string>> = {
  settings: ({ address = '' }, translate) => translate('settings', { address }),
  name({ host = '', addresses, proxy }, translate) {
    if (proxy !== undefined) return translate('name-by-proxy', { proxy });
    if (addresses === undefined) return translate('name-is-address', { host });
    return translate('name-found', { host, addresses: addresses.join(', ') });
  },
  connect({ milliseconds, address = '', proxy }, translate) {
    const time = String(milliseconds);
    if (proxy !== undefined) return translate('connect-by-proxy', { proxy, milliseconds: time });
    return translate('connect', { address, milliseconds: time });
  },
  tls({ trust = 'authority', certificate }, translate) {
    const { issuer = '', validUntil = '' } = certificate ?? {};
    return translate(`tls-${trust}`, { issuer, until: localDate(validUntil) });
  },
  signIn: ({ user }, translate) =>
    user === undefined ? translate('sign-in-by-header') : translate('sign-in', { user }),
  version: ({ version = '', build }, translate) =>
    build === undefined ? version : translate('version', { version, build }),
  permission: (_facts, translate) => translate('permission'),
  reconciliation({ status = '', progress }, translate) {
    const state = jobStates.has(status)
      ? translate(`reconciliation-${status.toLowerCase()}`)
      : status;
    return status === 'RUNNING' && progress !== undefined ? `${state}, ${progress} %` : state;
  },
};

/** The locale keys by the code of the underlying error, which is more specific than the fault. */
const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'name-unknown',
  EAI_AGAIN: 'dns-silent',
  ECONNREFUSED: 'nothing-listens',
  ECONNRESET: 'broken-off',
  EPIPE: 'broken-off',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  PROXY_REFUSED: 'proxy-refused',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'no-tls',
  FINGERPRINT_MISMATCH: 'not-pinned',
  ERR_TLS_CERT_ALTNAME_INVALID: 'another-name',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-valid-yet',
};

/** The locale keys by fault. The text of any other fault names the setting or answer itself. */
const faults: Readonly<Partial<Record<FaultCode, string>>> = {
  UNREACHABLE: 'unreachable',
  TIMED_OUT: 'timed-out',
  TLS_UNTRUSTED: 'untrusted',
  AUTHENTICATION_FAILED: 'authentication-failed',
  NOT_AUTHORIZED: 'not-authorized',
  SESSION_LIMIT: 'session-limit',
  UNAVAILABLE: 'unavailable',
  API_NOT_FOUND: 'api-not-found',
  APPLIANCE_ERROR: 'appliance-error',
};

/** @returns the key of what was wrong; undefined if only the text of the fault says so. */
function keyOf({ code, reason = '', isStranger }: StepResult & { ok: false }): string | undefined {
  if (!isStranger) return reasons[reason] ?? faults[code];
  return code === 'AUTHENTICATION_FAILED' ? 'refused-by-stranger' : 'stranger';
}

/**
 * A server that answers, and not as a vCenter does, is the wrong server: that is said at the
 * connection, where a person corrects host and port, and not at the step that found out. Refused
 * credentials stay with the sign-in, as they may be what is wrong.
 *
 * @returns the steps as they are shown.
 */
export function shownSteps(steps: readonly StepResult[]): StepResult[] {
  const last = steps.at(-1);
  if (last === undefined || last.ok || !last.isStranger || last.code === 'AUTHENTICATION_FAILED') {
    return [...steps];
  }
  return steps.flatMap((step) => {
    if (step === last) return [];
    return step.step === 'connect' ? [{ ...last, step: 'connect' }] : [step];
  });
}

/** Whether a certificate was refused only because its authority is not trusted. */
export function isAuthorityMissing(step: StepResult | undefined): boolean {
  return step !== undefined && !step.ok && keyOf(step) === 'untrusted';
}

/** @returns the text for one step: what was found, or what is wrong. */
export function detailOf(node: Translator, step: StepResult): string {
  const translate: Translate = (key, parameters) =>
    node._(`vcenter-appliance.found.${key}`, parameters);
  if (step.ok) return findings[step.step](step, translate);
  const { group, detail, text, isStranger } = step;
  if (group !== undefined && !isStranger) return translate('group-missing', { group });
  const key = keyOf(step);
  if (key === undefined) return text;
  const sentence = node._(`vcenter-appliance.wrong.${key}`);
  return detail === undefined ? sentence : `${sentence} (${detail})`;
}
