import assert from 'node:assert/strict';
import { specificationPath, validateRequest } from '../../simulator';
import { backupRequest, reconciliationSpec, restoreRequest } from './caller';

const root = '/api/appliance/recovery';
const old = '/rest/appliance/recovery';
const session = '/rest/com/vmware/cis/session';

/** Requests that the specification has nothing against. */
const good: readonly [method: string, target: string, body?: unknown][] = [
  ['POST', '/api/session'],
  ['GET', '/api/session'],
  ['POST', session],
  ['POST', `${session}?~action=get`],
  ['DELETE', session],
  ['GET', root],
  ['POST', `${root}/backup/job`, backupRequest],
  ['POST', `${root}/backup/job`, JSON.stringify(backupRequest)],
  ['GET', `${root}/backup/job`],
  ['GET', `${root}/backup/job/details`],
  ['GET', `${root}/backup/job/details?jobs=a&jobs=b`],
  ['GET', `${root}/backup/job/20250304-020000-23319993`],
  ['GET', `${root}/backup/job/a%2Fb%3Fc`],
  ['POST', `${root}/backup/job/a?action=cancel`],
  ['PATCH', `${root}/backup/schedules/default`, { enable: false }],
  ['POST', `${root}/backup/schedules`, { schedule: 'a', spec: { location: 'smb://nas/vc' } }],
  ['POST', `${root}/backup/schedules/default?action=run`, {}],
  ['POST', `${root}/backup/schedules/default?action=run`],
  ['POST', `${root}/backup/system-name?action=list`, { location: 'smb://nas/vc' }],
  ['POST', `${root}/backup?action=validate`, backupRequest],
  ['POST', `${root}/reconciliation/job`, reconciliationSpec],
  ['POST', `${root}/restore/job?action=cancel`],
  ['POST', `${root}/restore/job`, { ...restoreRequest, ignore_warnings: true }],
  ['POST', `${old}/backup/job`, { piece: backupRequest }],
  ['GET', `${old}/backup/job/details?filter.jobs=a&filter.jobs=b`],
  ['POST', `${old}/backup/job/a/cancel`],
  ['POST', `${old}/backup/schedules/default`, { spec: { location: 'smb://nas/vc' } }],
  ['PUT', `${old}/backup/schedules/update/default`, { spec: {} }],
  ['POST', `${old}/backup/schedules/default?action=run`, { comment: 'Now.' }],
  ['POST', `${old}/reconciliation/job`, { spec: reconciliationSpec }],
];

const { location: _location, ...homeless } = backupRequest;

/** Requests that it has something against, and what. */
const bad: readonly [method: string, target: string, body: unknown, told: RegExp][] = [
  ['GET', `${root}/nowhere`, '', /^there is no operation GET \/api\/appliance\/recovery\/nowhere$/],
  ['PUT', `${root}/backup/job`, '', /^there is no operation PUT/],
  ['GET', `${root}/backup/job/`, '', /^the path parameter id is empty$/],
  ['GET', `${root}/backup/job/a b`, '', /^the path parameter id is not encoded/],
  ['GET', `${root}/backup/job/%E4`, '', /^the path parameter id is not encoded/],
  ['GET', `${root}/backup/job/%zz`, '', /^the path parameter id is not encoded/],
  ['GET', `${root}/backup/job?jobs=a`, '', /^there is no query parameter jobs$/],
  ['GET', `${root}/backup/job/details?filter.jobs=a`, '', /no query parameter filter\.jobs$/],
  ['GET', `${root}/backup/job/details?job=a`, '', /^there is no query parameter job$/],
  ['POST', `${root}/restore/job?action=stop`, restoreRequest, /no query parameter action$/],
  ['POST', `${root}/restore/job?action=cancel&action=cancel`, '', /action stands there more than/],
  ['GET', `${root}/backup/job`, '{}', /^there is a body where none is taken$/],
  ['POST', `${root}/backup/job/a?action=cancel`, {}, /^there is a body where none is taken$/],
  ['POST', `${root}/backup/job`, '', /^the body is missing$/],
  ['POST', `${root}/backup/schedules`, undefined, /^the body is missing$/],
  ['POST', `${root}/backup/job`, '{', /^the body is not JSON$/],
  ['POST', `${root}/backup/job`, homeless, /required property 'location'/],
  ['POST', `${root}/backup/job`, { ...backupRequest, force: true }, /additional.*force/],
  ['POST', `${root}/backup/job`, { ...backupRequest, parts: 'seat' }, /^\/parts must be array/],
  ['POST', `${root}/backup/job`, { ...backupRequest, location_type: 'sftp' }, /^\/location_type/],
  ['POST', `${root}/backup/job`, { piece: backupRequest }, /required property|additional/],
  ['POST', `${old}/backup/job`, backupRequest, /required property 'piece'/],
  ['POST', `${old}/backup/job`, { spec: backupRequest }, /required property 'piece'/],
  [
    'PATCH',
    `${root}/backup/schedules/default`,
    { recurrence_info: { hour: 2 } },
    /^\/recurrence_info .*'minute'/,
  ],
  [
    'POST',
    `${root}/restore?action=validate`,
    { ...restoreRequest, ignore_warnings: true },
    /additional/,
  ],
];

if (specificationPath() === undefined) {
  describe('Stand-in appliance: the check of requests', () => {
    it('needs the published specification', () => {
      assert.throws(() => validateRequest('GET', root), /RECOVERY_SPEC/);
    });
  });
} else {
  describe('Stand-in appliance: the check of requests', () => {
    for (const [method, target, body] of good) {
      it(`passes ${method} ${target}`, () => {
        assert.deepEqual(validateRequest(method, target, body), []);
      });
    }

    for (const [method, target, body, told] of bad) {
      it(`stops ${method} ${target}: ${told.source}`, () => {
        const problems = validateRequest(method, target, body);
        assert.ok(
          problems.some((problem) => told.test(problem)),
          problems.join('; '),
        );
      });
    }

    it('names no value of a body, which may be a password', () => {
      const secret = 'Geheim1!';
      const body = { ...backupRequest, backup_password: [secret], location_type: secret };
      const problems = validateRequest('POST', `${root}/backup/job`, body);
      assert.equal(problems.length, 2);
      assert.ok(!problems.join().includes(secret));
    });
  });
}
