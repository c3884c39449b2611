import assert from 'node:assert/strict';
import { literalType } from '../../nodes/editor/parameters/literals';
import { readInputs } from '../../nodes/message/read-parameters';
import { readNamedInputs as readParameters } from '../../nodes/runtime/saved-values';
import { wordsOf } from '../../scripts/node-files';
import { requireParameters as checkParameters } from '../../src/appliance/operations/parameter-checks/require-parameters';
import {
  type OperationName,
  operations,
} from '../../src/appliance/operations/tables/recovery-operations';
import { editedNode, filledIn, loadDialogs } from './dialogs';
import { assertRefused, deployed, json, node, runtime, savedInputs, written } from './typed-inputs';

type Given = Readonly<Record<string, unknown>>;

const dialogs = loadDialogs({});
const words = wordsOf('vcenter-recovery');
const variable = (name: string) => `$\{${name}}`;

const location = 'sftp://nas.lab.example/vc';
const backup = { location_type: 'SFTP', location };
const archives = { system_name: 'a', location };

/** What the dialog of vcenter-recovery says of parameters that are written in it. */
function dialogOf(operation: string, given: Given): true | string {
  const parameters = savedInputs(given);
  const edited = editedNode('vcenter-recovery', { operation, parameters });
  return dialogs.checkRecovery(edited, 'parameters', parameters);
}

/** What the runtime sends of them when a message comes. */
async function sentBy(operation: OperationName, given: Given, message: Given = {}) {
  const inputs = savedInputs(given).map((input) => ({
    ...input,
    value: String(deployed(input.value)),
  }));
  const read = await readInputs(runtime, inputs, node, { ...message });
  return Object.fromEntries(checkParameters(operations[operation], read));
}

