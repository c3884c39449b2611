import assert from 'node:assert/strict';
import { Fault } from '../../../../src/appliance/faults/fault';
import {
  addressOf,
  type RawSettings,
  readSettings,
  subjectOf,
} from '../../../../src/appliance/settings/appliance-settings';
import { asFlag, variableEmpty } from '../../../../src/appliance/settings/coerce';
import { isInRange } from '../../../../src/appliance/settings/number-settings';

function read(config: Record<string, unknown>, credentials: RawSettings['credentials'] = {}) {
  return readSettings({
    config: { host: 'vc-a.lab.example', ...config },
    credentials: { username: 'admin', password: 'secret', ...credentials },
  });
}

const pin = 'ab'.repeat(32);
const colons = 'AB:'.repeat(32).slice(0, -1);

describe('The settings of an appliance', () => {
  it('have the documented defaults', () => {
    const settings = read({});
    assert.deepEqual(settings, {
      host: 'vc-a.lab.example',
      port: 443,
      connection: 'api',
      authentication: 'session',
      username: 'admin',
      password: 'secret',
      authorization: '',
      fingerprints: [],
      proxyMode: 'environment',
      requestTimeout: 30_000,
      locale: '',
      readOnly: false,
    });
  });

  type Row = [string, Record<string, unknown>, Partial<ReturnType<typeof read>>];
  const rows: Row[] = [
    ['443 for /rest', { connection: 'rest' }, { port: 443, authentication: 'session' }],
    [
      '5480 and Basic for management',
      { connection: 'management' },
      { port: 5480, authentication: 'basic' },
    ],
    [
      'Authorization kept for management',
      { connection: 'management', auth: 'authorization' },
      { authentication: 'authorization' },
    ],
    [
      'a URL taken apart',
      { host: 'https://vc-b.lab.example:8443/ui' },
      { host: 'vc-b.lab.example', port: 8443 },
    ],
    [
      'the port field before the one in the host',
      { host: 'vc-b:8443', port: '9443' },
      { port: 9443 },
    ],
    ['a port that a variable made a number', { port: 8443 }, { port: 8443 }],
    ['a timeout below its range', { requestTimeout: '0' }, { requestTimeout: 1000 }],
    ['a timeout above its range', { requestTimeout: '1e9' }, { requestTimeout: 86_400_000 }],
    [
      'several fingerprints in every spelling',
      { fingerprint: `${pin}, ${colons}` },
      { fingerprints: [pin.toUpperCase(), pin.toUpperCase()] },
    ],
    ['read only for true', { readOnly: true }, { readOnly: true }],
    ['read only for "true"', { readOnly: 'true' }, { readOnly: true }],
    ['read only for any word but false', { readOnly: 'yes' }, { readOnly: true }],
    ['not read only for "false"', { readOnly: 'false' }, { readOnly: false }],
    ['not read only for " false "', { readOnly: ' false ' }, { readOnly: false }],
    ['not read only for ""', { readOnly: '' }, { readOnly: false }],
    ['a choice with spaces', { connection: ' rest ' }, { connection: 'rest' }],
    [
      'an Authorization value, without user and password',
      { auth: 'authorization' },
      { authorization: 'Bearer x', username: '', password: '' },
    ],
  ];
  for (const [title, config, expected] of rows) {
    it(`understand ${title}`, () => {
      const credentials = config.auth === 'authorization' ? { authorization: 'Bearer x' } : {};
      const settings = read(config, credentials);
      for (const [name, value] of Object.entries(expected)) {
        assert.deepEqual(Reflect.get(settings, name), value, name);
      }
    });
  }

  it('have the TLS and the proxy of their nodes, where there are some', () => {
    const nodes = { tls: { servername: 'a' }, proxy: { url: 'http://b', exclusions: [] } };
    const credentials = { username: 'admin', password: 'secret' };
    const { tls, proxy } = readSettings({ config: { host: 'vc-a' }, credentials, ...nodes });
    assert.deepEqual({ tls, proxy }, nodes);
  });

  it('have an address of their own, that needs no credentials', () => {
    const config = { host: 'vc-a', connection: 'management' };
    assert.deepEqual(addressOf(config), { host: 'vc-a', port: 5480 });
    assert.throws(() => addressOf({ ...config, connection: 'soap' }), /^"Connection" is "soap"/);
  });

  it('keep a password as it is, spaces included', () => {
    assert.equal(read({}, { password: ' pass word ' }).password, ' pass word ');
    assert.equal(read({}, { password: 12345 }).password, '12345');
  });
});

