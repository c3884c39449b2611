import assert from 'node:assert/strict';
import { formsOf, redactAnswer, redactText } from '../../../src/appliance/redaction';

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
  it('is not looked for where it is so short that it stands everywhere', () => {
    assert.deepEqual(formsOf('12345'), []);
  });
});
