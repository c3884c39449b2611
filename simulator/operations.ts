import type { OperationTable } from './call';
import { archiveOperations } from './operations/archives';
import { backupOperations } from './operations/backups';
import { reconciliationOperations } from './operations/reconciliation';
import { restoreOperations } from './operations/restore';
import { scheduleOperations } from './operations/schedules';
import { sessionOperations } from './operations/sessions';
import { systemOperations } from './operations/system';
import type { Operation } from './routes';

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
