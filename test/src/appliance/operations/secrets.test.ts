import assert from 'node:assert/strict';
import { givenSecrets, secretFieldIn } from '../../../../src/appliance/operations/secrets';

/** What is given, the secrets in it, and the field that the dialog names as the first with one. */
const rows: readonly [what: string, given: unknown, secrets: string[], field?: string][] = [
  ['no secret', { location: 'sftp://nas/vc', location_user: 'svc' }, []],
  ['a secret parameter', { backup_password: 'S3cret!' }, ['S3cret!'], 'backup_password'],
  ['one that is empty', { backup_password: '' }, []],
  [
    'the first that is not empty',
    { backup_password: '', location_password: 'S3cret!' },
    ['S3cret!'],
    'location_password',
  ],
  ['a password in a location', { location: 'sftp://svc:S3cret!@nas/vc' }, ['S3cret!'], 'location'],
  [
    'one at any depth',
    { loc_spec: { location: 'sftp://svc:S3cret!@nas/vc' } },
    ['S3cret!'],
    'location',
  ],
  ['a URL that is no location', { comment: 'sftp://svc:S3cret!@nas/vc' }, []],
];

describe('The secrets among what is given to an operation', () => {
  for (const [what, given, secrets, field] of rows) {
    it(`${what}: ${field ?? 'none'}`, () => {
      assert.deepEqual(givenSecrets(given), secrets);
      assert.equal(secretFieldIn(given), field);
    });
  }
});
