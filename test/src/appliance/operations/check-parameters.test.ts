import assert from 'node:assert/strict';
import { Fault } from '../../../../src/appliance/faults/fault';
import {
  checkParameters,
  type GivenParameters,
} from '../../../../src/appliance/operations/check-parameters';
import {
  type OperationName,
  operations,
} from '../../../../src/appliance/operations/recovery-operations';

const location = 'sftp://nas.lab.example/vc';
const backup = { location_type: 'SFTP', location };
const password = 'G00d-enough!';

/** What is given to an operation, and what of it may be sent. */
type Taken = [what: string, OperationName, GivenParameters, sent: Record<string, unknown>];

const taken: readonly Taken[] = [
  ['nothing, where nothing is taken', 'recovery.get', {}, {}],
  ['an id', 'backup.job.get', { id: '2025-1' }, { id: '2025-1' }],
  ['a number as an id', 'backup.job.get', { id: 20250304 }, { id: '20250304' }],
  ['a slash in an id', 'backup.parts.get', { id: 'a/b' }, { id: 'a/b' }],
  ['dots in an id', 'backup.parts.get', { id: '8.0..2' }, { id: '8.0..2' }],
  ['no list where none is needed', 'backup.job.details.list', {}, {}],
  ['a list', 'backup.job.details.list', { jobs: ['a', 'b'] }, { jobs: ['a', 'b'] }],
  ['a list as text', 'backup.job.details.list', { jobs: 'a, b,' }, { jobs: ['a', 'b'] }],
  ['an empty list', 'backup.job.details.list', { jobs: [] }, { jobs: [] }],
  ['a list that has to be there', 'backup.validate', backup, { ...backup, parts: [] }],
  [
    'a word in small letters',
    'backup.validate',
    { ...backup, location_type: ' sftp ' },
    { ...backup, parts: [] },
  ],
  [
    'flags as text and as flags',
    'restore.job.create',
    { ...backup, ignore_warnings: 'true' },
    { ...backup, ignore_warnings: true },
  ],
  ['a flag', 'reconciliation.job.create', { ignore_warnings: false }, { ignore_warnings: false }],
  [
    'empty fields as none',
    'backup.schedules.run',
    { schedule: 'a', comment: '' },
    { schedule: 'a' },
  ],
  ['null as none', 'backup.schedules.run', { schedule: 'a', comment: null }, { schedule: 'a' }],
  [
    'a comment that begins with a hyphen',
    'backup.schedules.run',
    { schedule: 'a', comment: '- before the patch' },
    { schedule: 'a', comment: '- before the patch' },
  ],
  [
    'a hyphen that is no option',
    'backup.system-name.list',
    { location: 'sftp://a-b.example/-x', location_user: 'svc-backup' },
    { location: 'sftp://a-b.example/-x', location_user: 'svc-backup' },
  ],
  [
    'times as text and as a number',
    'backup.system-name.archives.list',
    { system_name: 'a', location, start_timestamp: '2026-01-31T02:00:00+01:00', end_timestamp: 0 },
    {
      system_name: 'a',
      location,
      start_timestamp: '2026-01-31T01:00:00.000Z',
      end_timestamp: '1970-01-01T00:00:00.000Z',
    },
  ],
  [
    'what stands in the structure that the API has for it',
    'backup.system-name.archives.list',
    { system_name: 'a', loc_spec: { location }, filter_spec: { max_results: '5' } },
    { system_name: 'a', location, max_results: 5 },
  ],
  [
    'a structure with its fields',
    'backup.schedules.update',
    { schedule: 'a', recurrence_info: { hour: '2', minute: 0, days: 'monday, sunday' } },
    { schedule: 'a', recurrence_info: { hour: 2, minute: 0, days: ['MONDAY', 'SUNDAY'] } },
  ],
  [
    'an old password of a backup that is there already',
    'restore.validate',
    { ...backup, backup_password: 'old' },
    { ...backup, backup_password: 'old' },
  ],
];

/** What is given to an operation, and how it is refused. */
type Refused = [what: string, OperationName, GivenParameters, RegExp];

