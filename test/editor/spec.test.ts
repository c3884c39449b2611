import assert from 'node:assert/strict';
import { readSpec } from '../../nodes/message/read-parameters';
import { wordsOf } from '../../scripts/node-files';
import { requireParameters as checkParameters } from '../../src/appliance/operations/parameter-checks/require-parameters';
import { operations } from '../../src/appliance/operations/tables/recovery-operations';
import type { JobKind } from '../../src/jobs/job/job';
import { kinds } from '../../src/jobs/job/kinds';
import { editedNode, filledIn, loadDialogs } from './dialogs';
import { assertRefused, deployed, node, runtime } from './typed-inputs';

const dialogs = loadDialogs({});
const variable = (name: string) => `$\{${name}}`;
const location = { location_type: 'SFTP', location: 'sftp://backup.example/vc' };

function dialogOf(kind: JobKind, spec: string): true | string {
  const settings = { action: 'start', source: 'spec', specType: 'json' };
  return dialogs.checkJob(editedNode(`vcenter-${kind}-job`, settings), 'spec', spec);
}

async function sentBy(kind: JobKind, spec: string) {
  const value = String(deployed(spec));
  const read = await readSpec(runtime, { value, type: 'json' }, node, {});
  return Object.fromEntries(checkParameters(kinds[kind].create, read));
}

