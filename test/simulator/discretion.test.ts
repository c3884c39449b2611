import assert from 'node:assert/strict';
import { applianceForEachTest } from './appliances';
import { type Caller, createCaller } from './caller';
import {
  type CommonOperation,
  dialectNames,
  type Inquiry,
  type NewerOperation,
  wishes,
} from './client';

const secrets = {
  location_password: 'Standort-1!',
  backup_password: 'Sicherung-1!',
  sso_admin_user_password: 'Anmeldung-1!',
  inUrl: 'InDerAdresse',
};

const place = {
  location: `sftp://svc:${secrets.inUrl}@nas.lab.example/vc`,
  location_user: 'svc',
  location_password: secrets.location_password,
};
const { backup_password, sso_admin_user_password } = secrets;
const backup = { ...place, parts: ['seat'], location_type: 'SFTP', backup_password };
const signOn = { sso_admin_user_name: 'administrator@vsphere.local', sso_admin_user_password };
const restore = { ...place, ...signOn, location_type: 'SFTP', backup_password };
const spec = { ...place, backup_password };

/** Everything that takes a secret, and what could tell of it afterwards. */
const asked: readonly [operation: CommonOperation, inquiry: Inquiry][] = [
  ['backup.validate', { input: backup }],
  ['backup.validate', { input: { ...backup, location: `${place.location}/unreachable` } }],
  ['backup.validate', { input: { ...backup, parts: [7] } }],
  ['backup.validate', { input: { ...backup, backup_password: secrets.inUrl } }],
  ['backup.schedules.create', { parameters: { schedule: 'a' }, input: spec }],
  ['backup.schedules.create', { parameters: { schedule: 'a' }, input: spec }],
  ['backup.schedules.update', { parameters: { schedule: 'default' }, input: spec }],
  ['backup.schedules.update', { parameters: { schedule: 'none' }, input: spec }],
  ['backup.schedules.get', { parameters: { schedule: 'a' } }],
  ['backup.schedules.list', {}],
  ['backup.job.create', { input: backup }],
  ['backup.job.create', { input: backup }],
  ['backup.schedules.run', { parameters: { schedule: 'a' } }],
  ['backup.job.list', {}],
  ['backup.job.details.list', {}],
  ['restore.validate', { input: restore }],
  ['restore.job.create', { input: restore }],
  ['restore.job.get', {}],
  ['reconciliation.job.create', { input: { ...signOn, sso_admin_user_name: 7 } }],
  ['reconciliation.job.create', { input: signOn }],
  ['reconciliation.job.get', {}],
];

const askedOfNewer: readonly [operation: NewerOperation, body: unknown][] = [
  ['backup.system-name.list', place],
  ['backup.system-name.archives.list', { loc_spec: place, filter_spec: {} }],
  ['backup.system-name.archives.get', place],
];

describe('Stand-in appliance: passwords', () => {
  const there = applianceForEachTest({ scenario: 'none', restorable: true });

  async function everything(caller: Caller): Promise<string[]> {
    const told: string[] = [];
    for (const [operation, inquiry] of asked) {
      told.push((await caller.ask(operation, inquiry)).text);
      there.simulator.clock.advance(1000);
    }
    return told;
  }

  for (const dialect of dialectNames) {
    it(`${dialect}: are in no answer`, async () => {
      const caller = createCaller(there.client, there.simulator, dialect);
      const told = await everything(caller);
      there.simulator.clock.advance(60_000);
      told.push(...(await everything(caller)));
      const { authorization } = there.simulator;
      for (const [operation, body] of askedOfNewer) {
        const wish = { ...wishes.api[operation], body, headers: { authorization } };
        told.push((await there.client.ask(wish)).text);
      }
      const sent = there.simulator.requests.map(({ body }) => body).join();
      for (const [name, secret] of Object.entries(secrets)) {
        assert.ok(sent.includes(secret), `${name} was never sent`);
        assert.ok(!told.join().includes(secret), `${name} is told`);
      }
    });
  }

  it('are told where a test wants them told', async () => {
    there.simulator.answerWith('backup.validate', ({ body }) => ({ status: 400, body }));
    const caller = createCaller(there.client, there.simulator, 'api');
    const { text } = await caller.ask('backup.validate', { input: backup });
    assert.ok(text.includes(secrets.backup_password));
  });
});
