import assert from 'node:assert/strict';
import { isIPv6 } from 'node:net';
import { parseAddress, shownText, urlHost } from '../../../../src/appliance/settings/address';

/** @returns a value as a title of a test, without the middle of a long one. */
function titled(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 80 ? `${text.slice(0, 40)}…${text.slice(-20)} (${text.length})` : text;
}

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
    ['v', { host: 'v' }],
    ['vcenter.münchen.example', { host: 'vcenter.xn--mnchen-3ya.example' }],
    ['', undefined],
    ['   ', undefined],
    ['vc a', undefined],
    ['vc-a:0', undefined],
    ['vc-a:1', { host: 'vc-a', port: 1 }],
    ['vc-a:65535', { host: 'vc-a', port: 65_535 }],
    ['vc-a:65536', undefined],
    ['1https://vc-a', undefined],
    ['vc[2001:db8::7]', undefined],
    ['[2001:db8::7]vc', undefined],
    ['vc-a:https', undefined],
    ['vc..example', undefined],
    ['-vc', undefined],
    ['vc\r\nHost: other', undefined],
    ['https://', undefined],
    ['FE80::1%eth_0.7', { host: 'fe80::1%eth_0.7' }],
    ['[fe80::1%en0]:5480', { host: 'fe80::1%en0', port: 5480 }],
    ['::ffff:192.0.2.7', { host: '::ffff:192.0.2.7' }],
    ['1:2:3:4:5:6:7:8:443', undefined],
    ['[vc-a]', undefined],
    ['[192.0.2.7]', undefined],
    [`${'v'.repeat(255)}:5480`, { host: 'v'.repeat(255), port: 5480 }],
    ['v'.repeat(256), undefined],
    [`fe80::1%${'e'.repeat(247)}`, { host: `fe80::1%${'e'.repeat(247)}` }],
    [`fe80::1%${'e'.repeat(248)}`, undefined],
    [`https://vc-a/${'u'.repeat(4083)}`, { host: 'vc-a' }],
    [`https://vc-a/${'u'.repeat(4084)}`, undefined],
  ];
  for (const [text, address] of cases) {
    it(`${titled(text)} is ${titled(address)}`, () => {
      assert.deepEqual(parseAddress(text), address);
    });
  }

  it('IPv6 gets its brackets back in a URL', () => {
    assert.equal(urlHost('2001:db8::7'), '[2001:db8::7]');
    assert.equal(urlHost('vc-a'), 'vc-a');
  });
});

describe('An IPv6 address', () => {
  const brackets = (text: string) => parseAddress(`[${text}]`)?.host;

  const edges = [
    ...['::', '::1', '1::', '1::8', ':', ':::', '::::', ':1', '1:', '1:2:3', '1::2::3', ''],
    ...[
      '1:2:3:4:5:6:7:8',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      ':1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:',
    ],
    ...['1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8', '1:2:3::5:6:7:8', '1::2:3:4:5:6:7:8', '1:::8'],
    ...['::12345', '::g', '::0000', '::00000', 'ABCD:EF01:2345:6789:abcd:ef01:2345:6789'],
    ...['::1.2.3.4', '1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:7:1.2.3.4', '1:2:3:4:5:1.2.3.4'],
    ...['1::5:6:1.2.3.4', '1:2:3:4:5::1.2.3.4', '1:2:3:4:5:6::1.2.3.4', '1.2.3.4', '1.2.3.4::'],
    ...[
      '::1.2.3.4:5',
      '::1.2.3',
      '::1.2.3.4.5',
      '::256.2.3.4',
      '::01.2.3.4',
      '::1.2.3.',
      '::1..3.4',
    ],
    ...['::255.249.99.0', '::1.2.3.-4', ':: 1', '::1\n', '\u0661::', 'vc-a', 'dead', '7:443'],
  ];
  for (const text of edges) {
    it(`${JSON.stringify(text)}: ${isIPv6(text) ? 'is one' : 'is none'}`, () => {
      assert.equal(brackets(text), isIPv6(text) ? text.toLowerCase() : undefined);
    });
  }

  it('may have a zone id', () => {
    const wrong = ['%', '%%eth0', '%a%b', '%a b', '%a:b', '%ü'];
    assert.equal(brackets('fe80::1%vmk0.7-a_b'), 'fe80::1%vmk0.7-a_b');
    for (const zone of wrong) assert.equal(brackets(`fe80::1${zone}`), undefined, zone);
    assert.equal(brackets('vc%eth0'), undefined);
  });

  it('is what Node takes for one: 100,000 texts that are addresses, or nearly', () => {
    const random = randomNumbers(0x1b6);
    const one = (parts: readonly string[]) => parts[random(parts.length)] ?? '';
    const part = () => one(['0', '7', '12', 'dB8', 'ffff', 'ffff', '10000', 'g', '', '1.2.3.4']);
    let addresses = 0;
    for (let count = 0; count < 100_000; count += 1) {
      const parts = Array.from({ length: 1 + random(9) }, (_, index) =>
        random(10) === 0 ? part() : String(index),
      );
      if (random(4) === 0) parts.push(one(['192.0.2.7', '255.255.255.255', '300.1.1.1', '1.2.3']));
      const cut = random(parts.length);
      if (random(2) === 0) parts.splice(cut, random(4), '');
      let text = parts.join(':');
      if (random(3) === 0) text = one([`:${text}`, `${text}:`, text.replace(':', '::')]);
      if (isIPv6(text)) addresses += 1;
      assert.equal(brackets(text), isIPv6(text) ? text.toLowerCase() : undefined, text);
      if (isIPv6(text)) assert.equal(parseAddress(text)?.host, text.toLowerCase(), text);
    }
    assert.ok(addresses > 10_000 && addresses < 90_000, `${addresses} are addresses`);
  });
});

/** @returns whole numbers below a bound, the same ones each time (a linear congruential generator). */
function randomNumbers(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

describe('A hostile text in the host field', () => {
  const parts = [
    ':',
    '.',
    '[',
    ']',
    '%',
    '@',
    '/',
    '-',
    'a',
    ':a',
    '.a',
    '[:',
    ']:1',
    '1.',
    ' ',
    'ü',
  ];
  const frames: ((text: string) => string)[] = [
    (text) => text,
    (text) => `${text}!`,
    (text) => `[${text}]!`,
    (text) => `https://${text}!\n`,
  ];

  // One test, shortest first: what backtracks would not come to an end with the longest.
  it('is read at once, of 3,000, 4,096 and 1,000,000 characters', () => {
    for (const length of [3_000, 4_096, 1_000_000]) {
      for (const part of parts) {
        for (const framed of frames) {
          const text = framed(part.repeat(length / part.length));
          const begun = performance.now();
          parseAddress(text);
          shownText(text);
          const took = performance.now() - begun;
          assert.ok(took < 1_000, `${length} of ${JSON.stringify(part)} took ${took} ms`);
        }
      }
    }
  });

  it('is shown without a user, and shortly', () => {
    assert.equal(shownText('https://root:pass@vc-z/ui'), 'vc-z/ui');
    assert.equal(shownText(`root:pass@${'z'.repeat(10_000)}`), 'z'.repeat(80));
  });
});
