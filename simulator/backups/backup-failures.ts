import { message } from '../protocol/messages';

/** Why backups fail, in the words seen of real appliances (6.5 to 9.0); their ids are not public. */
export const backupFailures = {
  exception: message('simulator.backup.failed.exception'),
  'database-unhealthy': message('simulator.backup.failed.database'),
  'services-stopped': message('simulator.backup.failed.services', 'vmware-vapi-endpoint, vpxd'),
  snapshot: message('simulator.backup.failed.snapshot'),
};

/** What makes a backup fail. */
export type BackupFailure = keyof typeof backupFailures;
