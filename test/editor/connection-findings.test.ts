import assert from 'node:assert/strict';
import {
  detailOf,
  isAuthorityMissing,
  shownSteps,
} from '../../nodes/editor/appliance/connection-findings';
import { wordsOf } from '../../scripts/node-files';
import type { FaultCode } from '../../src/appliance/faults/fault-codes';
import type { StepName, StepResult } from '../../src/appliance/test-connection/step';
import { editedNode } from './dialogs';

const certificate = {
  ...{ subject: 'CN=vc-a', issuer: 'CN=CA', names: 'DNS:vc-a', sha256: 'AA:BB' },
  ...{ validFrom: '2026-01-01T00:00:00.000Z', validUntil: '2028-06-15T12:00:00.000Z' },
};
const day = new Date(certificate.validUntil).toLocaleDateString(undefined, { dateStyle: 'medium' });
const proxy = 'proxy:3128';

const rows: [step: StepResult, words: string][] = [
  [{ step: 'settings', ok: true, address: 'vc-a:443' }, 'complete, for vc-a:443'],
  [
    { step: 'name', ok: true, host: 'vc-a', addresses: ['10.0.0.1', 'fd00::1'] },
    'vc-a is 10.0.0.1, fd00::1',
  ],
  [{ step: 'name', ok: true, host: '10.0.0.1' }, '10.0.0.1 is an IP address, no look-up needed'],
  [{ step: 'name', ok: true, host: 'vc-a', proxy }, 'left to the proxy proxy:3128'],
  [
    { step: 'connect', ok: true, address: '10.0.0.1', milliseconds: 7 },
    '10.0.0.1 answered in 7 ms',
  ],
  [{ step: 'connect', ok: true, proxy, milliseconds: 7 }, 'through the proxy proxy:3128 in 7 ms'],
  [
    { step: 'tls', ok: true, trust: 'authority', certificate },
    `trusted, issued by CN=CA, valid until ${day}`,
  ],
  [
    { step: 'tls', ok: true, trust: 'pin', certificate },
    `the pinned one, issued by CN=CA, valid until ${day}`,
  ],
  [
    { step: 'tls', ok: true, trust: 'unchecked', certificate },
    `not checked, as the TLS configuration says; issued by CN=CA, valid until ${day}`,
  ],
  [
    {
      ...{ step: 'tls', ok: true, trust: 'pin' },
      certificate: { ...certificate, validUntil: 'Bad time value' },
    },
    'the pinned one, issued by CN=CA, valid until Bad time value',
  ],
  [{ step: 'signIn', ok: true, user: 'VSPHERE.LOCAL\\monitor' }, 'as VSPHERE.LOCAL\\monitor'],
  [{ step: 'signIn', ok: true }, 'by the Authorization header'],
  [{ step: 'version', ok: true, version: '8.0.2', build: '23319993' }, '8.0.2, build 23319993'],
  [{ step: 'version', ok: true, version: '8.0.2' }, '8.0.2'],
  [{ step: 'permission', ok: true }, 'recovery jobs may be read'],
  [
    { step: 'reconciliation', ok: true, status: 'NONE' },
    'none, as on every appliance that is not being restored',
  ],
  [{ step: 'reconciliation', ok: true, status: 'RUNNING', progress: 42 }, 'running, 42 %'],
  [{ step: 'reconciliation', ok: true, status: 'RUNNING' }, 'running'],
  [{ step: 'reconciliation', ok: true, status: 'SUCCEEDED', progress: 100 }, 'succeeded'],
  [{ step: 'reconciliation', ok: true, status: 'FAILED' }, 'failed'],
  [{ step: 'reconciliation', ok: true, status: 'PAUSED' }, 'PAUSED'],
  [
    { step: 'permission', ok: false, code: 'NOT_AUTHORIZED', text: 'No.', group: 'Readers' },
    'The user has to be in the group Readers to read recovery jobs.',
  ],
  [
    { step: 'settings', ok: false, code: 'NOT_CONFIGURED', text: 'vc-a names no host.' },
    'vc-a names no host.',
  ],
];

