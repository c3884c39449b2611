import type { FaultCode } from '../../../src/appliance/faults/fault-codes';
import type { StepFacts, StepName, StepResult } from '../../../src/appliance/test-connection/step';

/** Whoever has the words of the dialog: the node that is edited. */
interface Translating {
  _(key: string, parameters?: Record<string, string>): string;
}

type Say = (key: string, parameters?: Record<string, string>) => string;

/** States of the job that there are words for. */
const jobStates: ReadonlySet<string> = new Set(['NONE', 'RUNNING', 'SUCCEEDED', 'FAILED']);

/** @returns the day of a point of time as it is written where the browser is; what is none, as it is. */
export function dayOf(time: string): string {
  if (Number.isNaN(Date.parse(time))) return time;
  return new Date(time).toLocaleDateString(undefined, { dateStyle: 'medium' });
}

/** What was found, in words; by step. */
const findings: Readonly<Record<StepName, (facts: StepFacts, say: Say) => string>> = {
  settings: ({ address = '' }, say) => say('settings', { address }),
  name({ host = '', addresses, proxy }, say) {
    if (proxy !== undefined) return say('name-by-proxy', { proxy });
    if (addresses === undefined) return say('name-is-address', { host });
    return say('name-found', { host, addresses: addresses.join(', ') });
  },
  connect({ milliseconds, address = '', proxy }, say) {
    const time = String(milliseconds);
    if (proxy !== undefined) return say('connect-by-proxy', { proxy, milliseconds: time });
    return say('connect', { address, milliseconds: time });
  },
  tls({ trust = 'authority', certificate }, say) {
    const { issuer = '', validUntil = '' } = certificate ?? {};
    return say(`tls-${trust}`, { issuer, until: dayOf(validUntil) });
  },
  signIn: ({ user }, say) =>
    user === undefined ? say('sign-in-by-header') : say('sign-in', { user }),
  version: ({ version = '', build }, say) =>
    build === undefined ? version : say('version', { version, build }),
  permission: (_facts, say) => say('permission'),
  reconciliation({ status = '', progress }, say) {
    const state = jobStates.has(status) ? say(`reconciliation-${status.toLowerCase()}`) : status;
    return status === 'RUNNING' && progress !== undefined ? `${state}, ${progress} %` : state;
  },
};

/** What was wrong where the code of what lay beneath says more than that of the fault. */
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

/** What was wrong by the fault. Others say in their own text which setting or answer it was. */
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

/** @returns the words of one step: what was found, or what is wrong. */
export function detailOf(node: Translating, step: StepResult): string {
  const say: Say = (key, parameters) => node._(`vcenter-appliance.found.${key}`, parameters);
  if (step.ok) return findings[step.step](step, say);
  const { code, group, reason = '', detail, text } = step;
  if (group !== undefined) return say('group-missing', { group });
  const wrong = reasons[reason] ?? faults[code];
  if (wrong === undefined) return text;
  const sentence = node._(`vcenter-appliance.wrong.${wrong}`);
  return detail === undefined ? sentence : `${sentence} (${detail})`;
}
