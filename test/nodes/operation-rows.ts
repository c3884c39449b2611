/**
 * The 24 operations as an appliance has to get them, written down by hand: nothing here follows from
 * the client's own table.
 */
import type { Simulator, SimulatorOptions } from '../../simulator';

export const dialects = ['api', 'rest'] as const;
export type Dialect = (typeof dialects)[number];

/** What goes over the wire. */
export interface Wire {
  /** Method, path and query. */
  line: string;
  body?: unknown;
}

export interface OperationRow {
  operation: string;
  /** Every parameter there is. */
  given?: Readonly<Record<string, unknown>>;
  credentials?: Readonly<Record<string, string>>;
  /** What the operation cannot do without, and what goes over the wire then. */
  least?: Readonly<Record<string, unknown>>;
  api: Wire;
  leastApi?: Wire;
  /** Absent where the older dialect has no way that keeps secrets out of the query. */
  rest?: Wire;
  /** What becomes of the message's payload. */
  answers: (payload: unknown) => boolean;
  status?: number;
  /** The appliance that can do it. */
  appliance?: SimulatorOptions;
  prepare?: (simulator: Simulator) => void;
}

const recovery = '/appliance/recovery';
const running = '20250304-020000-23319993';
const ended = '20250303-020000-23319993';
const archive = 'M_8.0.2.00100_20250303-020000_';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNull = (payload: unknown) => payload === null;
const isList = (payload: unknown) => Array.isArray(payload);
const isStatus = (payload: unknown) => isRecord(payload) && payload.state === 'INPROGRESS';
const isFine = (payload: unknown) => isRecord(payload) && payload.status === 'OK';

const place = { location: 'sftp://backup.lab.example/vc', location_user: 'svc-backup' };
const secretPlace = { ...place, location_password: 'L0cation-pass!' };
const placeCredentials = { locationPassword: secretPlace.location_password };
const credentials = { ...placeCredentials, backupPassword: 'B4ckup-pass!' };
const ssoCredentials = { ssoUsername: 'administrator@vsphere.local', ssoPassword: 'VMware1!' };
const sso = {
  sso_admin_user_name: ssoCredentials.ssoUsername,
  sso_admin_user_password: ssoCredentials.ssoPassword,
};

const backup = {
  location_type: 'SFTP',
  ...place,
  parts: ['seat'],
  comment: 'before the patch',
  fast_backup: true,
};
const leastBackup = { location_type: 'NFS', location: 'nfs://nas.lab.example/vc' };
const leastBackupBody = { ...leastBackup, parts: [] };
const restore = { location_type: 'SFTP', ...place, location: `${place.location}/vCenter/sn_vc/x` };
const schedule = {
  ...place,
  parts: ['seat'],
  enable: false,
  recurrence_info: { hour: 2, minute: 30, days: ['MONDAY', 'THURSDAY'] },
  retention_info: { max_count: 14 },
  fast_backup: true,
};
const backupBody = { ...backup, ...secretPlace, backup_password: credentials.backupPassword };
const restoreBody = {
  ...restore,
  location_password: credentials.locationPassword,
  backup_password: credentials.backupPassword,
  ...sso,
};
const scheduleBody = { ...schedule, ...secretPlace, backup_password: credentials.backupPassword };
const from = '2025-01-01T00:00:00.000Z';
const to = '2025-12-31T00:00:00.000Z';

/** A backup that runs, and one that has ended. */
function addBackups({ backups }: Simulator): void {
  backups.add({ id: running, state: 'INPROGRESS' });
  backups.add({ id: ended });
}