/** How the dialog says a flaw; the runtime's detail of it is left open. */
function patternOf(word: string, path: string): RegExp {
  const [name = '', field] = path.split('.');
  const label = words.get(`vcenter-recovery.parameter.${name}.label`) ?? name;
  const whole = word === 'unknown' ? name : label;
  const parameter = field === undefined ? whole : `${label} (${field})`;
  const text = filledIn(words.get(`vcenter-recovery.flaw.${word}`) ?? '', {
    parameter,
    detail: '*',
  });
  assert.ok(text.length > parameter.length + 2, `There are no words for ${word}.`);
  const escaped = text.replace(/[.()[\]{}"]/g, '\\$&').replaceAll('*', '.+');
  return new RegExp(`^${escaped}$`);
}

/** What is written, and what of it may be sent. */
type Taken = [what: string, OperationName, Given, sent: Given];

const taken: readonly Taken[] = [
  ['nothing, where nothing is taken', 'recovery.get', {}, {}],
  ['an id', 'backup.job.get', { id: '2025-1' }, { id: '2025-1' }],
  ['a number as an id', 'backup.job.get', { id: 20250304 }, { id: '20250304' }],
  ['a slash in an id', 'backup.parts.get', { id: 'a/b' }, { id: 'a/b' }],
  ['dots in an id', 'backup.parts.get', { id: '8.0..2' }, { id: '8.0..2' }],
  ['no list where none is needed', 'backup.job.details.list', {}, {}],
  ['a list', 'backup.job.details.list', { jobs: ['a', 'b'] }, { jobs: ['a', 'b'] }],
  ['a list as text', 'backup.job.details.list', { jobs: 'a, b,' }, { jobs: ['a', 'b'] }],
  [
    'a list as text in JSON',
    'backup.job.details.list',
    { jobs: json('a, b') },
    { jobs: ['a', 'b'] },
  ],
  ['an empty list', 'backup.job.details.list', { jobs: [] }, { jobs: [] }],
  ['a list that has to be there', 'backup.validate', backup, { ...backup, parts: [] }],
  [
    'a word in small letters',
    'backup.validate',
    { ...backup, location_type: ' sftp ' },
    { ...backup, parts: [] },
  ],
  [
    'a flag as text',
    'restore.job.create',
    { ...backup, ignore_warnings: 'true' },
    { ...backup, ignore_warnings: true },
  ],
  ['a flag', 'reconciliation.job.create', { ignore_warnings: false }, { ignore_warnings: false }],
  [
    'a flag in capital letters, as Node-RED takes it',
    'reconciliation.job.create',
    { ignore_warnings: written('bool', 'TRUE') },
    { ignore_warnings: true },
  ],
  [
    'an empty field as none',
    'backup.schedules.run',
    { schedule: 'a', comment: '' },
    { schedule: 'a' },
  ],
  ['spaces as none', 'backup.schedules.run', { schedule: 'a', comment: '  ' }, { schedule: 'a' }],
  [
    'an empty text as none',
    'backup.schedules.run',
    { schedule: 'a', comment: json('') },
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
    'a location with a user',
    'backup.system-name.list',
    { location: 'sftp://user@nas.lab.example/vc' },
    { location: 'sftp://user@nas.lab.example/vc' },
  ],
  [
    'a location with a user and an empty password',
    'backup.system-name.list',
    { location: 'sftp://user:@nas.lab.example/vc' },
    { location: 'sftp://user:@nas.lab.example/vc' },
  ],
  ...(
    [
      [written('num', '1e2'), 100],
      ['1e2', 100],
      [written('num', '0x10'), 16],
      [' 5 ', 5],
      [7, 7],
      [0, 0],
      [json('5'), 5],
    ] as const
  ).map(
    ([written, number]): Taken => [
      `the number ${JSON.stringify(written)}`,
      'backup.system-name.archives.list',
      { ...archives, max_results: written },
      { ...archives, max_results: number },
    ],
  ),
  [
    'times as text and as a number',
    'backup.system-name.archives.list',
    { ...archives, start_timestamp: '2026-01-31T02:00:00+01:00', end_timestamp: 0 },
    {
      ...archives,
      start_timestamp: '2026-01-31T01:00:00.000Z',
      end_timestamp: '1970-01-01T00:00:00.000Z',
    },
  ],
  [
    'what stands in the structure that the API has for it',
    'backup.system-name.archives.list',
    { system_name: 'a', loc_spec: { location }, filter_spec: { max_results: '5' } },
    { ...archives, max_results: 5 },
  ],
  [
    'a structure with its fields',
    'backup.schedules.update',
    { schedule: 'a', recurrence_info: { hour: '2', minute: 0, days: 'monday, sunday' } },
    { schedule: 'a', recurrence_info: { hour: 2, minute: 0, days: ['MONDAY', 'SUNDAY'] } },
  ],
  [
    'variables',
    'backup.job.create',
    { location_type: variable('TYPE'), location: '$(LOCATION)' },
    { ...backup, parts: [] },
  ],
  [
    'a variable with a number',
    'backup.system-name.archives.list',
    { ...archives, max_results: written('num', variable('NUMBER')) },
    { ...archives, max_results: 5 },
  ],
];

/** What is written, and how it is refused: of which parameter the dialog says what, and the fault. */
type Refused = [what: string, OperationName, Given, path: string, word: string, fault: RegExp];

const refused: readonly Refused[] = [
  [
    'no id',
    'backup.job.get',
    {},
    'id',
    'missing',
    /^The operation backup\.job\.get requires the parameter id\.$/,
  ],
  ['an empty id', 'backup.job.get', { id: '' }, 'id', 'missing', /requires the parameter id/],
  ['null as an id', 'backup.job.get', { id: null }, 'id', 'missing', /requires the parameter id/],
  ['an id of spaces', 'backup.job.get', { id: json('  ') }, 'id', 'id', /id is not a valid id/],
  ...['..', '.', '/', '../x', 'a\\..\\b'].map(
    (id): Refused => [
      `the id ${id}`,
      'backup.parts.get',
      { id },
      'id',
      'id',
      /id is not a valid id/,
    ],
  ),
  [
    '.. for what only /rest has in the path',
    'backup.schedules.create',
    { schedule: '..', location },
    'schedule',
    'id',
    /schedule is not a valid id/,
  ],
  ...['a\nb', 'a\0', 'a\x7f'].map(
    (id): Refused => [
      `the id ${JSON.stringify(id)}`,
      'backup.parts.get',
      { id },
      'id',
      'control-character',
      /id must not contain control characters/,
    ],
  ),
  [
    'half a character',
    'backup.parts.get',
    { id: 'a\ud800' },
    'id',
    'half-character',
    /id contains an incomplete character/,
  ],
  ['a list as an id', 'backup.parts.get', { id: ['seat'] }, 'id', 'text', /id must be text/],
  ['an unknown name', 'recovery.get', { id: 'a' }, 'id', 'unknown', /get has no parameter "id"/],
  [
    'constructor',
    'recovery.get',
    { constructor: 1 },
    'constructor',
    'unknown',
    /has no parameter "constructor"/,
  ],
  [
    'an unknown name of what comes with the message',
    'backup.job.get',
    { id: '1', gone: written('msg', 'payload') },
    'gone',
    'unknown',
    /has no parameter "gone"/,
  ],
  [
    'no location',
    'backup.validate',
    { location_type: 'NFS' },
    'location',
    'missing',
    /requires the parameter location\./,
  ],
  [
    'an unknown kind of location',
    'backup.validate',
    { ...backup, location_type: 'TFTP' },
    'location_type',
    'choice',
    /location_type must be one of FTP, HTTP, /,
  ],
  ...['-oProxyCommand=x', ' -x', 'sftp://-host/x', 'sftp://-x@nas/a', 'sftp://svc@-x/a'].map(
    (hostile): Refused => [
      `the location ${hostile}`,
      'backup.job.create',
      { ...backup, location: hostile },
      'location',
      'option',
      /location must not begin with "-"/,
    ],
  ),
  [
    'a hyphen before a user',
    'backup.validate',
    { ...backup, location_user: '-x' },
    'location_user',
    'option',
    /location_user must not begin with "-"/,
  ],
  [
    'a hyphen before a user of single sign-on',
    'reconciliation.job.create',
    { sso_admin_user_name: '--help' },
    'sso_admin_user_name',
    'option',
    /sso_admin_user_name must not begin with "-"/,
  ],
  [
    'a line break in a user',
    'backup.validate',
    { ...backup, location_user: 'a\nb' },
    'location_user',
    'control-character',
    /control character/,
  ],
  ...(['yes', 1, [], { toString: 1 }] as const).map(
    (flag): Refused => [
      `the flag ${JSON.stringify(flag)}`,
      'backup.validate',
      { ...backup, fast_backup: flag },
      'fast_backup',
      'flag',
      /must be true or false/,
    ],
  ),
  ...['-1', '1.5', 'many', written('num', '1e99'), true, [1]].map(
    (number): Refused => [
      `the number ${JSON.stringify(number)}`,
      'backup.system-name.archives.list',
      { ...archives, max_results: number },
      'max_results',
      'number',
      /max_results must be a whole number/,
    ],
  ),
  ...['yesterday', {}].map(
    (time): Refused => [
      `the time ${JSON.stringify(time)}`,
      'backup.system-name.archives.list',
      { ...archives, start_timestamp: time },
      'start_timestamp',
      'time',
      /start_timestamp must be a time/,
    ],
  ),
  [
    'a number for a list',
    'backup.job.details.list',
    { jobs: 7 },
    'jobs',
    'list',
    /jobs must be a list/,
  ],
  [
    'a list of structures',
    'backup.job.details.list',
    { jobs: [{}] },
    'jobs',
    'text',
    /jobs must be text/,
  ],
  ...(['x', [], json('x')] as const).map(
    (structure): Refused => [
      `the structure ${JSON.stringify(structure)}`,
      'backup.schedules.update',
      { schedule: 'a', retention_info: structure },
      'retention_info',
      'structure',
      /must be an object/,
    ],
  ),
  [
    'half an hour',
    'backup.schedules.update',
    { schedule: 'a', recurrence_info: { hour: 2.5, minute: 0 } },
    'recurrence_info.hour',
    'number',
    /recurrence_info\.hour must be a whole number/,
  ],
  [
    'no minute',
    'backup.schedules.update',
    { schedule: 'a', recurrence_info: { hour: 2 } },
    'recurrence_info.minute',
    'missing',
    /recurrence_info requires the field minute/,
  ],
  [
    'a day that is none',
    'backup.schedules.update',
    { schedule: 'a', recurrence_info: { hour: 2, minute: 0, days: ['FUNDAY'] } },
    'recurrence_info.days',
    'choice',
    /recurrence_info\.days must be one of MONDAY, /,
  ],
  [
    'an unknown field of a structure',
    'backup.schedules.update',
    { schedule: 'a', retention_info: { max_count: 1, min_count: 1 } },
    'retention_info.min_count',
    'unknown',
    /retention_info has no field "min_count"/,
  ],
  [
    'what is no JSON',
    'backup.schedules.update',
    { schedule: 'a', retention_info: written('json', '{"max_count": ') },
    'retention_info',
    'json',
    /retention_info" is not valid JSON/,
  ],

  // Secrets have fields of their own, which no export shows.
  ...['x', json(['x']), variable('SECRET')].map(
    (password): Refused => [
      `the password ${JSON.stringify(password)}`,
      'backup.job.create',
      { ...backup, backup_password: password },
      'backup_password',
      'secret',
      /password is saved in the settings/,
    ],
  ),
  [
    'a password that is none',
    'backup.job.create',
    { ...backup, backup_password: null },
    'backup_password',
    'secret',
    /backup_password" should come from json, but that is empty/,
  ],
  [
    'the location tftp://nas/vc',
    'backup.validate',
    { location_type: 'SFTP', location: 'tftp://nas/vc' },
    'location',
    'scheme',
    /must begin with one of/,
  ],
  [
    'the location ftp://nas/vc',
    'restore.validate',
    { location_type: 'SFTP', location: 'ftp://nas/vc' },
    'location',
    'other-scheme',
    /does not match location_type, which is SFTP/,
  ],
  [
    'the location nas/vc',
    'backup.system-name.list',
    { location: 'nas/vc' },
    'location',
    'uri',
    /must be a URI/,
  ],
  [
    'the location sftp://',
    'backup.system-name.list',
    { location: 'sftp://' },
    'location',
    'host',
    /names no host/,
  ],
  [
    'the location sftp://nas:x/',
    'backup.system-name.list',
    { location: 'sftp://nas:x/' },
    'location',
    'port',
    /The port in the parameter location/,
  ],
  [
    'the location sftp://nas/a b',
    'backup.system-name.list',
    { location: 'sftp://nas/a b' },
    'location',
    'blank',
    /must not contain spaces/,
  ],
  [
    'an empty password of a backup in a structure',
    'backup.schedules.create',
    { schedule: 'a', spec: { location, backup_password: '' } },
    'backup_password',
    'empty-password',
    /backup_password must not be empty/,
  ],
  [
    'a password in a structure',
    'backup.schedules.update',
    { schedule: 'a', retention_info: { max_count: 1, backup_password: 'x' } },
    'retention_info.backup_password',
    'secret',
    /password is saved in the settings/,
  ],
  [
    'a location with a password',
    'backup.system-name.list',
    { location: 'sftp://user:secret@nas.lab.example/vc' },
    'location',
    'secret',
    /password is saved in the settings/,
  ],
];

/** Where a variable does not stand alone, Node-RED leaves it as it is. */
const unreplaced: readonly Refused[] = [
  [
    'with a space before it',
    'backup.system-name.list',
    { location: ` ${variable('LOCATION')}` },
    'location',
    'variable',
    /"location" is taken from the environment variable LOCATION, which is not set/,
  ],
  [
    'in a list',
    'backup.job.details.list',
    { jobs: `a, ${variable('TYPE')}` },
    'jobs',
    'variable',
    /variable TYPE/,
  ],
  [
    'in a structure',
    'backup.schedules.update',
    { schedule: 'a', recurrence_info: { hour: variable('NUMBER'), minute: 0 } },
    'recurrence_info.hour',
    'variable',
    /"recurrence_info\.hour" is taken from the environment variable NUMBER/,
  ],
];

describe('Parameters, by the dialog of vcenter-recovery and by the runtime', () => {
  for (const [what, operation, given, sent] of taken) {
    it(`${operation} takes ${what}`, async () => {
      assert.equal(dialogOf(operation, given), true);
      assert.deepEqual(await sentBy(operation, given), sent);
    });
  }

  for (const [what, operation, given, path, word, fault] of refused) {
    it(`${operation} refuses ${what}`, async () => {
      assert.match(String(dialogOf(operation, given)), patternOf(word, path));
      await assertRefused(() => sentBy(operation, given), 'INVALID_REQUEST', fault);
    });
  }

  for (const [what, operation, given, path, word, fault] of unreplaced) {
    it(`${operation} refuses a variable ${what}`, async () => {
      assert.match(String(dialogOf(operation, given)), patternOf(word, path));
      await assertRefused(() => sentBy(operation, given), 'NOT_CONFIGURED', fault);
    });
  }
});

/** What the dialog cannot know yet: the operation, what is written, and what comes with a message. */
type Later = [what: string, OperationName, Given, message: Given, sent: Given];

const later: readonly Later[] = [
  [
    'what is needed',
    'backup.job.get',
    { id: written('msg', 'payload') },
    { payload: 7 },
    { id: '7' },
  ],
  [
    'a structure of what is needed',
    'backup.system-name.archives.list',
    { system_name: 'a', loc_spec: written('msg', 'payload') },
    { payload: { location } },
    archives,
  ],
  [
    'the type of a location',
    'backup.job.create',
    { ...backup, location_type: written('msg', 'type') },
    { type: 'SFTP' },
    { ...backup, parts: [] },
  ],
  [
    'a password',
    'backup.job.create',
    { ...backup, backup_password: written('msg', 'password') },
    { password: 'G00d-enough!' },
    { ...backup, parts: [], backup_password: 'G00d-enough!' },
  ],
];

describe('What the dialog of vcenter-recovery leaves to the runtime', () => {
  for (const [what, operation, given, message, sent] of later) {
    it(`is ${what} that comes with the message`, async () => {
      assert.equal(dialogOf(operation, given), true);
      assert.deepEqual(await sentBy(operation, given, message), sent);
    });

    it(`is ${what} that should have come with it`, async () => {
      await assertRefused(
        () => sentBy(operation, given),
        'INVALID_REQUEST',
        /requires|that is empty|has no parameter/,
      );
    });
  }

  it('is a variable that may not be set', async () => {
    const given = { location: variable('NOT_SET') };
    assert.equal(dialogOf('backup.system-name.list', given), true);
    const attempt = () => sentBy('backup.system-name.list', given);
    await assertRefused(attempt, 'NOT_CONFIGURED', /variable NOT_SET, which is not set/);
  });
});

describe('What Node-RED takes for something else, the dialog of vcenter-recovery refuses', () => {
  it('a number that is none, which is not sent', async () => {
    const given = { ...archives, max_results: written('num', 'many') };
    const said = dialogOf('backup.system-name.archives.list', given);
    assert.match(String(said), patternOf('number', 'max_results'));
    assert.deepEqual(await sentBy('backup.system-name.archives.list', given), archives);
  });

  it('a flag that is none, which is sent as false', async () => {
    const given = { ignore_warnings: written('bool', 'yes') };
    const said = dialogOf('reconciliation.job.create', given);
    assert.match(String(said), patternOf('flag', 'ignore_warnings'));
    const sent = await sentBy('reconciliation.job.create', given);
    assert.deepEqual(sent, { ignore_warnings: false });
  });
});

describe('The parameters of the dialog of vcenter-recovery', () => {
  it('of an operation that the table does not have are unknown', () => {
    assert.match(String(dialogOf('backup.job.forget', { id: '1' })), patternOf('unknown', 'id'));
  });

  it('are read whatever an import made of them', () => {
    const saved = [null, 'x', {}, { name: 'id', value: 7, type: 'num' }, { name: 'other' }];
    assert.deepEqual(readParameters(saved), [
      { name: '', value: '', type: 'str' },
      { name: 'id', value: '7', type: 'num' },
      { name: 'other', value: '', type: 'str' },
    ]);
    assert.deepEqual(readParameters(undefined), []);
    assert.deepEqual(readParameters({ name: 'id' }), []);
  });

  it('are each written by the kind of typed input that fits their type', () => {
    const types = ['text', 'time', 'list', 'number', 'flag', 'structure'] as const;
    assert.deepEqual(
      types.map((type) => literalType({ name: 'x', in: 'body', type })),
      ['str', 'str', 'str', 'num', 'bool', 'json'],
    );
  });
});
