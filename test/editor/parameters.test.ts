import assert from 'node:assert/strict';
import {
  type Flaw,
  flawOfParameters,
  literalType,
  readParameters,
  type SavedParameter,
} from '../../nodes/editor/recovery/parameters';

const variable = '$' + '{NAME}';

function text(name: string, value: string): SavedParameter {
  return { name, value, type: 'str' };
}

const backup = [text('location_type', 'SFTP'), text('location', 'sftp://backup.example/vc')];
const schedule = [text('schedule', 'default'), text('location', 'sftp://backup.example/vc')];

type Row = [what: string, operation: string, saved: SavedParameter[], flaw: Flaw | undefined];

const table: Row[] = [
  ['an operation without parameters', 'recovery.get', [], undefined],
  ['all that is needed', 'backup.job.create', backup, undefined],
  ['one that is needed is missing', 'backup.job.get', [], { word: 'missing', parameter: 'id' }],
  [
    'what is needed comes with the message',
    'backup.job.get',
    [{ name: 'id', value: 'payload', type: 'msg' }],
    undefined,
  ],
  [
    'a variable',
    'backup.job.create',
    [text('location_type', variable), text('location', variable)],
    undefined,
  ],
  [
    'a choice that is none',
    'backup.job.create',
    [text('location_type', 'GOPHER'), text('location', 'x')],
    { word: 'choice', parameter: 'location_type' },
  ],
  [
    'an address with a password in it',
    'backup.system-name.list',
    [text('location', 'sftp://user:secret@backup.example/vc')],
    { word: 'secret', parameter: 'location' },
  ],
  [
    'an option in place of an address',
    'backup.system-name.list',
    [text('location', '-oProxyCommand=x')],
    { word: 'option', parameter: 'location' },
  ],
  [
    'a password that would be exported',
    'backup.job.create',
    [...backup, text('backup_password', 'x')],
    { word: 'secret', parameter: 'backup_password' },
  ],
  [
    'a password that comes with the message',
    'backup.job.create',
    [...backup, { name: 'backup_password', value: 'password', type: 'msg' }],
    undefined,
  ],
  [
    'a list separated by commas',
    'backup.job.create',
    [...backup, text('parts', 'seat, x')],
    undefined,
  ],
  [
    'a list as JSON',
    'backup.job.create',
    [...backup, { name: 'parts', value: '["seat"]', type: 'json' }],
    undefined,
  ],
  [
    'JSON that is no list',
    'backup.job.create',
    [...backup, { name: 'parts', value: '"seat"', type: 'json' }],
    { word: 'list', parameter: 'parts' },
  ],
  [
    'a flag that is neither',
    'backup.job.create',
    [...backup, { name: 'fast_backup', value: 'yes', type: 'bool' }],
    { word: 'choice', parameter: 'fast_backup' },
  ],
  [
    'a structure',
    'backup.schedules.create',
    [...schedule, { name: 'recurrence_info', value: '{"hour":2,"minute":0}', type: 'json' }],
    undefined,
  ],
  [
    'a structure without what it needs',
    'backup.schedules.create',
    [...schedule, { name: 'recurrence_info', value: '{"hour":2}', type: 'json' }],
    { word: 'field', parameter: 'recurrence_info', field: 'minute' },
  ],
  [
    'a list in place of a structure',
    'backup.schedules.create',
    [...schedule, { name: 'retention_info', value: '[]', type: 'json' }],
    { word: 'structure', parameter: 'retention_info' },
  ],
  [
    'a number that is none',
    'backup.system-name.archives.list',
    [
      text('system_name', 'vc'),
      text('location', 'x'),
      { name: 'max_results', value: '1.5', type: 'num' },
    ],
    { word: 'number', parameter: 'max_results' },
  ],
  [
    'a time that is none',
    'backup.system-name.archives.list',
    [text('system_name', 'vc'), text('location', 'x'), text('start_timestamp', 'yesterday')],
    { word: 'time', parameter: 'start_timestamp' },
  ],
  [
    'one that the operation does not have',
    'backup.job.get',
    [text('id', '1'), text('gone', 'x')],
    { word: 'unknown', parameter: 'gone' },
  ],
  [
    'an operation that the table does not have',
    'backup.job.forget',
    [text('id', '1')],
    { word: 'unknown', parameter: 'id' },
  ],
];

describe('What the dialog of vcenter-recovery takes as parameters', () => {
  for (const [what, operation, saved, flaw] of table) {
    it(`${what}: ${flaw ? `is refused, ${flaw.word}` : 'is right'}`, () => {
      assert.deepEqual(flawOfParameters(operation, saved), flaw);
    });
  }

  it('reads what an import made of them', () => {
    const saved = [null, 'x', {}, { name: 'id', value: 7, type: 'num' }, { name: 'other' }];
    assert.deepEqual(readParameters(saved), [
      { name: 'id', value: '7', type: 'num' },
      { name: 'other', value: '', type: 'str' },
    ]);
    assert.deepEqual(readParameters(undefined), []);
    assert.deepEqual(readParameters({ name: 'id' }), []);
  });

  it('writes each type of parameter by the kind of typed input that fits it', () => {
    const types = ['text', 'time', 'list', 'number', 'flag', 'structure'] as const;
    assert.deepEqual(
      types.map((type) => literalType({ name: 'x', in: 'body', type })),
      ['str', 'str', 'str', 'num', 'bool', 'json'],
    );
  });
});