export const operationRows: readonly OperationRow[] = [
  {
    operation: 'recovery.get',
    api: { line: `GET /api${recovery}` },
    rest: { line: `GET /rest${recovery}` },
    answers: (payload) => isRecord(payload) && payload.supported === true,
  },
  {
    operation: 'backup.job.create',
    given: backup,
    credentials,
    api: { line: `POST /api${recovery}/backup/job`, body: backupBody },
    rest: { line: `POST /rest${recovery}/backup/job`, body: { piece: backupBody } },
    least: leastBackup,
    leastApi: { line: `POST /api${recovery}/backup/job`, body: leastBackupBody },
    status: 201,
    answers: isStatus,
  },
  {
    operation: 'backup.job.list',
    api: { line: `GET /api${recovery}/backup/job` },
    rest: { line: `GET /rest${recovery}/backup/job` },
    answers: isList,
  },
  {
    operation: 'backup.job.get',
    given: { id: running },
    api: { line: `GET /api${recovery}/backup/job/${running}` },
    rest: { line: `GET /rest${recovery}/backup/job/${running}` },
    prepare: addBackups,
    answers: (payload) => isStatus(payload) && isRecord(payload) && payload.id === running,
  },
  {
    operation: 'backup.job.cancel',
    given: { id: running },
    api: { line: `POST /api${recovery}/backup/job/${running}?action=cancel` },
    rest: { line: `POST /rest${recovery}/backup/job/${running}/cancel` },
    prepare: addBackups,
    answers: isFine,
  },
  {
    operation: 'backup.job.details.list',
    given: { jobs: [running, ended] },
    api: { line: `GET /api${recovery}/backup/job/details?jobs=${running}&jobs=${ended}` },
    rest: {
      line: `GET /rest${recovery}/backup/job/details?filter.jobs=${running}&filter.jobs=${ended}`,
    },
    least: {},
    leastApi: { line: `GET /api${recovery}/backup/job/details` },
    prepare: addBackups,
    answers: (payload) => isRecord(payload) && isRecord(payload[running]),
  },
  {
    operation: 'backup.parts.list',
    api: { line: `GET /api${recovery}/backup/parts` },
    rest: { line: `GET /rest${recovery}/backup/parts` },
    answers: isList,
  },
  {
    operation: 'backup.parts.get',
    given: { id: 'seat' },
    api: { line: `GET /api${recovery}/backup/parts/seat` },
    rest: { line: `GET /rest${recovery}/backup/parts/seat` },
    answers: (payload) => typeof payload === 'number' && payload > 0,
  },
  {
    operation: 'backup.schedules.list',
    api: { line: `GET /api${recovery}/backup/schedules` },
    rest: { line: `GET /rest${recovery}/backup/schedules` },
    answers: (payload) => isRecord(payload) && isRecord(payload.default),
  },
  {
    operation: 'backup.schedules.get',
    given: { schedule: 'default' },
    api: { line: `GET /api${recovery}/backup/schedules/default` },
    rest: { line: `GET /rest${recovery}/backup/schedules/default` },
    answers: (payload) => isRecord(payload) && payload.enable === true,
  },
  {
    operation: 'backup.schedules.create',
    given: { schedule: 'nightly', ...schedule },
    credentials,
    api: {
      line: `POST /api${recovery}/backup/schedules`,
      body: { schedule: 'nightly', spec: scheduleBody },
    },
    rest: { line: `POST /rest${recovery}/backup/schedules/nightly`, body: { spec: scheduleBody } },
    least: { schedule: 'nightly', location: place.location },
    leastApi: {
      line: `POST /api${recovery}/backup/schedules`,
      body: { schedule: 'nightly', spec: { location: place.location } },
    },
    prepare: ({ schedules }) => schedules.set('default', undefined),
    status: 204,
    answers: isNull,
  },
  {
    operation: 'backup.schedules.update',
    given: { schedule: 'default', ...schedule },
    credentials,
    api: { line: `PATCH /api${recovery}/backup/schedules/default`, body: scheduleBody },
    rest: {
      line: `PUT /rest${recovery}/backup/schedules/update/default`,
      body: { spec: scheduleBody },
    },
    least: { schedule: 'default' },
    leastApi: { line: `PATCH /api${recovery}/backup/schedules/default`, body: {} },
    status: 204,
    answers: isNull,
  },
  {
    operation: 'backup.schedules.delete',
    given: { schedule: 'default' },
    api: { line: `DELETE /api${recovery}/backup/schedules/default` },
    rest: { line: `DELETE /rest${recovery}/backup/schedules/default` },
    status: 204,
    answers: isNull,
  },
  {
    operation: 'backup.schedules.run',
    given: { schedule: 'default', comment: 'before the patch' },
    api: {
      line: `POST /api${recovery}/backup/schedules/default?action=run`,
      body: { comment: 'before the patch' },
    },
    rest: {
      line: `POST /rest${recovery}/backup/schedules/default?action=run`,
      body: { comment: 'before the patch' },
    },
    least: { schedule: 'default' },
    leastApi: { line: `POST /api${recovery}/backup/schedules/default?action=run`, body: {} },
    answers: isStatus,
  },
  {
    operation: 'backup.system-name.list',
    given: place,
    credentials: placeCredentials,
    api: { line: `POST /api${recovery}/backup/system-name?action=list`, body: secretPlace },
    least: { location: place.location },
    leastApi: {
      line: `POST /api${recovery}/backup/system-name?action=list`,
      body: { location: place.location },
    },
    answers: isList,
  },
  {
    operation: 'backup.system-name.archives.list',
    given: {
      system_name: 'vc a',
      ...place,
      start_timestamp: from,
      end_timestamp: to,
      comment_substring: 'patch',
      max_results: 5,
    },
    credentials: placeCredentials,
    api: {
      line: `POST /api${recovery}/backup/system-name/vc%20a/archives?action=list`,
      body: {
        loc_spec: secretPlace,
        filter_spec: {
          start_timestamp: from,
          end_timestamp: to,
          comment_substring: 'patch',
          max_results: 5,
        },
      },
    },
    least: { system_name: 'vc-a', location: place.location },
    leastApi: {
      line: `POST /api${recovery}/backup/system-name/vc-a/archives?action=list`,
      body: { loc_spec: { location: place.location }, filter_spec: {} },
    },
    prepare: (simulator) =>
      simulator.answerWith('backup.system-name.archives.list', { status: 200, body: [] }),
    answers: isList,
  },
  {
    operation: 'backup.system-name.archives.get',
    given: { system_name: 'vc-a', archive, ...place },
    credentials: placeCredentials,
    api: {
      line: `POST /api${recovery}/backup/system-name/vc-a/archives/${archive}?action=get`,
      body: secretPlace,
    },
    least: { system_name: 'vc-a', archive, location: place.location },
    leastApi: {
      line: `POST /api${recovery}/backup/system-name/vc-a/archives/${archive}?action=get`,
      body: { location: place.location },
    },
    prepare: (simulator) =>
      simulator.answerWith('backup.system-name.archives.get', {
        status: 200,
        body: {
          timestamp: from,
          location: `${place.location}/${archive}`,
          parts: ['common'],
          version: '8.0.2.00100',
          system_name: 'vc-a',
          comment: '',
        },
      }),
    answers: (payload) => isRecord(payload) && payload.version === '8.0.2.00100',
  },
  {
    operation: 'backup.validate',
    given: backup,
    credentials,
    api: { line: `POST /api${recovery}/backup?action=validate`, body: backupBody },
    rest: { line: `POST /rest${recovery}/backup/validate`, body: { piece: backupBody } },
    least: leastBackup,
    leastApi: { line: `POST /api${recovery}/backup?action=validate`, body: leastBackupBody },
    answers: isFine,
  },
  {
    operation: 'reconciliation.job.get',
    api: { line: `GET /api${recovery}/reconciliation/job` },
    rest: { line: `GET /rest${recovery}/reconciliation/job` },
    appliance: { scenario: 'found-succeeded' },
    answers: (payload) => isRecord(payload) && payload.status === 'SUCCEEDED',
  },
  {
    operation: 'reconciliation.job.create',
    given: { ignore_warnings: true },
    credentials: ssoCredentials,
    api: {
      line: `POST /api${recovery}/reconciliation/job`,
      body: { ...sso, ignore_warnings: true },
    },
    rest: {
      line: `POST /rest${recovery}/reconciliation/job`,
      body: { spec: { ...sso, ignore_warnings: true } },
    },
    // Without another sign-in it is that of the appliance.
    least: {},
    leastApi: { line: `POST /api${recovery}/reconciliation/job`, body: sso },
    status: 201,
    answers: (payload) => isRecord(payload) && payload.status === 'RUNNING',
  },
  {
    operation: 'restore.job.get',
    api: { line: `GET /api${recovery}/restore/job` },
    rest: { line: `GET /rest${recovery}/restore/job` },
    answers: (payload) => isRecord(payload) && payload.state === 'NONE',
  },
  {
    operation: 'restore.job.create',
    given: { ...restore, ignore_warnings: true },
    credentials: { ...credentials, ...ssoCredentials },
    api: {
      line: `POST /api${recovery}/restore/job`,
      body: { ...restoreBody, ignore_warnings: true },
    },
    rest: {
      line: `POST /rest${recovery}/restore/job`,
      body: { piece: { ...restoreBody, ignore_warnings: true } },
    },
    least: leastBackup,
    leastApi: { line: `POST /api${recovery}/restore/job`, body: { ...leastBackup, ...sso } },
    appliance: { restorable: true },
    status: 201,
    answers: isStatus,
  },
  {
    operation: 'restore.job.cancel',
    api: { line: `POST /api${recovery}/restore/job?action=cancel` },
    rest: { line: `POST /rest${recovery}/restore/job/cancel` },
    prepare: ({ restore: job }) => job.set('INPROGRESS', 40),
    answers: isFine,
  },
  {
    operation: 'restore.validate',
    given: restore,
    credentials: { ...credentials, ...ssoCredentials },
    api: { line: `POST /api${recovery}/restore?action=validate`, body: restoreBody },
    rest: { line: `POST /rest${recovery}/restore/validate`, body: { piece: restoreBody } },
    least: leastBackup,
    leastApi: {
      line: `POST /api${recovery}/restore?action=validate`,
      body: { ...leastBackup, ...sso },
    },
    answers: (payload) => isRecord(payload) && payload.applicable === true,
  },
];
