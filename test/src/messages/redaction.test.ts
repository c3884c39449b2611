import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { passwordsInLocation } from '../../../src/messages/password-in-url';
import {
  formsOf,
  passwordInBasic,
  redactAnswer,
  redactText,
} from '../../../src/messages/redaction';

describe('A location URL in a text', () => {
  const rows: [string, string][] = [
    ['sftp://svc:s3cret@nas/vc', 'sftp://svc:***@nas/vc'],
    ['sftp://svc@corp.example:s3cret@nas/vc', 'sftp://svc@corp.example:***@nas/vc'],
    ['smb://svc:p@ss:w0rd@nas/vc', 'smb://svc:***@nas/vc'],
    ['No access to ftp://a:b@c and ftp://d:e@f.', 'No access to ftp://a:***@c and ftp://d:***@f.'],
    ['sftp://svc@nas/vc', 'sftp://svc@nas/vc'],
    ['https://nas:8443/vc', 'https://nas:8443/vc'],
    ['mail to admin@lab.example: done', 'mail to admin@lab.example: done'],
  ];
  for (const [text, masked] of rows) {
    it(`${text}: ${masked}`, () => assert.equal(redactText(text), masked));
  }
  it('is looked for in linear time', () => {
    const started = performance.now();
    redactText(`${'a'.repeat(2_000_000)}@${'a://b:'.repeat(300_000)}@`);
    assert.ok(performance.now() - started < 2000);
  });
});