/** @returns what the dialog says of a flaw, with the label of the field if the dialog has one. */
function patternOf(kind: JobKind, word: string, field: string): RegExp {
  const type = `vcenter-${kind}-job`;
  const words = wordsOf(type);
  const parameter = words.get(`${type}.parameter.${field}.label`) ?? field;
  const template = words.get(`${type}.flaw.${word}`) ?? words.get(`${type}.errors.spec.${word}`);
  const text = filledIn(template ?? '', { parameter, detail: '*' });
  assert.notEqual(text, '', `There are no words for ${word}.`);
  const parts = text.split('*').map((part) => part.replaceAll(/[$()?.]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`);
}

type Taken = [kind: JobKind, spec: string | object, sent: Record<string, unknown>];

const taken: readonly Taken[] = [
  ['reconciliation', {}, {}],
  ['reconciliation', ' ', {}],
  ['reconciliation', { ignore_warnings: true }, { ignore_warnings: true }],
  ['reconciliation', { sso_admin_user_name: 'a@b' }, { sso_admin_user_name: 'a@b' }],
  // As good as none.
  ['reconciliation', { sso_admin_user_password: '' }, {}],
  ['backup', location, { ...location, parts: [] }],
  ['backup', { ...location, location_password: '' }, { ...location, parts: [] }],
  [
    'backup',
    { ...location, location_type: 'sftp', parts: 'seat', comment: 'nightly' },
    { ...location, parts: ['seat'], comment: 'nightly' },
  ],
  [
    'backup',
    { ...location, location: 'sftp://user@backup.example/vc' },
    { ...location, location: 'sftp://user@backup.example/vc', parts: [] },
  ],
  ['backup', variable('SPEC'), { location_type: 'NFS', location: 'nas:/vc', parts: [] }],
  ['restore', { ...location, parts: ['seat'] }, { ...location, parts: ['seat'] }],
];

type Refused = [
  kind: JobKind,
  spec: string | object | null,
  /** What the dialog says, and of which field. */
  word: string,
  field: string,
  fault: RegExp,
];

const secret = /password is saved in the settings/;
const refused: readonly Refused[] = [
  ['reconciliation', { sso_admin_user_password: 'x' }, 'secret', 'sso_admin_user_password', secret],
  ['reconciliation', { location: 'x' }, 'unknown', 'location', /has no parameter "location"/],
  ['reconciliation', { ignore_warnings: 'yes' }, 'flag', 'ignore_warnings', /must be true or/],
  [
    'reconciliation',
    { sso_admin_user_name: '-x' },
    'option',
    'sso_admin_user_name',
    /must not begin with/,
  ],
  ['backup', {}, 'missing', 'location_type', /requires the parameter location_type/],
  ['backup', { location_type: 'SFTP' }, 'missing', 'location', /requires the parameter location/],
  ['backup', { ...location, part: ['seat'] }, 'unknown', 'part', /has no parameter "part"/],
  ['backup', { ...location, location_type: 'TFTP' }, 'choice', 'location_type', /must be one of/],
  [
    'backup',
    { ...location, location: 'sftp://-host/x' },
    'option',
    'location',
    /must not begin with "-"/,
  ],
  ['backup', { ...location, location: 'tftp://nas/vc' }, 'scheme', 'location', /must begin with/],
  [
    'backup',
    { ...location, location: 'ftp://nas/vc' },
    'other-scheme',
    'location',
    /which is SFTP/,
  ],
  ['backup', { ...location, location: 'sftp:///vc' }, 'host', 'location', /names no host/],
  [
    'backup',
    { ...location, location: 'sftp://nas:0/vc' },
    'port',
    'location',
    /The port in the parameter location/,
  ],
  [
    'restore',
    { ...location, location: 'sftp://nas/a b' },
    'blank',
    'location',
    /must not contain spaces/,
  ],
  ['backup', { ...location, parts: 7 }, 'list', 'parts', /must be a list/],
  ['backup', { ...location, parts: [{}] }, 'text', 'parts', /must be text/],
  ['backup', { ...location, comment: 'a\nb' }, 'control-character', 'comment', /control character/],
  [
    'backup',
    { ...location, comment: 'a\ud800' },
    'half-character',
    'comment',
    /an incomplete character/,
  ],
  ['backup', { ...location, location_password: 'x' }, 'secret', 'location_password', secret],
  ['backup', { ...location, backup_password: 'x' }, 'secret', 'backup_password', secret],
  [
    'backup',
    { ...location, location: 'sftp://user:secret@backup.example/vc' },
    'secret',
    'location',
    secret,
  ],
  [
    'backup',
    { ...location, backup_password: '' },
    'empty-password',
    'backup_password',
    /must not be empty/,
  ],
  [
    'restore',
    { ...location, backup_password: '' },
    'empty-password',
    'backup_password',
    /must not be empty/,
  ],
  ['backup', { piece: { ...location, backup_password: 'x' } }, 'secret', 'backup_password', secret],
  ['backup', '[]', 'object', '', /must be an object/],
  ['backup', 'null', 'object', '', /must be an object/],
  ['backup', '{"location": ', 'object', '', /is not valid JSON/],
  ['restore', {}, 'missing', 'location_type', /requires the parameter location_type/],
];

function textOf(spec: unknown): string {
  return typeof spec === 'string' ? spec : JSON.stringify(spec);
}

describe('A spec that is saved, by the dialog of a job node and by the runtime', () => {
  for (const [kind, spec, sent] of taken) {
    it(`${kind}: ${textOf(spec)} is taken`, async () => {
      assert.equal(dialogOf(kind, textOf(spec)), true);
      assert.deepEqual(await sentBy(kind, textOf(spec)), sent);
    });
  }

  for (const [kind, spec, word, field, fault] of refused) {
    it(`${kind}: ${textOf(spec)} is refused, ${word} ${field}`, async () => {
      assert.match(String(dialogOf(kind, textOf(spec))), patternOf(kind, word, field));
      await assertRefused(() => sentBy(kind, textOf(spec)), 'INVALID_REQUEST', fault);
    });
  }

  it('backup: a variable inside of it is refused, which Node-RED does not replace', async () => {
    const spec = JSON.stringify({ ...location, location: variable('LOCATION') });
    assert.match(String(dialogOf('backup', spec)), patternOf('backup', 'variable', 'location'));
    await assertRefused(() => sentBy('backup', spec), 'NOT_CONFIGURED', /variable LOCATION/);
  });
});

/** The id of a backup that is written in the dialog, and whether it is one. */
const ids: readonly [id: string, good: boolean][] = [
  ['20250304-020000-23319993', true],
  [' 2025-1 ', true],
  [variable('JOB'), true],
  ['..', false],
  ['a/../b', false],
  ['', false],
  [` ${variable('JOB')}`, false],
];

describe('The id of a backup, by the dialog of its node and by the runtime', () => {
  for (const [id, good] of ids) {
    it(`${JSON.stringify(id)} is ${good ? 'taken' : 'refused'}`, () => {
      const edited = editedNode('vcenter-backup-job', { jobIdType: 'str' });
      const verdict = dialogs.checkJob(edited, 'jobId', id);
      assert.equal(verdict === true, good, String(verdict));
      // That a variable is set is the runtime's to know.
      const given = id === variable('JOB') ? '2025-1' : id.trim();
      const check = () => checkParameters(operations['backup.job.get'], { id: given });
      if (good) assert.equal(check().get('id'), given);
      else assert.throws(check);
    });
  }
});
