import assert from 'node:assert/strict';
import { applianceForEachTest } from './appliances';
import { backupRequest, reconciliationSpec, restoreRequest } from './caller';
import { type CommonOperation, dialectNames, faultOf, type Given } from './client';

const schedule = {
  location: 'smb://nas.lab.example/vc',
  backup_password: 'Abcdefg1!',
  recurrence_info: { hour: 2, minute: 30, days: ['MONDAY'] },
};

/** What starts or changes something, with a request that there is nothing to say against. */
const requests = {
  'backup.job.create': { input: backupRequest },
  'backup.validate': { input: backupRequest },
  'backup.schedules.create': { parameters: { schedule: 'weekly' }, input: schedule },
  'backup.schedules.update': { parameters: { schedule: 'default' }, input: schedule },
  'backup.schedules.run': { parameters: { schedule: 'default' }, input: { comment: 'Now.' } },
  'reconciliation.job.create': { input: reconciliationSpec },
  'restore.job.create': { input: restoreRequest },
} satisfies Partial<Record<CommonOperation, Given>>;

type Changing = keyof typeof requests;

const starts: readonly Changing[] = [
  'backup.job.create',
  'backup.validate',
  'backup.schedules.run',
  'reconciliation.job.create',
  'restore.job.create',
];
const backups: readonly Changing[] = ['backup.job.create', 'backup.validate'];
const schedules: readonly Changing[] = ['backup.schedules.create', 'backup.schedules.update'];
const signingOn: readonly Changing[] = ['reconciliation.job.create', 'restore.job.create'];
const recurring = (change: object) => ({
  recurrence_info: { ...schedule.recurrence_info, ...change },
});

/** Fields that are wrong, and which operations refuse them. An undefined one is left out. */
const wrongFields: readonly [fields: object, operations: readonly Changing[], type?: string][] = [
  [{ location: undefined }, [...backups, 'backup.schedules.create', 'restore.job.create']],
  [{ parts: 'seat' }, [...backups, ...schedules]],
  [{ location_type: 'sftp' }, [...backups, 'restore.job.create']],
  [{ sso_admin_user_name: undefined }, signingOn],
  [{ sso_admin_user_name: undefined, sso_admin_user_password: undefined }, signingOn],
  [{ ignore_warnings: 'no' }, signingOn],
  [recurring({ minute: undefined }), schedules],
  [recurring({ hour: 24 }), schedules],
  [recurring({ minute: 60 }), schedules],
  [recurring({ days: ['monday'] }), schedules],
  [recurring({ second: 0 }), schedules, 'UNEXPECTED_INPUT'],
  [{ comment: 7 }, [...backups, 'backup.schedules.run']],
  [{ force: true }, [...starts, ...schedules], 'UNEXPECTED_INPUT'],
  ...[
    'Short1!',
    'nocapital1!',
    'NOSMALL1!',
    'NoDigits!!',
    'NoSpecial11',
    'With blank1!',
    'Ünicode1!',
    'TooLongForABackup1234!',
  ].map((backup_password): [object, readonly Changing[]] => [
    { backup_password },
    [...backups, ...schedules, 'restore.job.create'],
  ]),
];

/** Bodies that are no structure of the operation at all. */
const wrongBodies: readonly [input: unknown, operations: readonly Changing[]][] = [
  [undefined, [...backups, 'backup.schedules.create', ...signingOn]],
  [[], [...starts, ...schedules]],
];

describe('Stand-in appliance: what is refused, and changes nothing', () => {
  const there = applianceForEachTest({ scenario: 'none', restorable: true });

  /** Everything that a request may change. */
  async function everything() {
    const { callers, simulator } = there;
    return {
      backups: simulator.backups.list(),
      schedules: (await callers.api.ask('backup.schedules.list')).text,
      restore: (await callers.api.ask('restore.job.get')).text,
      reconciliation: (await callers.api.ask('reconciliation.job.get')).text,
    };
  }

  function refuses(what: string, operation: CommonOperation, given: Given, fault: string) {
    for (const dialect of dialectNames) {
      it(`${dialect} ${operation} with ${what}: ${fault}`, async () => {
        const before = await everything();
        assert.equal(faultOf(await there.callers[dialect].ask(operation, given)), fault);
        assert.deepEqual(await everything(), before);
      });
    }
  }

  for (const [fields, operations, type = 'INVALID_ARGUMENT'] of wrongFields) {
    const what = JSON.stringify(fields, (_name, value) => value ?? 'nothing');
    for (const operation of operations) {
      const request = requests[operation];
      const input = { ...request.input, ...fields };
      refuses(what, operation, { ...request, input }, `400 ${type}`);
    }
  }

  for (const [input, operations] of wrongBodies) {
    for (const operation of operations) {
      const given = { ...requests[operation], input };
      refuses(JSON.stringify(input) ?? 'no body', operation, given, '400 INVALID_ARGUMENT');
    }
  }

  for (const operation of ['backup.job.get', 'backup.job.cancel', 'backup.parts.get'] as const) {
    refuses('an unknown id', operation, { parameters: { id: 'none' } }, '404 NOT_FOUND');
  }
  for (const [operation, input] of [
    ['backup.schedules.get', undefined],
    ['backup.schedules.update', { enable: true }],
    ['backup.schedules.delete', undefined],
    ['backup.schedules.run', undefined],
  ] as const) {
    const given = { parameters: { schedule: 'none' }, input };
    refuses('an unknown name', operation, given, '404 NOT_FOUND');
  }
  const taken = { parameters: { schedule: 'default' }, input: schedule };
  refuses('a name that is taken', 'backup.schedules.create', taken, '400 ALREADY_EXISTS');

  const occupations: readonly [what: string, begin: () => void][] = [
    ['a backup runs', () => void there.simulator.backups.start()],
    ['a reconciliation runs', () => there.simulator.setScenario('never-ending')],
    ['a restore runs', () => there.simulator.restore.set('INPROGRESS', 10)],
    ['the scenario says that a backup runs', () => there.simulator.setScenario('backup-running')],
  ];
  for (const [what, begin] of occupations) {
    describe(`while ${what}`, () => {
      beforeEach(begin);
      for (const operation of starts) {
        refuses('a good request', operation, requests[operation], '400 FEATURE_IN_USE');
      }
    });
  }

  it('after a backup has ended, all of them may start again', async () => {
    there.simulator.restore.setRestorable(false);
    there.simulator.backups.end(there.simulator.backups.start());
    const created = await there.callers.api.ask('reconciliation.job.create', {
      input: reconciliationSpec,
    });
    assert.equal(created.status, 201);
  });
});
