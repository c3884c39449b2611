import type { BackupJobs } from '../backups/backup-jobs';
import { type Fault, fault } from '../protocol/faults';
import type { ScriptPlayer } from '../scenarios/script-player';
import type { ReconciliationJob } from './reconciliation-job';
import type { RestoreJob } from './restore-job';

/** What decides whether a job may start. */
interface Jobs {
  readonly backups: BackupJobs;
  readonly restore: RestoreJob;
  readonly reconciliation: ReconciliationJob;
  readonly script: ScriptPlayer;
}

const notRestored = fault('NOT_ALLOWED_IN_CURRENT_STATE', 'simulator.reconciliation.not.restored');

/** Why nothing may start: a job is running. */
export function faultWhileRunning(jobs: Jobs): Fault | undefined {
  const isPretended = jobs.script.phase().start?.refuse === 'backup-running';
  if (isPretended || jobs.backups.isRunning()) {
    return fault('FEATURE_IN_USE', 'simulator.backup.running');
  }
  if (jobs.restore.state() === 'INPROGRESS') {
    return fault('FEATURE_IN_USE', 'simulator.restore.running');
  }
  return jobs.reconciliation.status() === 'RUNNING'
    ? fault('FEATURE_IN_USE', 'simulator.reconciliation.job.running')
    : undefined;
}

/** Why no reconciliation may start. The handbook counts one that failed among the reasons. */
export function faultOfReconciliation(jobs: Jobs): Fault | undefined {
  const running = faultWhileRunning(jobs);
  if (running !== undefined) return running;
  if (jobs.script.phase().start?.refuse === 'not-restored') return notRestored;
  if (jobs.restore.isRestorable() || jobs.restore.state() === 'FAILED') return notRestored;
  return jobs.reconciliation.status() === 'FAILED'
    ? fault('NOT_ALLOWED_IN_CURRENT_STATE', 'simulator.reconciliation.failed.before')
    : undefined;
}

/** Why no restore may start. */
export function faultOfRestore(jobs: Jobs): Fault | undefined {
  const running = faultWhileRunning(jobs);
  if (running !== undefined || jobs.restore.isRestorable()) return running;
  return fault('NOT_ALLOWED_IN_CURRENT_STATE', 'simulator.restore.not.allowed');
}
