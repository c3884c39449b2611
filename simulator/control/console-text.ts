import type { AnswerReport } from '../server/handle-request';
import type { Manner } from '../server/prepared-answers';
import type { SimulatedRequest } from '../server/request-log';

/** What a person needs to know to use a simulator. */
interface Access {
  readonly url: string;
  readonly managementPort: number;
  readonly controlUrl: string;
  readonly username: string;
  readonly password: string;
  readonly rootPassword: string;
  readonly fingerprint: string;
}

/** The text for a simulator that has just started. */
export function introduction(access: Access, scenario: string, caFile: string): string {
  const { url, username, password, rootPassword, controlUrl, fingerprint } = access;
  const management = new URL(url);
  management.port = `${access.managementPort}`;
  const curl = `curl --cacert ${caFile}`;
  const job = 'appliance/recovery/reconciliation/job';
  const backups = 'appliance/recovery/backup/job';
  return `A stand-in appliance is ready.

  API           ${url}
  user          ${username}
  password      ${password}
  management    ${management.origin} (user root, password ${rootPassword})
  authority     ${caFile}
  fingerprint   ${fingerprint}
  scenario      ${scenario}
  control       ${controlUrl}

Try:
  ${curl} -u '${username}:${password}' ${url}/api/${job}
  ${curl} -u '${username}:${password}' -X POST ${url}/api/session
  ${curl} -u 'root:${rootPassword}' ${management.origin}/rest/${job}
  ${curl} -u '${username}:${password}' ${url}/api/${backups}/details
  curl --data found-failed ${controlUrl}/scenario
  curl --request POST ${controlUrl}/backups

Ctrl-C ends it.
`;
}

/** A request and what came of it, as one line. */
export function requestLine(request: SimulatedRequest, { status, how }: AnswerReport): string {
  const time = request.time.toISOString().slice(11, 19);
  return `${time}  ${requestText(request)}, ${authentications[request.authentication]}: ${results[how](status)}`;
}

function requestText({ operation, method, path }: SimulatedRequest): string {
  return operation === 'unknown'
    ? `${method} ${path}, which is no operation`
    : operationTexts[operation];
}

const operationTexts: Readonly<Record<Exclude<SimulatedRequest['operation'], 'unknown'>, string>> =
  {
    'session.create': 'Open a session',
    'session.get': 'Look at the session',
    'session.delete': 'End the session',
    'recovery.get': 'Ask whether recovery is supported',
    'backup.job.create': 'Start a backup',
    'backup.job.list': 'List the backup jobs',
    'backup.job.get': 'Get a backup job',
    'backup.job.cancel': 'Cancel a backup',
    'backup.job.details.list': 'List the details of backup jobs',
    'backup.parts.list': 'List the parts of a backup',
    'backup.parts.get': 'Get the size of a part',
    'backup.schedules.list': 'List the backup schedules',
    'backup.schedules.get': 'Get a backup schedule',
    'backup.schedules.create': 'Create a backup schedule',
    'backup.schedules.update': 'Change a backup schedule',
    'backup.schedules.delete': 'Delete a backup schedule',
    'backup.schedules.run': 'Run a backup schedule',
    'backup.system-name.list': 'List the systems at a backup location',
    'backup.system-name.archives.list': 'List the archives of a system',
    'backup.system-name.archives.get': 'Get an archive',
    'backup.validate': 'Check a backup request',
    'reconciliation.job.get': 'Get the reconciliation job',
    'reconciliation.job.create': 'Start a reconciliation',
    'restore.job.get': 'Get the restore job',
    'restore.job.create': 'Start a restore',
    'restore.job.cancel': 'Cancel the restore',
    'restore.validate': 'Check a restore request',
    'system.version': 'Get the version',
    'system.timezone.get': 'Get the time zone',
    'health.database-storage.get': 'Get the health of the database storage',
    'health.storage.get': 'Get the health of the storage',
    'health.applmgmt.get': 'Get the health of the appliance management',
    'health.database.get': 'Get the health of the database',
    'local-accounts.root.get': 'Get the account root',
  };

const authentications: Readonly<Record<SimulatedRequest['authentication'], string>> = {
  none: 'by nobody',
  session: 'by session',
  basic: 'by user and password',
  authorization: 'by an authorization of its own',
};

const results: Readonly<Record<Manner, (status: number) => string>> = {
  answer: (status) => `answered ${status}`,
  reset: () => 'the connection is reset',
  never: () => 'left without an answer',
  drip: (status) => `answered ${status}, a byte at a time`,
  'reset-mid-body': (status) => `answered ${status}, and the connection is reset halfway`,
};
