import assert from 'node:assert/strict';
import { detailOf } from '../../nodes/editor/connection-findings';
import type { ProbeStep } from '../../src/appliance/probe-step';
import { editedNode } from './dialogs';
import { wordsOf } from './node-files';

const certificate = {
  ...{ subject: 'CN=vc-a', issuer: 'CN=CA', names: 'DNS:vc-a', sha256: 'AA:BB' },
  ...{ validFrom: '2026-01-01T00:00:00.000Z', validUntil: '2028-06-15T12:00:00.000Z' },
};
const day = new Date(certificate.validUntil).toLocaleDateString(undefined, { dateStyle: 'medium' });
const proxy = 'proxy:3128';

const rows: [step: ProbeStep, words: string][] = [
  [{ step: 'settings', ok: true, address: 'vc-a:443' }, 'complete, for vc-a:443'],
  [
    { step: 'name', ok: true, host: 'vc-a', addresses: ['10.0.0.1', 'fd00::1'] },
    'vc-a is 10.0.0.1, fd00::1',
  ],
  [{ step: 'name', ok: true, host: '10.0.0.1' }, '10.0.0.1 is an address already'],
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
    { step: 'signIn', ok: false, code: 'AUTHENTICATION_FAILED', text: 'vc-a refused it.' },
    'vc-a refused it.',
  ],
];

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
    const prefix = 'vcenter-appliance.found.';
    const all = [...wordsOf('vcenter-appliance').keys()].filter((key) => key.startsWith(prefix));
    assert.deepEqual([...asked].sort(), all.sort());
  });
});
