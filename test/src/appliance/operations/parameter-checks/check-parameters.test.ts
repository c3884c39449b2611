import assert from 'node:assert/strict';
import { Fault } from '../../../../../src/appliance/faults/fault';
import type { Operation, Parameter } from '../../../../../src/appliance/operations/operation';
import {
  completeParameters,
  type GivenParameters,
} from '../../../../../src/appliance/operations/parameter-checks/check-parameters';
import { requireParameters as checkParameters } from '../../../../../src/appliance/operations/parameter-checks/require-parameters';
import {
  type OperationName,
  operations,
} from '../../../../../src/appliance/operations/tables/recovery-operations';

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

function parametersOf(operation: OperationName): readonly Parameter[] {
  const { parameters = [] }: Operation = operations[operation];
  return parameters;
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

  it('may have blanks around a flag', () => {
    const { enable } = check('backup.schedules.update', { schedule: 'a', enable: ' true ' });
    assert.equal(enable, true);
  });

  it('may be an old password, of a backup that is there already', () => {
    const given = { ...backup, backup_password: 'old' };
    assert.deepEqual(check('restore.validate', given), given);
  });

  for (const [what, given, text] of [
    ['__proto__', JSON.parse('{"__proto__": {}}'), /has no parameter "__proto__"/],
    ['a long name, cut', { ['x'.repeat(99)]: 1 }, /has no parameter "x{40}"/],
  ] as const) {
    it(`is not ${what}`, () => {
      assert.throws(
        () => check('recovery.get', given),
        (error) =>
          error instanceof Fault && error.code === 'INVALID_REQUEST' && text.test(error.message),
      );
    });
  }

  it('is not a long name of a field, which is cut likewise', () => {
    const given = { schedule: 'a', recurrence_info: { ['x'.repeat(99)]: 1 } };
    assert.throws(() => check('backup.schedules.update', given), /"x{40}"/);
  });

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
          assert.match(message, /^The parameter backup_password must have 8 to 20 visible /);
          return !message.includes(word);
        });
      });
    }
  }

  for (const [operation, given] of [
    ['backup.job.create', backup],
    ['backup.validate', backup],
    ['restore.job.create', backup],
    ['restore.validate', backup],
    ['backup.schedules.create', { schedule: 'a', location }],
    ['backup.schedules.update', { schedule: 'a' }],
  ] as const) {
    for (const empty of ['', null]) {
      it(`${operation} refuses the backup password ${JSON.stringify(empty)}`, () => {
        assert.throws(
          () => check(operation, { ...given, backup_password: empty }),
          (error) =>
            error instanceof Fault &&
            error.code === 'INVALID_REQUEST' &&
            /^The parameter backup_password must not be empty\./.test(error.message),
        );
      });
    }

    it(`${operation} does without a backup password`, () => {
      assert.equal('backup_password' in check(operation, given), false);
    });
  }

  const notSet = `\${NOT_SET}`;
  const unset: readonly [OperationName, GivenParameters][] = [
    ['backup.validate', { ...backup, backup_password: notSet }],
    ['backup.schedules.update', { schedule: 'a', enable: notSet }],
    ['backup.system-name.archives.list', { system_name: 'a', location, start_timestamp: notSet }],
  ];
  for (const [operation, given] of unset) {
    it(`${operation} may get a variable that is not set, and is told so`, () => {
      assert.throws(
        () => check(operation, given),
        (error) => error instanceof Fault && error.code === 'NOT_CONFIGURED',
      );
    });
  }

  it('leaves what was given as it is', () => {
    const given = Object.freeze({
      ...backup,
      backup_password: password,
      parts: Object.freeze(['a']),
    });
    assert.equal(check('backup.validate', given).backup_password, password);
  });
});

/** What a message gives over what the node has, and what is left of both. */
const completed: readonly [
  what: string,
  OperationName,
  own: GivenParameters,
  GivenParameters,
  GivenParameters,
][] = [
  [
    'its own where nothing is given',
    'backup.job.create',
    { location_password: 'x' },
    {},
    { location_password: 'x' },
  ],
  [
    'what is given over its own',
    'backup.job.create',
    { location_password: 'x' },
    { location_password: 'y' },
    { location_password: 'y' },
  ],
  [
    'its own over an empty one',
    'backup.job.create',
    { location_password: 'x' },
    { location_password: '' },
    { location_password: 'x' },
  ],
  [
    'its own over an empty one in a structure',
    'backup.system-name.archives.list',
    { location_password: 'x' },
    { loc_spec: { location, location_password: '' } },
    { location_password: 'x', location },
  ],
  [
    'an empty backup password over its own',
    'backup.job.create',
    { backup_password: 'x' },
    { backup_password: '' },
    { backup_password: '' },
  ],
  [
    'an empty backup password in a structure',
    'backup.schedules.create',
    { backup_password: 'x' },
    { spec: { backup_password: '' } },
    { backup_password: '' },
  ],
  ['what no operation has, to be refused', 'recovery.get', {}, { verbose: '' }, { verbose: '' }],
];

describe('What a node gives to an operation', () => {
  for (const [what, operation, own, given, left] of completed) {
    it(`is ${what}`, () => {
      assert.deepEqual(completeParameters(parametersOf(operation), own, given), left);
    });
  }
});