describe('A secret that an answer repeats', () => {
  it('is masked in every text, but not in a word of the protocol', () => {
    const answer = { status: 'RUNNING', messages: ['it is RUNNING'] };
    assert.deepEqual(redactAnswer(answer, formsOf('RUNNING')), {
      status: 'RUNNING',
      messages: ['it is ***'],
    });
  });

  for (const word of ['RUNNING', 'com.vmware.vapi.std.errors.not_found']) {
    it(`stays where ${word} is due, in every such field`, () => {
      const answer = { status: word, state: word, error_type: word, type: word };
      assert.deepEqual(redactAnswer({ ...answer, id: word }, formsOf(word)), {
        ...answer,
        id: '***',
      });
    });
  }

  it('leaves a property, under its new name, that a flow can change and remove', () => {
    const found = redactAnswer({ 'Sekret-4711!': 1 }, ['Sekret-4711!']);
    assert.deepEqual(Object.getOwnPropertyDescriptor(found, '***'), {
      value: 1,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  });

  const secrets = ['Sekret-4711!', 'progress', '0047114711'].flatMap(formsOf);
  const echoes: [what: string, answer: unknown, masked: unknown][] = [
    ['a name', { 'Sekret-4711!': 1 }, { '***': 1 }],
    ['a part of a name', [{ 'x Sekret-4711! y': { a: 1 } }], [{ 'x *** y': { a: 1 } }]],
    ['a name that was encoded', { 'Sekret-4711%21': 1 }, { '***': 1 }],
    ['a URL as a name', { 'ftp://a:b@c': 1 }, { 'ftp://a:***@c': 1 }],
    ['a name of the API', { progress: 'progress' }, { progress: '***' }],
    ['a number', { size: 47114711, count: 4711 }, { size: '***', count: 4711 }],
    ['a part of a number', [-147114711.5], ['***']],
    ['all that was answered', 47114711, '***'],
    [
      'a name that means something in JavaScript',
      JSON.parse('{"__proto__":{"Sekret-4711!":1},"Sekret-4711!":2}'),
      JSON.parse('{"__proto__":{"***":1},"***":2}'),
    ],
  ];
  for (const [what, answer, masked] of echoes) {
    it(`is masked as ${what}, and all else keeps its place`, () => {
      const found = redactAnswer(answer, secrets);
      assert.equal(JSON.stringify(found), JSON.stringify(masked));
    });
  }

  it('leaves every name of the published structures as it is', () => {
    const structures = ['recovery-structures.ts', 'vapi-structures.ts'].flatMap((file) => {
      const path = join(__dirname, '../../../src/appliance/operations/structures', file);
      return [...readFileSync(path, 'utf8').matchAll(/^ {2}(\w+)\??:/gm)];
    });
    assert.ok(structures.length > 50);
    for (const [, name = ''] of structures) {
      assert.deepEqual(redactAnswer({ [name]: 1 }, formsOf(name)), { [name]: 1 });
    }
  });

  it('is masked where a word of the protocol is due and it is none', () => {
    const answer = { status: 'S3cret-pass', type: 'S3CRET', state: 'SECRET' };
    assert.deepEqual(redactAnswer(answer, ['S3cret-pass', 'S3CRET', 'SECRET']), {
      status: '***',
      type: '***',
      state: 'SECRET',
    });
  });

  const secret = `p"s's&<> w/ö!+%`;
  const forms: [how: string, form: string][] = [
    ['as it is', secret],
    ['in JSON', `p\\"s's&<> w/ö!+%`],
    ['in a URL', `p%22s's%26%3C%3E%20w%2F%C3%B6!%2B%25`],
    ['in a URL, in small letters', `p%22s's%26%3c%3e%20w%2f%c3%b6!%2b%25`],
    ['in a form', 'p%22s%27s%26%3C%3E+w%2F%C3%B6%21%2B%25'],
    ['in a form, in small letters', 'p%22s%27s%26%3c%3e+w%2f%c3%b6%21%2b%25'],
    ['in a URL of another language', 'p%22s%27s%26%3C%3E%20w/%C3%B6%21%2B%25'],
    ['in JSON in JSON', `p\\\\\\"s's&<> w/ö!+%`],
    ['in JSON of ASCII', `p\\"s's&<> w/\\u00f6!+%`],
    ['in a page', 'p&quot;s&#39;s&amp;&lt;&gt; w/ö!+%'],
    ['in base64', 'cCJzJ3MmPD4gdy/DtiErJQ'],
  ];
  for (const [how, form] of forms) {
    it(`is found ${how}: ${form}`, () => assert.ok(formsOf(secret).includes(form)));
  }
  it('is found though it cannot be encoded', () => {
    assert.ok(formsOf('half \ud800').includes('half%20%EF%BF%BD'));
  });

  it('is looked for as a number of six digits', () => {
    assert.ok(formsOf('00123456').includes('123456'));
  });

  it('is not looked for as a number that is shorter than it, or that is none', () => {
    assert.ok(!formsOf('0000012').includes('12'));
    assert.ok(!formsOf('no number').includes('NaN'));
  });

  it('is not looked for where it is so short that it stands everywhere', () => {
    assert.deepEqual(formsOf('12345'), []);
  });
});

describe('The password in a Basic Authorization', () => {
  const basic = (text: string) => Buffer.from(text).toString('base64');
  const rows: [authorization: string, password: string][] = [
    [`Basic ${basic('svc:p4ss:wörd')}`, 'p4ss:wörd'],
    [`basic ${basic('svc:p4ss')}`, 'p4ss'],
    [`Basic ${basic('svc:')}`, ''],
    [`Basic ${basic('svc')}`, ''],
    [`Bearer Basic ${basic('svc:p4ss')}`, ''],
    [`Bearer ${basic('svc:p4ss')}`, ''],
  ];
  for (const [authorization, password] of rows) {
    it(`${authorization}: ${password || 'none'}`, () => {
      assert.equal(passwordInBasic(authorization), password);
    });
  }
});

describe('The password in a location', () => {
  const rows: [location: string, passwords: string[]][] = [
    ['sftp://svc:s3cret@nas/vc', ['s3cret']],
    ['sftp://svc:p%40ss%2Fw%C3%B6rd@nas/vc', ['p%40ss%2Fw%C3%B6rd', 'p@ss/wörd']],
    ['smb://svc:p@ss@nas/vc', ['p@ss']],
    [' sftp://svc:s3cret@nas/vc', ['s3cret']],
    ['to sftp://svc:s3cret@nas/vc', []],
    ['sftp://svc:%EF%BB%BFs3cret@nas/vc', ['%EF%BB%BFs3cret', '\ufeffs3cret']],
    ['smb://svc:100%@nas/vc', ['100%']],
    ['sftp://svc@nas:22/vc', []],
    ['nas.lab.example:/vc', []],
  ];
  for (const [location, passwords] of rows) {
    it(`${location}: ${passwords.join(' and ') || 'none'}`, () =>
      assert.deepEqual(passwordsInLocation(location), passwords));
  }
});
