import type { Route } from './routes';

type Row = Omit<Route, 'dialect' | 'sides'>;

const session = '/rest/com/vmware/cis/session';
const root = '/api/appliance/recovery';
const backup = `${root}/backup`;
const oldRoot = '/rest/appliance/recovery';
const oldBackup = `${oldRoot}/backup`;
const cancel = { action: 'cancel' };
const validate = { action: 'validate' };

const sessions: readonly Row[] = [
  { operation: 'session.create', method: 'POST', path: '/api/session', status: 201 },
  { operation: 'session.get', method: 'GET', path: '/api/session', status: 200 },
  { operation: 'session.delete', method: 'DELETE', path: '/api/session', status: 204 },
];

const oldSessions: readonly Row[] = [
  {
    operation: 'session.get',
    method: 'POST',
    path: session,
    query: { '~action': 'get' },
    status: 200,
  },
  { operation: 'session.create', method: 'POST', path: session, status: 200 },
  { operation: 'session.delete', method: 'DELETE', path: session, status: 200 },
];

const recovery: readonly Row[] = [
  { operation: 'recovery.get', method: 'GET', path: root, status: 200 },
  { operation: 'backup.job.create', method: 'POST', path: `${backup}/job`, status: 201 },
  { operation: 'backup.job.list', method: 'GET', path: `${backup}/job`, status: 200 },
  {
    operation: 'backup.job.details.list',
    method: 'GET',
    path: `${backup}/job/details`,
    filter: 'jobs',
    status: 200,
  },
  { operation: 'backup.job.get', method: 'GET', path: `${backup}/job/{id}`, status: 200 },
  {
    operation: 'backup.job.cancel',
    method: 'POST',
    path: `${backup}/job/{id}`,
    query: cancel,
    status: 200,
  },
  { operation: 'backup.parts.list', method: 'GET', path: `${backup}/parts`, status: 200 },
  { operation: 'backup.parts.get', method: 'GET', path: `${backup}/parts/{id}`, status: 200 },
  {
    operation: 'backup.schedules.create',
    method: 'POST',
    path: `${backup}/schedules`,
    status: 204,
  },
  { operation: 'backup.schedules.list', method: 'GET', path: `${backup}/schedules`, status: 200 },
  {
    operation: 'backup.schedules.get',
    method: 'GET',
    path: `${backup}/schedules/{schedule}`,
    status: 200,
  },
  {
    operation: 'backup.schedules.update',
    method: 'PATCH',
    path: `${backup}/schedules/{schedule}`,
    status: 204,
  },
  {
    operation: 'backup.schedules.delete',
    method: 'DELETE',
    path: `${backup}/schedules/{schedule}`,
    status: 204,
  },
  {
    operation: 'backup.schedules.run',
    method: 'POST',
    path: `${backup}/schedules/{schedule}`,
    query: { action: 'run' },
    status: 200,
  },
  {
    operation: 'backup.system-name.list',
    method: 'POST',
    path: `${backup}/system-name`,
    query: { action: 'list' },
    status: 200,
  },
  {
    operation: 'backup.system-name.archives.list',
    method: 'POST',
    path: `${backup}/system-name/{system_name}/archives`,
    query: { action: 'list' },
    status: 200,
  },
  {
    operation: 'backup.system-name.archives.get',
    method: 'POST',
    path: `${backup}/system-name/{system_name}/archives/{archive}`,
    query: { action: 'get' },
    status: 200,
  },
  { operation: 'backup.validate', method: 'POST', path: backup, query: validate, status: 200 },
  {
    operation: 'reconciliation.job.get',
    method: 'GET',
    path: `${root}/reconciliation/job`,
    status: 200,
  },
  {
    operation: 'reconciliation.job.create',
    method: 'POST',
    path: `${root}/reconciliation/job`,
    status: 201,
  },
  { operation: 'restore.job.get', method: 'GET', path: `${root}/restore/job`, status: 200 },
  {
    operation: 'restore.job.cancel',
    method: 'POST',
    path: `${root}/restore/job`,
    query: cancel,
    status: 200,
  },
  { operation: 'restore.job.create', method: 'POST', path: `${root}/restore/job`, status: 201 },
  {
    operation: 'restore.validate',
    method: 'POST',
    path: `${root}/restore`,
    query: validate,
    status: 200,
  },
];

