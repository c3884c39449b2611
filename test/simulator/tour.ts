import { readFileSync } from 'node:fs';
import type { Simulator } from '../../simulator';
import { backupRequest, type Caller, reconciliationSpec, restoreRequest } from './caller';
import {
  at,
  type Client,
  type CommonOperation,
  type DialectName,
  fillPath,
  type Given,
  type NewerOperation,
  requestParts,
} from './client';

const second = 1000;
const hour = 3600 * second;

/** All operations of the recovery API in a dialect. */
export function recoveryOperations(dialect: DialectName): string[] {
  const others = /^(session|system|health|local-accounts)\./;
  return Object.keys(requestParts[dialect]).filter((name) => !others.test(name));
}

/** The documented statuses of an operation; none if the specification lacks its path. */
export function documentedStatuses(
  specification: string,
  dialect: DialectName,
  operation: string,
): string[] {
  const parts = Object.entries(requestParts[dialect]).find(([name]) => name === operation)?.[1];
  const { paths } = JSON.parse(readFileSync(specification, 'utf8'));
  const method = (parts?.method ?? 'GET').toLowerCase();
  return Object.keys(Object(at(paths, parts?.path ?? '', method, 'responses')));
}

/**
 * Calls every operation with each of its possible answers, on a restorable appliance without a
 * reconciliation job.
 */
export async function tour(simulator: Simulator, caller: Caller): Promise<void> {
  await lookAround(caller);
  await makeBackups(simulator, caller);
  await changeSchedules(simulator, caller);
  await restoreAndReconcile(simulator, caller);
}

/** The same for the operations that only the newer dialect has here. */
export async function tourOfNewer(
  client: Client,
  simulator: Simulator,
  language: Readonly<Record<string, string>>,
): Promise<void> {
  const place = { location: 'sftp://backup.lab.example/vc' };
  const elsewhere = { location: 'sftp://elsewhere.lab.example/vc' };
  const system_name = 'vc-a.lab.example';
  const search = { loc_spec: place, filter_spec: {} };
  async function ask(operation: NewerOperation, names: Record<string, string>, body: unknown) {
    const parts = requestParts.api[operation];
    const headers = { ...language, authorization: simulator.authorization };
    return client.ask({ ...parts, path: fillPath(parts.path, names), body, headers });
  }
  await ask('backup.system-name.list', {}, place);
  await ask('backup.system-name.list', {}, elsewhere);
  await ask('backup.system-name.list', {}, {});
  await ask('backup.system-name.archives.list', { system_name: 'other' }, search);
  const { json } = await ask('backup.system-name.archives.list', { system_name }, search);
  const archive = String(at(json, 0, 'archive'));
  await ask('backup.system-name.archives.get', { system_name, archive }, place);
  await ask('backup.system-name.archives.get', { system_name, archive: 'none' }, place);
}

async function lookAround(caller: Caller): Promise<void> {
  const looks: readonly CommonOperation[] = [
    'recovery.get',
    'system.version',
    'system.timezone.get',
    'health.database-storage.get',
    'health.storage.get',
    'health.applmgmt.get',
    'health.database.get',
    'local-accounts.root.get',
    'backup.job.list',
    'backup.job.details.list',
    'backup.parts.list',
    'backup.schedules.list',
    'restore.job.get',
    'reconciliation.job.get',
  ];
  for (const operation of looks) await caller.ask(operation);
  for (const id of ['common', 'seat', 'none']) {
    await caller.ask('backup.parts.get', { parameters: { id } });
  }
}

