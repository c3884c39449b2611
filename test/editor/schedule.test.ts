import assert from 'node:assert/strict';
import {
  readDesiredInput,
  readScheduleSettings,
} from '../../nodes/backup-schedule/schedule-settings';
import { readSpec } from '../../nodes/message/read-parameters';
import { wordsOf } from '../../scripts/node-files';
import { readDesired } from '../../src/schedule/desired';
import { editedNode, filledIn, loadDialogs } from './dialogs';
import { assertRefused, deployed, node, runtime } from './typed-inputs';

const dialogs = loadDialogs({ good: { name: 'vc-a', valid: true } });
const type = 'vcenter-backup-schedule';
const variable = (name: string) => `$\{${name}}`;
const location = 'sftp://backup.example/vc';

function dialogOf(desired: string): true | string {
  const edited = editedNode(type, { action: 'ensure', desiredType: 'json' });
  return dialogs.checkSchedule(edited, 'desired', desired);
}

async function readBy(desired: unknown) {
  const config = { id: 'a', type, action: 'ensure', desired: deployed(desired) };
  const input = readDesiredInput(config);
  assert.ok(input !== undefined);
  return readDesired(await readSpec(runtime, input, node, {}, 'desired'));
}

function patternOf(word: string, parameter: string): RegExp {
  const key = word === 'object' ? 'errors.desired.object' : `flaw.${word}`;
  const template = wordsOf(type).get(`${type}.${key}`);
  const text = filledIn(template ?? '', { parameter, detail: '*' });
  assert.notEqual(text, '', `There are no words for ${word}.`);
  const escaped = text.replace(/[$()[\].]/g, '\\$&').replaceAll('*', '.+');
  return new RegExp(`^${escaped}$`);
}

const taken: readonly [desired: string | object, fields: Record<string, unknown>][] = [
  [{}, {}],
  [' ', {}],
  [{ location }, { location }],
  [
    { location: 'sftp://svc@backup.example/vc', enable: 'false' },
    { location: 'sftp://svc@backup.example/vc', enable: false },
  ],
  [{ parts: 'seat, common' }, { parts: ['seat', 'common'] }],
  [
    { recurrence_info: { hour: '2', minute: 30, days: ['monday'] } },
    { recurrence_info: { hour: 2, minute: 30, days: ['MONDAY'] } },
  ],
  [
    { recurrence_info: null, retention_info: null, location_user: '' },
    { recurrence_info: null, retention_info: null, location_user: null },
  ],
  [{ location_password: '' }, {}],
];

const secret = /password is saved in the settings/;
const refused: readonly [
  desired: string | object,
  /** What the dialog says, and of which field. */
  word: string,
  field: string,
  fault: RegExp,
][] = [
  ['[]', 'object', '', /must be an object/],
  ['{"location": ', 'object', '', /is not valid JSON/],
  [{ location_password: 'x' }, 'secret', 'location_password', secret],
  [{ backup_password: 'x' }, 'secret', 'backup_password', secret],
  [{ location: 'sftp://u:secret@backup.example/vc' }, 'secret', 'location', secret],
  [{ spec: { backup_password: 'x' } }, 'secret', 'backup_password', secret],
  [{ schedule: 'default' }, 'unknown', 'schedule', /has no parameter "schedule"/],
  [{ retention: null }, 'unknown', 'retention', /has no parameter "retention"/],
  [{ recurrence_info: { hour: 2 } }, 'missing', 'recurrence_info.minute', /the field minute/],
  [
    { recurrence_info: { hour: 2, minute: 0, at: 1 } },
    'unknown',
    'recurrence_info.at',
    /no field "at"/,
  ],
  [
    { recurrence_info: { hour: 2, minute: 0, days: ['MO'] } },
    'choice',
    'recurrence_info.days',
    /must be one of MONDAY/,
  ],
  [{ recurrence_info: 'daily' }, 'structure', 'recurrence_info', /must be an object/],
  [
    { retention_info: { max_count: 'all' } },
    'number',
    'retention_info.max_count',
    /must be a whole number/,
  ],
  [{ enable: 'yes' }, 'flag', 'enable', /must be true or false/],
  [{ parts: 7 }, 'list', 'parts', /must be a list/],
  [{ parts: [{}] }, 'text', 'parts', /must be text/],
  [{ location_user: '-x' }, 'option', 'location_user', /must not begin with "-"/],
  [{ location_user: 'a\nb' }, 'control-character', 'location_user', /control characters/],
  [{ location_user: 'a\ud800' }, 'half-character', 'location_user', /incomplete character/],
  [{ location: '/backups' }, 'uri', 'location', /must be a URI/],
  [{ location: 'tftp://nas/vc' }, 'scheme', 'location', /must begin with/],
  [{ location: 'sftp:///vc' }, 'host', 'location', /names no host/],
  [{ location: 'sftp://nas:0/vc' }, 'port', 'location', /The port in the parameter location/],
  [{ location: 'sftp://nas/a b' }, 'blank', 'location', /must not contain spaces/],
  [{ backup_password: '' }, 'empty-password', 'backup_password', /must not be empty/],
  [{ backup_password: null }, 'empty-password', 'backup_password', /must not be empty/],
];