/** What is told of a step that failed, by the fault and what lay beneath it. */
const failures: [
  step: StepName,
  code: FaultCode,
  beneath: { reason?: string; detail?: string; group?: string; isStranger?: true },
  words: string,
][] = [
  [
    'name',
    'UNREACHABLE',
    { reason: 'ENOTFOUND', detail: 'getaddrinfo ENOTFOUND vc-a' },
    'DNS does not know this name (getaddrinfo ENOTFOUND vc-a)',
  ],
  ['name', 'UNREACHABLE', { reason: 'EAI_AGAIN' }, 'DNS did not answer'],
  [
    'connect',
    'UNREACHABLE',
    { reason: 'ECONNREFUSED', detail: 'connect ECONNREFUSED 10.0.0.1:443' },
    'the connection was refused: nothing listens on this port (connect ECONNREFUSED 10.0.0.1:443)',
  ],
  [
    'connect',
    'UNREACHABLE',
    { reason: 'ECONNRESET' },
    'the connection was broken off: the services of the appliance may be restarting',
  ],
  [
    'connect',
    'UNREACHABLE',
    { reason: 'EHOSTUNREACH' },
    'there is no network route to this address',
  ],
  [
    'tls',
    'UNREACHABLE',
    { reason: 'ERR_SSL_WRONG_VERSION_NUMBER', detail: 'wrong version number' },
    'what answers on this port does not speak TLS: check host and port (wrong version number)',
  ],
  ['connect', 'UNREACHABLE', { reason: 'EACCES' }, 'there is no connection'],
  [
    'connect',
    'UNREACHABLE',
    { reason: 'PROXY_REFUSED', detail: 'the proxy p:3128 answered 407' },
    'the proxy refused to pass the connection on (the proxy p:3128 answered 407)',
  ],
  [
    'connect',
    'TIMED_OUT',
    { reason: 'TIMED_OUT', detail: 'no answer within 26 s' },
    'there was no answer in time (no answer within 26 s)',
  ],
  [
    'tls',
    'TLS_UNTRUSTED',
    { reason: 'DEPTH_ZERO_SELF_SIGNED_CERT', detail: 'self-signed certificate' },
    'the certificate is not trusted (self-signed certificate)',
  ],
  [
    'tls',
    'TLS_UNTRUSTED',
    { reason: 'FINGERPRINT_MISMATCH' },
    'the certificate is not the pinned one: it was replaced, or this is not the appliance',
  ],
  [
    'tls',
    'TLS_UNTRUSTED',
    { reason: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    'the certificate is for another name',
  ],
  ['tls', 'TLS_UNTRUSTED', { reason: 'CERT_HAS_EXPIRED' }, 'the certificate has expired'],
  [
    'tls',
    'TLS_UNTRUSTED',
    { reason: 'CERT_NOT_YET_VALID' },
    'the certificate is not valid yet: check the clocks',
  ],
  [
    'signIn',
    'AUTHENTICATION_FAILED',
    { reason: '401', detail: 'Invalid credentials.' },
    'refused: the user name or password is wrong, the password has expired, or the account is locked. Federated users (AD FS, Entra ID, Okta) cannot sign in this way: use a local single sign-on account (Invalid credentials.)',
  ],
  ['signIn', 'NOT_AUTHORIZED', {}, 'the user has no permission for this'],
  [
    'signIn',
    'SESSION_LIMIT',
    {},
    'this user has no session left: others have to end or expire first',
  ],
  [
    'version',
    'UNAVAILABLE',
    { reason: '503', detail: 'HTTP 503' },
    'the appliance cannot answer now: its services may be starting (HTTP 503)',
  ],
  [
    'version',
    'API_NOT_FOUND',
    {},
    'this API is not known there: check host, port and connection, or wait until the services have started',
  ],
  ['reconciliation', 'APPLIANCE_ERROR', {}, 'the appliance reported an error'],
  [
    'signIn',
    'API_NOT_FOUND',
    { reason: '404', detail: 'HTTP 404', isStranger: true },
    'this does not look like a vCenter, or its services have not started yet: check host, port and connection (HTTP 404)',
  ],
  [
    'permission',
    'NOT_AUTHORIZED',
    { group: 'SystemConfiguration.ReadOnly', isStranger: true },
    'this does not look like a vCenter, or its services have not started yet: check host, port and connection',
  ],
  [
    'signIn',
    'AUTHENTICATION_FAILED',
    { isStranger: true },
    'refused: check user and password, and whether this is a vCenter whose services have started',
  ],
];
for (const [step, code, beneath, words] of failures) {
  rows.push([{ step, ok: false, code, text: 'Not shown.', ...beneath }, words]);
}

describe('What the dialog says of a step of the test', () => {
  const node = editedNode('vcenter-appliance', {});
  const asked = new Set<string>();
  const translating = {
    _(key: string, parameters?: Record<string, string>) {
      asked.add(key);
      return node._(key, parameters);
    },
  };

  for (const [step, words] of rows) {
    it(`${step.step}: ${words}`, () => {
      assert.equal(detailOf(translating, step), words);
    });
  }

  it('is every word there is', () => {
    for (const [step] of rows) detailOf(translating, step);
    const ours = /^vcenter-appliance\.(?:found|wrong)\./;
    const all = [...wordsOf('vcenter-appliance').keys()].filter((key) => ours.test(key));
    assert.deepEqual([...asked].sort(), all.sort());
  });
});

const passed = (step: StepName): StepResult => ({ step, ok: true });
const failed = (step: StepName, code: FaultCode, isStranger?: true): StepResult => ({
  ...{ step, ok: false, code, text: 'No.' },
  ...(isStranger ? { isStranger } : {}),
});

/** The steps that the runtime has taken, and which of them is shown as the failed one. */
const strangers: [what: string, steps: StepResult[], failedStep: StepName | undefined][] = [
  [
    'a server that is no vCenter: at the connection',
    [passed('connect'), passed('tls'), failed('signIn', 'API_NOT_FOUND', true)],
    'connect',
  ],
  [
    'refused credentials: at the sign-in, whoever refused them',
    [passed('connect'), passed('tls'), failed('signIn', 'AUTHENTICATION_FAILED', true)],
    'signIn',
  ],
  [
    'a vCenter that fails later: where it fails',
    [passed('connect'), passed('tls'), passed('signIn'), failed('version', 'UNAVAILABLE')],
    'version',
  ],
  ['a test that passed: nowhere', [passed('connect'), passed('tls')], undefined],
];

describe('A test that failed is shown', () => {
  for (const [what, steps, failedStep] of strangers) {
    it(what, () => {
      const shown = shownSteps(steps);
      assert.deepEqual(
        shown.filter(({ ok }) => !ok).map(({ step }) => step),
        failedStep === undefined ? [] : [failedStep],
      );
      assert.ok(shown.some(({ step, ok }) => step === 'tls' && ok));
    });
  }
});

describe('The authority is the other way', () => {
  const untrusted = (reason: string): StepResult => ({
    ...{ step: 'tls', ok: false, code: 'TLS_UNTRUSTED', text: 'No.', reason },
  });
  for (const [reason, isOtherWay] of [
    ['SELF_SIGNED_CERT_IN_CHAIN', true],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', true],
    ['FINGERPRINT_MISMATCH', false],
    ['CERT_HAS_EXPIRED', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', false],
  ] as const) {
    it(`${isOtherWay ? 'for' : 'not for'} ${reason}`, () => {
      assert.equal(isAuthorityMissing(untrusted(reason)), isOtherWay);
    });
  }
});
