import assert from 'node:assert/strict';
import { Fault } from '../../../../src/appliance/faults/fault';
import type { GivenParameters } from '../../../../src/appliance/operations/check-parameters';
import {
  type OperationName,
  operations,
} from '../../../../src/appliance/operations/recovery-operations';
import { requireParameters as checkParameters } from '../../../../src/appliance/operations/require-parameters';

const location = 'sftp://nas.lab.example/vc';
const backup = { location_type: 'SFTP', location };
const password = 'G00d-enough!';

/** The specification: 8 to 20 visible ASCII characters of all four classes, no space. */
const passwords: readonly [password: string, good: boolean][] = [
  ['Abcdef1!', true],
  ['Abcdefghijklmnopq12!', true],
  ['~Tilde99', true],
  ['Abcde1!', false],
  ['Abcdefghijklmnopqr12!', false],
  ['abcdef1!', false],
  ['ABCDEF1!', false],
  ['Abcdefg!', false],
  ['Abcdefg1', false],
  ['Abc ef1!', false],
  ['Äbcdef1!a', false],
  ['Abcdef1ß', false],
];

function check(operation: OperationName, given: GivenParameters): Record<string, unknown> {
  return Object.fromEntries(checkParameters(operations[operation], given));
}

/**
 * What dialogs check as well is specified in test/editor/parameters.test.ts, for both at once. This
 * is what never comes from a dialog.
 */
describe('What is given to an operation', () => {
  it('may be a time of JavaScript', () => {
    const given = { system_name: 'a', location, start_timestamp: new Date(0) };
    const { start_timestamp } = check('backup.system-name.archives.list', given);
    assert.equal(start_timestamp, '1970-01-01T00:00:00.000Z');
  });

  it('may be an old password, of a backup that is there already', () => {
    const given = { ...backup, backup_password: 'old' };
    assert.deepEqual(check('restore.validate', given), given);
  });

  for (const [what, given, text] of [
    ['__proto__', JSON.parse('{"__proto__": {}}'), /has nothing called "__proto__"/],
    ['a long name, cut', { ['x'.repeat(99)]: 1 }, /has nothing called "x{40}"/],
  ] as const) {
    it(`is not ${what}`, () => {
      assert.throws(
        () => check('recovery.get', given),
        (error) =>
          error instanceof Fault && error.code === 'INVALID_REQUEST' && text.test(error.message),
      );
    });
  }

  for (const operation of [
    'backup.job.create',
    'backup.validate',
    'backup.schedules.create',
  ] as const) {
    for (const [word, good] of passwords) {
      it(`${operation} ${good ? 'takes' : 'refuses'} the password ${word}, and does not tell it`, () => {
        const given =
          operation === 'backup.schedules.create' ? { schedule: 'a', location } : backup;
        const attempt = () => check(operation, { ...given, backup_password: word });
        if (good) {
          assert.equal(attempt().backup_password, word);
          return;
        }
        assert.throws(attempt, ({ message }: Error) => {
          assert.match(message, /^The parameter backup_password is not one the appliance takes: /);
          return !message.includes(word);
        });
      });
    }
  }

  it('may be a variable that is not set, and is told so', () => {
    assert.throws(
      () => check('backup.validate', { ...backup, backup_password: `\${NOT_SET}` }),
      (error) => error instanceof Fault && error.code === 'NOT_CONFIGURED',
    );
  });

  it('leaves what was given as it is', () => {
    const given = Object.freeze({
      ...backup,
      backup_password: password,
      parts: Object.freeze(['a']),
    });
    assert.equal(check('backup.validate', given).backup_password, password);
  });
});