/**
 * The older dialect. It asks for system names and archives with the location's password in the
 * query of a GET, where every proxy writes it down; a client that does so finds nothing here.
 */
const oldRecovery: readonly Row[] = [
  { operation: 'recovery.get', method: 'GET', path: oldRoot, status: 200 },
  {
    operation: 'backup.job.create',
    method: 'POST',
    path: `${oldBackup}/job`,
    input: 'piece',
    status: 200,
  },
  { operation: 'backup.job.list', method: 'GET', path: `${oldBackup}/job`, status: 200 },
  {
    operation: 'backup.job.details.list',
    method: 'GET',
    path: `${oldBackup}/job/details`,
    filter: 'filter.jobs',
    status: 200,
  },
  { operation: 'backup.job.get', method: 'GET', path: `${oldBackup}/job/{id}`, status: 200 },
  {
    operation: 'backup.job.cancel',
    method: 'POST',
    path: `${oldBackup}/job/{id}/cancel`,
    status: 200,
  },
  { operation: 'backup.parts.list', method: 'GET', path: `${oldBackup}/parts`, status: 200 },
  { operation: 'backup.parts.get', method: 'GET', path: `${oldBackup}/parts/{id}`, status: 200 },
  {
    operation: 'backup.schedules.list',
    method: 'GET',
    path: `${oldBackup}/schedules`,
    status: 200,
  },
  {
    operation: 'backup.schedules.run',
    method: 'POST',
    path: `${oldBackup}/schedules/{schedule}`,
    query: { action: 'run' },
    status: 200,
  },
  {
    operation: 'backup.schedules.create',
    method: 'POST',
    path: `${oldBackup}/schedules/{schedule}`,
    input: 'spec',
    status: 200,
  },
  {
    operation: 'backup.schedules.get',
    method: 'GET',
    path: `${oldBackup}/schedules/{schedule}`,
    status: 200,
  },
  {
    operation: 'backup.schedules.update',
    method: 'PUT',
    path: `${oldBackup}/schedules/update/{schedule}`,
    input: 'spec',
    status: 200,
  },
  {
    operation: 'backup.schedules.delete',
    method: 'DELETE',
    path: `${oldBackup}/schedules/{schedule}`,
    status: 200,
  },
  {
    operation: 'backup.validate',
    method: 'POST',
    path: `${oldBackup}/validate`,
    input: 'piece',
    status: 200,
  },
  {
    operation: 'reconciliation.job.get',
    method: 'GET',
    path: `${oldRoot}/reconciliation/job`,
    status: 200,
  },
  {
    operation: 'reconciliation.job.create',
    method: 'POST',
    path: `${oldRoot}/reconciliation/job`,
    input: 'spec',
    status: 200,
  },
  { operation: 'restore.job.get', method: 'GET', path: `${oldRoot}/restore/job`, status: 200 },
  {
    operation: 'restore.job.create',
    method: 'POST',
    path: `${oldRoot}/restore/job`,
    input: 'piece',
    status: 200,
  },
  {
    operation: 'restore.job.cancel',
    method: 'POST',
    path: `${oldRoot}/restore/job/cancel`,
    status: 200,
  },
  {
    operation: 'restore.validate',
    method: 'POST',
    path: `${oldRoot}/restore/validate`,
    input: 'piece',
    status: 200,
  },
];

/** What clients ask besides; the specification of the recovery API has none of it. */
const system = (prefix: string): readonly Row[] => [
  {
    operation: 'system.version',
    method: 'GET',
    path: `${prefix}/appliance/system/version`,
    unspecified: true,
    status: 200,
  },
  {
    operation: 'system.timezone.get',
    method: 'GET',
    path: `${prefix}/appliance/system/time/timezone`,
    unspecified: true,
    status: 200,
  },
];

/** Every way to ask. A row whose query says more stands before one whose query says less. */
export const routes: readonly Route[] = [
  ...[...sessions, ...recovery, ...system('/api')].map(
    (row): Route => ({ ...row, dialect: 'api', sides: ['api'] }),
  ),
  ...oldSessions.map((row): Route => ({ ...row, dialect: 'rest', sides: ['api'] })),
  // On 5480 the older dialect answers too, for the appliance's own services.
  ...[...oldRecovery, ...system('/rest')].map(
    (row): Route => ({ ...row, dialect: 'rest', sides: ['api', 'management'] }),
  ),
];
