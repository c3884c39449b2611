import type { Operation } from '../protocol/routes';
import { archiveOperations } from './archives';
import { backupOperations } from './backups';
import type { OperationTable } from './operation';
import { reconciliationOperations } from './reconciliation';
import { restoreOperations } from './restore';
import { scheduleOperations } from './schedules';
import { sessionOperations } from './sessions';
import { systemOperations } from './system';

/** What the stand-in does when it is asked for an operation. */
export const operations: OperationTable<Operation> = {
  ...sessionOperations,
  ...systemOperations,
  ...backupOperations,
  ...scheduleOperations,
  ...archiveOperations,
  ...reconciliationOperations,
  ...restoreOperations,
};
