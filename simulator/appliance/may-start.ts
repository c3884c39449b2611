import {
  backupRunning,
  type Fault,
  notRestored,
  reconciliationFailedBefore,
  reconciliationRunning,
  restoreNotAllowed,
  restoreRunning,
} from '../protocol/faults';
import type { ApplianceState } from './call';

/** What runs now, and lets nothing else of this kind start. */
export function runningNow(state: ApplianceState): Fault | undefined {
  const isPretended = state.stage.phase().start?.refuse === 'backup-running';
  if (isPretended || state.backups.running() !== undefined) return backupRunning;
  if (state.restore.state() === 'INPROGRESS') return restoreRunning;
  return state.reconciliation.status() === 'RUNNING' ? reconciliationRunning : undefined;
}

/** Why no reconciliation can start now. A failed one stands in the way too, says the handbook. */
export function obstacleToReconciliation(state: ApplianceState): Fault | undefined {
  const running = runningNow(state);
  if (running !== undefined) return running;
  if (state.stage.phase().start?.refuse === 'not-restored') return notRestored;
  if (state.restore.restorable || state.restore.state() === 'FAILED') return notRestored;
  return state.reconciliation.status() === 'FAILED' ? reconciliationFailedBefore : undefined;
}

/** Why no restore can start now. */
export function obstacleToRestore(state: ApplianceState): Fault | undefined {
  return runningNow(state) ?? (state.restore.restorable ? undefined : restoreNotAllowed);
}
