import assert from 'node:assert/strict';
import { readDiscreetly, takeSecretsOut } from '../../nodes/message/take-secrets-out';

describe('Of a message with secrets', () => {
  const rows: [what: string, message: object, given: string[], after: object][] = [
    ['a secret parameter is gone', { backup_password: 'Geheim-1', a: 1 }, [], { a: 1 }],
    [
      'so is an empty one, and other empty texts stay',
      { backup_password: '', a: '' },
      [],
      { a: '' },
    ],
    ['so is one at any depth', { payload: [{ location_password: 'x' }] }, [], { payload: [{}] }],
    [
      'other texts that hold its value have it masked',
      { backup_password: 'Geheim-1', a: ['Geheim-1', 'with Geheim-1.'] },
      [],
      { a: ['***', 'with ***.'] },
    ],
    [
      'texts that hold it in another form have that masked',
      { backup_password: 'Geheim"1', a: '{"password":"Geheim\\"1"}' },
      [],
      { a: '{"password":"***"}' },
    ],
    [
      'one that was given otherwise is masked',
      { a: 'with Geheim-1' },
      ['Geheim-1'],
      { a: 'with ***' },
    ],
    [
      'the password of a location is masked',
      { location: 'ftp://a:bcde@nas' },
      [],
      { location: 'ftp://a:***@nas' },
    ],
    ['a short one is found in other texts', { a: '1abcd1' }, ['abcd'], { a: '1***1' }],
    ['a shorter one is not', { a: '1abc1' }, ['abc'], { a: '1abc1' }],
    ['a shorter one is masked where it is all there is', { a: 'abc' }, ['abc'], { a: '***' }],
    ['a number that is one is masked', { a: 47, b: 471 }, ['47'], { a: '***', b: 471 }],
    [
      'what is neither a text nor a number stays',
      { a: true, b: null },
      ['true', 'null'],
      { a: true, b: null },
    ],
  ];
  for (const [what, parts, given, after] of rows) {
    it(what, () => {
      const message = { _msgid: 'a', ...parts };
      takeSecretsOut(message, given);
      assert.deepEqual(message, { _msgid: 'a', ...after });
    });
  }
});

describe('Reading what is given to an operation', () => {
  const message = () => ({ _msgid: 'a', backup_password: 'Geheim-1' });

  it('leaves the message as it is, where it succeeds', async () => {
    const given = message();
    assert.equal(await readDiscreetly(given, () => Promise.resolve(1)), 1);
    assert.deepEqual(given, message());
  });

  it('takes the secrets out, where it fails', async () => {
    const given = message();
    const error = new Error('Said so.');
    await assert.rejects(
      readDiscreetly(given, () => Promise.reject(error)),
      error,
    );
    assert.deepEqual(given, { _msgid: 'a' });
  });
});