/** A backup that succeeds, one that fails and one that is cancelled, with all answers meanwhile. */
async function makeBackups(simulator: Simulator, caller: Caller): Promise<void> {
  const look = async (id: string) => {
    await caller.ask('backup.job.get', { parameters: { id } });
    await caller.ask('backup.job.details.list', { jobs: [id] });
    await caller.ask('backup.job.details.list');
  };
  const cancel = (id: string) => caller.ask('backup.job.cancel', { parameters: { id } });
  await look('none');
  await cancel('none');
  for (const input of [undefined, {}, { ...backupRequest, force: true }]) {
    await caller.ask('backup.job.create', { input });
    await caller.ask('backup.validate', { input });
  }
  for (const location of [backupRequest.location, 'sftp://unreachable/vc', 'nas/my folder']) {
    const input = { ...backupRequest, location, comment: 'On tour.' };
    await caller.ask('backup.validate', { input });
    const id = String(at(await caller.get('backup.job.create', { input }), 'id'));
    simulator.clock.advance(10 * second);
    await look(id);
    await caller.ask('backup.job.create', { input });
    await caller.ask('backup.validate', { input });
    await caller.ask('backup.schedules.run', { parameters: { schedule: 'default' } });
    await caller.ask('reconciliation.job.create', { input: reconciliationSpec });
    if (location.startsWith('nas')) await cancel(id);
    simulator.clock.advance(60 * second);
    await look(id);
    await cancel(id);
  }
}

async function changeSchedules(simulator: Simulator, caller: Caller): Promise<void> {
  const of = (schedule: string, input?: unknown): Given => ({ parameters: { schedule }, input });
  const spec = {
    location: 'smb://nas.lab.example/vc',
    location_user: 'svc',
    recurrence_info: { hour: 2, minute: 0, days: ['MONDAY'] },
    retention_info: { max_count: 3 },
    fast_backup: true,
  };
  // There is room for one.
  simulator.schedules.set('default', undefined);
  for (const input of [undefined, {}, { ...spec, force: true }, spec, spec]) {
    await caller.ask('backup.schedules.create', of('weekly', input));
  }
  for (const input of [{ parts: [] }, { enable: 'no' }, { recurrence_info: { hour: 25 } }]) {
    await caller.ask('backup.schedules.update', of('weekly', input));
  }
  for (const name of ['weekly', 'none']) {
    await caller.ask('backup.schedules.get', of(name));
    await caller.ask('backup.schedules.update', of(name, { enable: true }));
    await caller.ask('backup.schedules.run', of(name, { comment: 'On tour.' }));
    await caller.ask('backup.schedules.run', of(name, { force: true }));
  }
  await caller.ask('backup.schedules.list');
  await caller.ask('backup.schedules.delete', of('weekly'));
  await caller.ask('backup.schedules.delete', of('weekly'));
  simulator.clock.advance(24 * hour);
  await caller.ask('backup.job.details.list');
}

async function restoreAndReconcile(simulator: Simulator, caller: Caller): Promise<void> {
  const look = async () => {
    await caller.ask('restore.job.get');
    await caller.ask('reconciliation.job.get');
  };
  const { sso_admin_user_password: _password, ...speechless } = restoreRequest;
  const { location: _location, ...homeless } = restoreRequest;
  await caller.ask('reconciliation.job.create', { input: reconciliationSpec });
  await caller.ask('restore.job.cancel');
  for (const input of [
    undefined,
    homeless,
    speechless,
    { ...restoreRequest, location: 'sftp://unreachable/vc' },
    restoreRequest,
  ]) {
    await caller.ask('restore.validate', { input });
    await caller.ask('restore.job.create', { input });
    await look();
    simulator.clock.advance(5 * second);
    await look();
  }
  await caller.ask('restore.job.create', { input: restoreRequest });
  await caller.ask('restore.job.cancel');
  await look();
  await caller.ask('restore.job.create', { input: restoreRequest });
  for (const seconds of [120, 30, 10, 10]) {
    simulator.clock.advance(seconds * second);
    await look();
  }
  await caller.ask('restore.job.create', { input: restoreRequest });
  await caller.ask('reconciliation.job.create', { input: {} });
  await caller.ask('reconciliation.job.create', { input: reconciliationSpec });
  await look();
}
