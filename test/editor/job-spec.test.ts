import assert from 'node:assert/strict';
import { flawOfSpec } from '../../nodes/editor/job/job-spec';

const location = { location_type: 'SFTP', location: 'sftp://backup.example/vc' };

type Row = [type: string, spec: unknown, flaw: { word: string; field: string } | undefined];

const table: Row[] = [
  ['reconciliation', {}, undefined],
  ['reconciliation', { ignore_warnings: true }, undefined],
  ['reconciliation', { sso_admin_user_name: 'a@b' }, undefined],
  [
    'reconciliation',
    { sso_admin_user_password: 'x' },
    { word: 'secret', field: 'sso_admin_user_password' },
  ],
  ['reconciliation', { location: 'x' }, { word: 'unknown', field: 'location' }],
  ['backup', location, undefined],
  ['backup', { ...location, parts: ['seat'], comment: 'nightly' }, undefined],
  ['backup', {}, { word: 'missing', field: 'location_type' }],
  ['backup', { location_type: 'SFTP' }, { word: 'missing', field: 'location' }],
  ['backup', { ...location, part: ['seat'] }, { word: 'unknown', field: 'part' }],
  [
    'backup',
    { ...location, location_password: 'x' },
    { word: 'secret', field: 'location_password' },
  ],
  ['backup', { ...location, backup_password: 'x' }, { word: 'secret', field: 'backup_password' }],
  [
    'backup',
    { ...location, location: 'sftp://user:secret@backup.example/vc' },
    { word: 'secret', field: 'location' },
  ],
  ['backup', { ...location, location: 'sftp://user@backup.example/vc' }, undefined],
  [
    'backup',
    { piece: { ...location, backup_password: 'x' } },
    { word: 'secret', field: 'backup_password' },
  ],
  ['backup', [], { word: 'object', field: '' }],
  ['backup', null, { word: 'object', field: '' }],
  ['restore', { ...location, parts: ['seat'] }, undefined],
  ['restore', {}, { word: 'missing', field: 'location_type' }],
];

describe('What a saved spec may hold', () => {
  for (const [kind, spec, flaw] of table) {
    const verdict = flaw ? `is refused: ${flaw.word} ${flaw.field}` : 'is right';
    it(`${kind}: ${JSON.stringify(spec)} ${verdict}`, () => {
      assert.deepEqual(flawOfSpec(`vcenter-${kind}-job`, JSON.stringify(spec)), flaw);
    });
  }

  it('may be empty where nothing is required', () => {
    assert.equal(flawOfSpec('vcenter-reconciliation-job', ' '), undefined);
  });

  it('is JSON', () => {
    const flaw = flawOfSpec('vcenter-backup-job', '{"location": ');
    assert.deepEqual(flaw, { word: 'object', field: '' });
  });
});