function textOf(desired: string | object): string {
  return typeof desired === 'string' ? desired : JSON.stringify(desired);
}

describe('A desired schedule that is saved, by the dialog and by the runtime', () => {
  for (const [desired, fields] of taken) {
    it(`${textOf(desired)} is taken`, async () => {
      assert.equal(dialogOf(textOf(desired)), true);
      assert.deepEqual(await readBy(textOf(desired)), { fields, passwords: {} });
    });
  }

  for (const [desired, word, field, fault] of refused) {
    it(`${textOf(desired)} is refused, ${word} ${field}`, async () => {
      assert.match(String(dialogOf(textOf(desired))), patternOf(word, field));
      await assertRefused(() => readBy(textOf(desired)), 'INVALID_REQUEST', fault);
    });
  }

  it('a variable inside of it is refused, which Node-RED does not replace', async () => {
    const desired = JSON.stringify({ location: variable('LOCATION') });
    assert.match(String(dialogOf(desired)), patternOf('variable', 'location'));
    await assertRefused(() => readBy(desired), 'NOT_CONFIGURED', /variable LOCATION/);
  });

  it('an object, which only an imported flow has, is read like its text', async () => {
    assert.deepEqual(await readBy({ location }), { fields: { location }, passwords: {} });
  });

  it('an expression is required where it comes from one', () => {
    const edited = editedNode(type, { action: 'ensure', desiredType: 'msg' });
    assert.match(String(dialogs.checkSchedule(edited, 'desired', '')), /is required$/);
    assert.equal(dialogs.checkSchedule(edited, 'desired', 'payload.schedule'), true);
  });

  it('nothing is required where it is not used', () => {
    const edited = editedNode(type, { action: 'get', desiredType: 'json' });
    assert.equal(dialogs.checkSchedule(edited, 'desired', '['), true);
    assert.equal(readDesiredInput({ id: 'a', type, action: 'get', desired: '[' }), undefined);
  });
});

describe('The id of a schedule, by the dialog and by the runtime', () => {
  for (const [action, schedule, good] of [
    ['get', '', true],
    ['ensure', ' ', true],
    ['ensure', ' weekly ', true],
    ['ensure', 'a/../b', false],
    ['remove', 'default', true],
    ['remove', '..', false],
    ['remove', ' ', false],
  ] as const) {
    it(`to ${action}: ${JSON.stringify(schedule)} is ${good ? 'taken' : 'refused'}`, () => {
      const verdict = dialogs.checkSchedule(editedNode(type, { action }), 'schedule', schedule);
      assert.equal(verdict === true, good, String(verdict));
      const read = () => readScheduleSettings({ id: 'a', type, action, schedule });
      if (good) assert.equal(read().schedule, schedule.trim());
      else assert.throws(read);
    });
  }

  it('may be a variable', async () => {
    const edited = editedNode(type, { action: 'remove' });
    assert.equal(dialogs.checkSchedule(edited, 'schedule', variable('NAME')), true);
    const config = { id: 'a', type, action: 'remove', schedule: variable('NAME') };
    await assertRefused(() => readScheduleSettings(config), 'NOT_CONFIGURED', /variable NAME/);
  });
});

describe('The appliance of a node for the schedule', () => {
  for (const [settings, property, verdict] of [
    [{ appliance: 'good' }, 'appliance', true],
    [{ appliance: '' }, 'appliance', /^Appliance: |missing/],
    [{ targetType: 'msg' }, 'appliance', true],
    [{ targetType: 'msg', target: 'topic' }, 'target', true],
    [{ targetType: 'msg', target: '' }, 'target', /^Appliance named by: /],
  ] as const) {
    it(`${JSON.stringify(settings)}, by its ${property}`, () => {
      const edited = editedNode(type, settings);
      const said = dialogs.checkSchedule(edited, property, edited[property]);
      if (verdict === true) assert.equal(said, true);
      else assert.match(String(said), verdict);
    });
  }
});
