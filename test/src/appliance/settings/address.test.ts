import assert from 'node:assert/strict';
import { parseAddress, urlHost } from '../../../../src/appliance/settings/address';

describe('What a person puts into the host field', () => {
  const cases: [string, { host: string; port?: number } | undefined][] = [
    ['vc-a.lab.example', { host: 'vc-a.lab.example' }],
    ['  VC-A.Lab.Example ', { host: 'vc-a.lab.example' }],
    ['vc-a.lab.example:5480', { host: 'vc-a.lab.example', port: 5480 }],
    ['https://vc-a.lab.example', { host: 'vc-a.lab.example' }],
    ['https://vc-a.lab.example/ui/#/home', { host: 'vc-a.lab.example' }],
    ['https://vc-a.lab.example:5480/?x=1', { host: 'vc-a.lab.example', port: 5480 }],
    ['https://root:secret@vc-a.lab.example:5480', { host: 'vc-a.lab.example', port: 5480 }],
    ['192.0.2.7', { host: '192.0.2.7' }],
    ['192.0.2.7:8443', { host: '192.0.2.7', port: 8443 }],
    ['2001:db8::7', { host: '2001:db8::7' }],
    ['[2001:DB8::7]', { host: '2001:db8::7' }],
    ['[2001:db8::7]:5480', { host: '2001:db8::7', port: 5480 }],
    ['https://[2001:db8::7]/ui', { host: '2001:db8::7' }],
    ['fe80::1%eth0', { host: 'fe80::1%eth0' }],
    ['vc_a', { host: 'vc_a' }],
    ['vcenter.münchen.example', { host: 'vcenter.xn--mnchen-3ya.example' }],
    ['', undefined],
    ['   ', undefined],
    ['vc a', undefined],
    ['vc-a:0', undefined],
    ['vc-a:65536', undefined],
    ['vc-a:https', undefined],
    ['vc..example', undefined],
    ['-vc', undefined],
    ['vc\r\nHost: other', undefined],
    ['https://', undefined],
  ];
  for (const [text, address] of cases) {
    it(`${JSON.stringify(text)} is ${JSON.stringify(address)}`, () => {
      assert.deepEqual(parseAddress(text), address);
    });
  }

  it('IPv6 gets its brackets back in a URL', () => {
    assert.equal(urlHost('2001:db8::7'), '[2001:db8::7]');
    assert.equal(urlHost('vc-a'), 'vc-a');
  });
});