const refused: readonly Refused[] = [
  ['no id', 'backup.job.get', {}, /^The operation backup\.job\.get needs id\.$/],
  ['an empty id', 'backup.job.get', { id: '' }, /needs id/],
  ['an id of spaces', 'backup.job.get', { id: '  ' }, /id is not an id/],
  ['..', 'backup.job.get', { id: '..' }, /id is not an id/],
  ['.', 'backup.job.get', { id: '.' }, /id is not an id/],
  ['/', 'backup.job.get', { id: '/' }, /id is not an id/],
  ['../x', 'backup.schedules.delete', { schedule: '../x' }, /schedule is not an id/],
  [
    '.. for what only /rest has in the path',
    'backup.schedules.create',
    { schedule: '..', location: 'sftp://nas.lab.example/vc' },
    /schedule is not an id/,
  ],
  ['a\\..\\b', 'backup.schedules.delete', { schedule: 'a\\..\\b' }, /schedule is not an id/],
  ['a line break', 'backup.parts.get', { id: 'a\nb' }, /id contains a control character/],
  ['a null character', 'backup.parts.get', { id: 'a\0' }, /id contains a control character/],
  ['DEL', 'backup.parts.get', { id: 'a\x7f' }, /id contains a control character/],
  ['half a character', 'backup.parts.get', { id: 'a\ud800' }, /id contains half a character/],
  ['a list as an id', 'backup.parts.get', { id: ['seat'] }, /id is not a text/],
  ['an unknown name', 'recovery.get', { id: 'a' }, /recovery\.get has nothing called "id"/],
  ['__proto__', 'recovery.get', JSON.parse('{"__proto__": {}}'), /nothing called "__proto__"/],
  ['constructor', 'recovery.get', { constructor: 1 }, /nothing called "constructor"/],
  ['a long name, cut', 'recovery.get', { ['x'.repeat(99)]: 1 }, /"x{40}"/],
  ['no location', 'backup.validate', { location_type: 'NFS' }, /needs location\./],
  [
    'an unknown kind of location',
    'backup.validate',
    { ...backup, location_type: 'TFTP' },
    /location_type is not one of FTP, HTTP, /,
  ],
  ...['-oProxyCommand=x', ' -x', 'sftp://-x/a', 'sftp://-x@nas/a', 'sftp://u@-x/a'].map(
    (hostile): Refused => [
      `the location ${hostile}`,
      'backup.job.create',
      { ...backup, location: hostile },
      /location begins with "-"/,
    ],
  ),
  [
    'a hyphen before a user',
    'backup.validate',
    { ...backup, location_user: '-x' },
    /location_user begins with "-"/,
  ],
  [
    'a hyphen before a user of single sign-on',
    'reconciliation.job.create',
    { sso_admin_user_name: '--help' },
    /sso_admin_user_name begins with "-"/,
  ],
  [
    'a line break in a user',
    'backup.validate',
    { ...backup, location_user: 'a\nb' },
    /control character/,
  ],
  [
    'a flag that is none',
    'backup.validate',
    { ...backup, fast_backup: 'yes' },
    /neither true nor false/,
  ],
  ['a flag of 1', 'backup.validate', { ...backup, fast_backup: 1 }, /neither true nor false/],
  [
    'half an hour',
    'backup.schedules.update',
    { schedule: 'a', recurrence_info: { hour: 2.5, minute: 0 } },
    /recurrence_info\.hour is not a whole number/,
  ],
  [
    'no minute',
    'backup.schedules.update',
    { schedule: 'a', recurrence_info: { hour: 2 } },
    /recurrence_info needs recurrence_info\.minute/,
  ],
  [
    'a day that is none',
    'backup.schedules.update',
    { schedule: 'a', recurrence_info: { hour: 2, minute: 0, days: ['SOMEDAY'] } },
    /recurrence_info\.days is not one of MONDAY, /,
  ],
  [
    'an unknown field of a structure',
    'backup.schedules.update',
    { schedule: 'a', retention_info: { max_count: 1, min_count: 1 } },
    /retention_info has nothing called "retention_info\.min_count"/,
  ],
  [
    'a text for a structure',
    'backup.schedules.update',
    { schedule: 'a', retention_info: 'x' },
    /not a structure/,
  ],
  [
    'a negative number',
    'backup.system-name.archives.list',
    { system_name: 'a', location, max_results: -1 },
    /max_results is not a whole number/,
  ],
  [
    'a time that is none',
    'backup.system-name.archives.list',
    { system_name: 'a', location, start_timestamp: 'yesterday' },
    /start_timestamp is not a time/,
  ],
  ['a number for a list', 'backup.job.details.list', { jobs: 7 }, /jobs is not a list/],
  ['a list of structures', 'backup.job.details.list', { jobs: [{}] }, /jobs is not a text/],
];

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

describe('What is given to an operation', () => {
  for (const [what, operation, given, sent] of taken) {
    it(`${operation} takes ${what}`, () => assert.deepEqual(check(operation, given), sent));
  }

  for (const [what, operation, given, text] of refused) {
    it(`${operation} refuses ${what}`, () => {
      assert.throws(
        () => check(operation, given),
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
