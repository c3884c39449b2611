import assert from 'node:assert/strict';
import { passwordsInLocation } from '../../../src/messages/password-in-url';
import { formsOf, redactAnswer, redactText } from '../../../src/messages/redaction';

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
  it('is masked in every text, but not in a word of the protocol or a name', () => {
    const answer = { status: 'RUNNING', RUNNING: 1, messages: ['it is RUNNING'], progress: 123456 };
    assert.deepEqual(redactAnswer(answer, [...formsOf('RUNNING'), ...formsOf('123456')]), {
      status: 'RUNNING',
      RUNNING: 1,
      messages: ['it is ***'],
      progress: 123456,
    });
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

  it('is not looked for where it is so short that it stands everywhere', () => {
    assert.deepEqual(formsOf('12345'), []);
  });
});

describe('The password in a location', () => {
  const rows: [location: string, passwords: string[]][] = [
    ['sftp://svc:s3cret@nas/vc', ['s3cret']],
    ['sftp://svc:p%40ss%2Fw%C3%B6rd@nas/vc', ['p%40ss%2Fw%C3%B6rd', 'p@ss/wörd']],
    ['smb://svc:p@ss@nas/vc', ['p@ss']],
    ['smb://svc:100%@nas/vc', ['100%']],
    ['sftp://svc@nas:22/vc', []],
    ['nas.lab.example:/vc', []],
  ];
  for (const [location, passwords] of rows) {
    it(`${location}: ${passwords.join(' and ') || 'none'}`, () =>
      assert.deepEqual(passwordsInLocation(location), passwords));
  }
});