describe('Settings that are wrong are NOT_CONFIGURED, in words that name the field', () => {
  const rows: [string, Record<string, unknown>, RawSettings['credentials'], RegExp][] = [
    ['no host', { host: '' }, {}, /"Host" is required/],
    ['null as the host', { host: null }, {}, /"Host" is required/],
    ['what is no text as the host', { host: { toString: 1 } }, {}, /"Host" is required/],
    ['half a variable as the host', { host: 'a$' + '{B}' }, {}, /"a\$\{B\}", which is not a host/],
    ['a host with a blank', { host: 'vc a' }, {}, /"vc a", which is not a host/],
    [
      'a URL with a password that is no host',
      { host: 'https://root:S3cret@vc..example' },
      {},
      /^"Host" is "vc\.\.example", which is not/,
    ],
    ['a port that is no number', { port: 'https' }, {}, /"Port" is "https", which is not a number/],
    ['a port out of range', { port: 70_000 }, {}, /1 to 65535/],
    ['half a port', { port: '443.5' }, {}, /whole number/],
    [
      'an unknown connection',
      { connection: 'soap' },
      {},
      /"Connection" is "soap", but must be one of api, rest, management\./,
    ],
    ['an unknown sign-in', { auth: 'kerberos' }, {}, /"Sign-in" is "kerberos"/],
    ['an unknown proxy setting', { proxyMode: 'auto' }, {}, /"Proxy" is "auto"/],
    ['a short fingerprint', { fingerprint: 'AB:CD' }, {}, /must be a SHA-256/],
    ['a timeout that is no number', { requestTimeout: 'soon' }, {}, /"Timeout" is "soon"/],
    ['no user', {}, { username: '' }, /"User name" is required/],
    ['no password', {}, { password: '' }, /"Password" is required/],
    ['no Authorization value', { auth: 'authorization' }, {}, /"Header" is required/],
    ['a user with a colon', {}, { username: 'a:b' }, /colon/],
    ['a line break in the password', {}, { password: 'a\r\nb' }, /control character/],
    [
      'a line break in the Authorization value',
      { auth: 'authorization' },
      { authorization: 'Bearer x\r\nHost: other' },
      /control character/,
    ],
    [
      'another script in the Authorization value',
      { auth: 'authorization' },
      { authorization: 'Bearer ключ' },
      /HTTP headers do not allow/,
    ],
    [
      'a dash of the typographer in the language',
      { locale: 'de–DE' },
      {},
      /HTTP headers do not allow/,
    ],
    ['a line break in the language', { locale: 'de\r\nX: y' }, {}, /control character/],
    [
      'a host variable that is not set',
      { host: '$' + '{VC_HOST}' },
      {},
      /VC_HOST, which is not set/,
    ],
    ['a password variable that is not set', {}, { password: '$' + '{VC_PASSWORD}' }, /VC_PASSWORD/],
    [
      'a variable that is not set, for read only',
      { readOnly: '$' + '{READ_ONLY}' },
      {},
      /^"Read only" is taken from the environment variable READ_ONLY, which is not set\.$/,
    ],
    ['a variable in the other spelling', {}, { password: '$(VC_PASSWORD)' }, /VC_PASSWORD/],
  ];
  for (const [title, config, credentials, words] of rows) {
    it(title, () => {
      assert.throws(
        () => read(config, credentials),
        (error) => {
          assert.ok(error instanceof Fault);
          assert.equal(error.code, 'NOT_CONFIGURED');
          assert.match(error.message, words);
          return true;
        },
      );
    });
  }
});

describe('An appliance in a sentence', () => {
  const rows: [host: string, port: number, name: string, expected: string][] = [
    ['vc-a', 443, '', 'vc-a'],
    ['vc-a', 443, 'vc-a', 'vc-a'],
    ['vc-a', 443, 'Berlin', 'Berlin (vc-a)'],
    ['vc-a', 5480, 'vc-a', 'vc-a:5480'],
    ['2001:db8::7', 5480, 'Berlin', 'Berlin ([2001:db8::7]:5480)'],
  ];
  for (const [host, port, name, expected] of rows) {
    it(`is ${expected}`, () => assert.equal(subjectOf({ host, port }, name), expected));
  }
});

describe('A setting that is a flag', () => {
  const rows: [value: unknown, expected: boolean][] = [
    [true, true],
    [' true ', true],
    ['yes', false],
    [undefined, false],
  ];
  for (const [value, expected] of rows) {
    it(`is ${expected} for ${JSON.stringify(value)}`, () => {
      assert.equal(asFlag(value, 'readOnly'), expected);
    });
  }
});

describe('A setting that is a number', () => {
  const setting = { field: 'interval', minimum: 1, maximum: 10, unit: 1000 } as const;
  const rows: [text: string, expected: boolean][] = [
    ['', true],
    [' ', true],
    ['1', true],
    ['10', true],
    ['0.9', false],
    ['10.1', false],
    ['ten', false],
  ];
  for (const [text, expected] of rows) {
    it(`${expected ? 'may' : 'must not'} be "${text}" in a dialog`, () => {
      assert.equal(isInRange(setting, text), expected);
    });
  }
});

describe('A password whose variable is empty', () => {
  it('is NOT_CONFIGURED, in words that name both', () => {
    const { code, message } = variableEmpty('readOnly', 'VC_PASSWORD');
    assert.deepEqual(
      [code, message],
      [
        'NOT_CONFIGURED',
        '"Read only" is taken from the environment variable VC_PASSWORD, which is empty.',
      ],
    );
  });
});
