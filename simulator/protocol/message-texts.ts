/**
 * What the stand-in says, by the id of the message; `{0}`, `{1}` … stand for its arguments. Ids that
 * begin with `com.vmware` or `vapi` are those seen from real appliances. Where none is public, the id
 * begins with `simulator`, so that nobody mistakes it for a real one. Two messages have a German
 * text, which is enough to see that a caller gets the language it asks for.
 */
export const messageTexts = {
  'com.vmware.vapi.authorization.permission.denied':
    'The user is not allowed to run this operation.',
  'com.vmware.vapi.endpoint.cis.ServiceUnavailable': 'Service unavailable.',
  'com.vmware.vapi.endpoint.failedToLoginMaxUserSessionCountReached':
    'User {0} has {1} open sessions, and no more than {2} are allowed.',
  'com.vmware.vapi.rest.operationsForUrlNotFound': 'Unable to find operations for URL {0}.',
  'vapi.bindings.method.impl.unexpected':
    'Unexpected error in the implementation of the operation.',
  'vapi.method.authentication.required': 'This method requires authentication.',
  'vapi.method.input.invalid.interface': 'Cannot find service {0}.',
  'vapi.security.authentication.invalid': 'Unable to authenticate user',

  'simulator.body.invalid': 'The body of the request is not valid: {0}.',
  'simulator.body.unexpected.field': 'The operation has no field {0}.',
  'simulator.free.text': '{0}',
  'simulator.sso.missing': 'The name and password of a single sign-on administrator are needed.',
  'simulator.sso.refused': 'Single sign-on refused the administrator {0}.',

  'simulator.archive.notfound': 'There is no archive {0}.',
  'simulator.backup.cancelled': 'The backup was cancelled.',
  'simulator.backup.completed': 'The backup is complete.',
  'simulator.backup.description.manual': 'Manual backup',
  'simulator.backup.description.scheduled': 'Scheduled backup',
  'simulator.backup.failed': 'The backup did not complete.',
  'simulator.backup.failed.database':
    'Db health is UNHEALTHY, Backup Failed. Disable health check to take backup in critical state.',
  'simulator.backup.failed.exception':
    'BackupManager encountered an exception. Please check logs for details.',
  'simulator.backup.failed.services':
    'Invalid vCenter Server status: All required services are not up! Stopped services: {0}.',
  'simulator.backup.failed.snapshot': 'Full backup not allowed during VM snapshot',
  'simulator.backup.location.unreachable': 'The backup server of {0} cannot be reached.',
  'simulator.backup.not.running': 'The backup {0} has ended, so it cannot be cancelled.',
  'simulator.backup.notfound': 'There is no backup {0}.',
  'simulator.backup.part.unknown': 'There is no part {0}.',
  'simulator.backup.running': 'A backup is running, so nothing else can start.',
  'simulator.backup.transferring': 'Sending the backup to its location.',
  'simulator.location.notfound': 'There is no location {0}.',
  'simulator.part.common.description': 'What an appliance needs to be itself again.',
  'simulator.part.common.name': 'Inventory and configuration',
  'simulator.part.notfound': 'There is no part {0}.',
  'simulator.part.seat.description': 'The history of the inventory, in its database.',
  'simulator.part.seat.name': 'Stats, events and tasks',
  'simulator.part.supervisors.description': 'The control planes of supervisors.',
  'simulator.part.supervisors.name': 'Supervisors control plane',
  'simulator.schedule.exists': 'There is a schedule {0} already.',
  'simulator.schedule.notfound': 'There is no schedule {0}.',

  'simulator.reconciliation.completed': {
    en: 'The reconciliation of {0} is complete.',
    de: 'Der Abgleich von {0} ist abgeschlossen.',
  },
  'simulator.reconciliation.description': 'Reconcile appliance {0} after its restore',
  'simulator.reconciliation.failed': 'The reconciliation did not complete.',
  'simulator.reconciliation.failed.before':
    'The last reconciliation failed, so a new one cannot start.',
  'simulator.reconciliation.job.notfound': {
    en: 'There is no reconciliation job.',
    de: 'Es gibt keinen Abgleichauftrag.',
  },
  'simulator.reconciliation.job.running': 'A reconciliation is running, so nothing else can start.',
  'simulator.reconciliation.not.restored':
    'A reconciliation is possible only after a restore that succeeded.',
  'simulator.reconciliation.partner.down':
    'Partner {0} is not up; what changed there since the backup would be lost.',
  'simulator.reconciliation.partner.skipped': 'Partner {0} was not up and was left out.',
  'simulator.reconciliation.partner.syncing':
    'Taking over what changed at partner {0} since the backup.',
  'simulator.reconciliation.partner.unreachable': 'Partner {0} cannot be reached.',
  'simulator.reconciliation.partners.checking': 'Checking that the partners {0} and {1} are up.',
  'simulator.reconciliation.services.checking': 'Waiting for the services of {0} to be healthy.',
  'simulator.reconciliation.services.starting': 'Starting the services of {0}.',

  'simulator.restore.backup.encrypted':
    'The backup is encrypted, and the password that was given does not open it.',
  'simulator.restore.cancelled': 'The restore was cancelled.',
  'simulator.restore.completed': 'The restore is complete.',
  'simulator.restore.failed': 'The restore did not complete.',
  'simulator.restore.job.broken': 'The operation failed because of an internal error.',
  'simulator.restore.not.allowed':
    'A restore is possible only between the deployment of an appliance and its first boot.',
  'simulator.restore.not.running': 'No restore is running, so none can be cancelled.',
  'simulator.restore.running': 'A restore is running, so nothing else can start.',
} as const;

export type MessageId = keyof typeof messageTexts;
