import assert from 'node:assert/strict';
import { Fault } from '../../../../src/appliance/faults/fault';
import type { GivenParameters } from '../../../../src/appliance/operations/parameter-checks/check-parameters';
import { requestOf } from '../../../../src/appliance/operations/request';
import {
  type OperationName,
  operations,
} from '../../../../src/appliance/operations/tables/recovery-operations';
import type { Connection } from '../../../../src/appliance/settings/connection';

const backup = '/appliance/recovery/backup';

/** How a value stands in a path. */
const places: readonly [value: string, path: string][] = [
  ['20250304-020000-23319993', '20250304-020000-23319993'],
  ['a/b', 'a%2Fb'],
  ['a%2fb', 'a%252fb'],
  ['a?b#c', 'a%3Fb%23c'],
  ['a b', 'a%20b'],
  ['%', '%25'],
  ['ü', '%C3%BC'],
  ['a;b=c', 'a%3Bb%3Dc'],
  // Fact: the name of an archive ends in the base32 of its comment, with its `=`.
  ['M_7.0.2.00500_20220102-030456_OJ2W4X3CHG2A=', 'M_7.0.2.00500_20220102-030456_OJ2W4X3CHG2A%3D'],
  ['...', '...'],
];

/** What is sent for the same, in both dialects. */
const bodies: readonly [OperationName, GivenParameters, api: unknown, rest: unknown][] = [
  ['reconciliation.job.create', {}, {}, { spec: {} }],
  ['backup.schedules.run', { schedule: 'a' }, {}, {}],
  [
    'backup.schedules.update',
    { schedule: 'a', enable: false },
    { enable: false },
    { spec: { enable: false } },
  ],
  [
    'backup.schedules.create',
    { schedule: 'a', location: 'nfs://b' },
    { schedule: 'a', spec: { location: 'nfs://b' } },
    { spec: { location: 'nfs://b' } },
  ],
  ['backup.job.cancel', { id: 'a' }, undefined, undefined],
  ['backup.job.details.list', { jobs: ['a'] }, undefined, undefined],
];

const recovery = '/appliance/recovery';
const schedule = `${backup}/schedules`;
const locationSpec = { location_type: 'SFTP', location: 'sftp://nas/vc' };

/** Where it is sent, in both dialects: the older one has no actions. */
const lines: readonly [OperationName, GivenParameters | undefined, api: string, rest: string][] = [
  ['recovery.get', undefined, `GET /api${recovery}`, `GET /rest${recovery}`],
  ['recovery.get', {}, `GET /api${recovery}`, `GET /rest${recovery}`],
  [
    'backup.job.cancel',
    { id: 'a' },
    `POST /api${backup}/job/a?action=cancel`,
    `POST /rest${backup}/job/a/cancel`,
  ],
  [
    'restore.job.cancel',
    undefined,
    `POST /api${recovery}/restore/job?action=cancel`,
    `POST /rest${recovery}/restore/job/cancel`,
  ],
  [
    'backup.schedules.run',
    { schedule: 'a' },
    `POST /api${schedule}/a?action=run`,
    `POST /rest${schedule}/a?action=run`,
  ],
  [
    'backup.schedules.update',
    { schedule: 'a', enable: true },
    `PATCH /api${schedule}/a`,
    `PUT /rest${schedule}/update/a`,
  ],
  [
    'backup.job.details.list',
    { jobs: ['a'] },
    `GET /api${backup}/job/details?jobs=a`,
    `GET /rest${backup}/job/details?filter.jobs=a`,
  ],
  [
    'backup.validate',
    { ...locationSpec, parts: ['seat'] },
    `POST /api${backup}?action=validate`,
    `POST /rest${backup}/validate`,
  ],
  [
    'backup.validate',
    locationSpec,
    `POST /api${backup}?action=validate`,
    `POST /rest${backup}/validate`,
  ],
];

describe('The request for an operation', () => {
  for (const [operation, given, api, rest] of lines) {
    for (const [connection, line] of [
      ['api', api],
      ['rest', rest],
      ['management', rest],
    ] as const) {
      it(`${operation} with ${JSON.stringify(given)} over ${connection} is ${line}`, () => {
        const { method, path } = requestOf(operations[operation], connection, given);
        assert.equal(`${method} ${path}`, line);
      });
    }
  }

  it('without values that it requires is none', () => {
    assert.throws(() => requestOf(operations['backup.job.get'], 'api'), /requires/);
  });

  it('that the older dialect does not offer is none there', () => {
    const given = { system_name: 'a', location: 'sftp://nas/vc' };
    const attempt = () => requestOf(operations['backup.system-name.archives.list'], 'rest', given);
    assert.throws(
      attempt,
      (error) =>
        error instanceof Fault &&
        error.code === 'INVALID_REQUEST' &&
        error.message.includes('backup.system-name.archives.list'),
    );
  });

  for (const [value, path] of places) {
    it(`${value} stands in the path as ${path}`, () => {
      const { path: sent } = requestOf(operations['backup.parts.get'], 'api', { id: value });
      assert.equal(sent, `/api${backup}/parts/${path}`);
      assert.equal(decodeURIComponent(path), value);
    });
  }

  for (const [operation, given, api, rest] of bodies) {
    for (const [connection, body] of [
      ['api', api],
      ['rest', rest],
      ['management', rest],
    ] as const) {
      it(`${operation} over ${connection} carries ${JSON.stringify(body) ?? 'no body'}`, () => {
        const sent = requestOf(operations[operation], connection satisfies Connection, given).body;
        assert.deepEqual(sent === undefined ? undefined : JSON.parse(sent), body);
      });
    }
  }

  it('repeats the name of a list for each of its values, encoded', () => {
    const { path } = requestOf(operations['backup.job.details.list'], 'api', {
      jobs: ['a&b', 'c'],
    });
    assert.equal(path, `/api${backup}/job/details?jobs=a%26b&jobs=c`);
  });

  it('puts no secret into the query or the path', () => {
    const secret = 'S3cret-pass!';
    for (const [name, operation] of Object.entries(operations)) {
      for (const { in: place, ...parameter } of 'parameters' in operation
        ? operation.parameters
        : []) {
        assert.ok(!('secret' in parameter) || place === 'body', `${name} ${parameter.name}`);
      }
    }
    const given = { location: 'nfs://b', location_password: secret };
    const { path, body } = requestOf(operations['backup.system-name.list'], 'api', given);
    assert.ok(!path.includes(secret) && body?.includes(secret));
  });

  it('knows its secrets, those in locations too, as they are and as they are meant', () => {
    const { secrets } = requestOf(operations['backup.schedules.create'], 'api', {
      schedule: 'a',
      location: 'sftp://svc:l0c%40tion@nas/vc',
      location_password: 'p4ss w"rd',
      backup_password: 'B4ckup-pass!',
    });
    for (const form of [
      'l0c%40tion',
      'l0c@tion',
      'p4ss w"rd',
      'p4ss+w%22rd',
      'p4ss w\\"rd',
      'B4ckup-pass!',
    ]) {
      assert.ok(secrets.includes(form), form);
    }
  });

  it('has no secrets where none is given', () => {
    const given = { ...locationSpec, location_password: '', comment: 'sftp://svc:l0c%40tion@nas' };
    assert.deepEqual(requestOf(operations['backup.job.create'], 'api', given).secrets, []);
  });

  it('for nothing but reading is its path', () => {
    const { path, secrets, body } = requestOf(operations['recovery.get'], 'api');
    assert.deepEqual(
      { path, secrets, body },
      { path: '/api/appliance/recovery', secrets: [], body: undefined },
    );
  });
});
