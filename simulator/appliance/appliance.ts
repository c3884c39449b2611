import { createBackupJobs } from '../backups/backup-jobs';
import { orderOfSchedule } from '../backups/backup-orders';
import { completeSchedule, defaultRecurrence } from '../backups/default-schedule';
import { createSchedules } from '../backups/schedules';
import { usualRun } from '../scenarios/scenarios';
import { createScriptPlayer } from '../scenarios/script-player';
import type { SimulatedClock } from '../time/clock';
import { lastDue } from '../time/recurrence';
import type { Accounts } from './authentication';
import { createLockouts } from './lockouts';
import { faultWhileRunning } from './may-start';
import { createReconciliationJob } from './reconciliation-job';
import { createRestoreJob } from './restore-job';
import { createSessions } from './sessions';

/** In what appliances differ. */
export interface ApplianceSettings extends Accounts {
  /** Sessions for each user. */
  readonly sessionLimit: number;
  /** Simulated seconds that an account stays locked; on hardened appliances, for ever. */
  readonly lockoutSeconds: number | 'never';
  /** Simulated seconds that a backup takes. */
  readonly backupSeconds: number;
  /** How many backups the default schedule has made before the start. */
  readonly history: number;
  /** Of the appliance, in which its schedules are due. */
  readonly timeZone: string;
  /** Simulated seconds that a restore takes. */
  readonly restoreSeconds: number;
  /** Whether the appliance is deployed and not yet restored, which allows a restore. */
  readonly restorable: boolean;
  /** What is said of the restore job where nothing was ever restored. */
  readonly restoreNever: 'none' | 'error-500';
  /** Whether a restore needs the administrator of single sign-on. */
  readonly ssoLoginRequired: boolean;
  /** Simulated seconds after a restore until its reconciliation begins by itself. */
  readonly reconciliationAfterRestore: number | 'never';
}

/** Everything that operations work on. */
export type Appliance = ReturnType<typeof createAppliance>;

/**
 * Puts an appliance together, with its default schedule and the backups that this one made before.
 * `onPhase` is called as each phase of the script begins.
 * @throws {RangeError} for an unknown time zone
 */
export function createAppliance(
  settings: ApplianceSettings,
  clock: SimulatedClock,
  onPhase: () => void,
) {
  const { timeZone, history, backupSeconds, reconciliationAfterRestore } = settings;
  const reconciliation = createReconciliationJob(clock);
  // The reconciliation that follows a restore by itself has a script of its own, so that a scenario
  // whose services are down just then stays down, and comes up again.
  const afterRestore = createScriptPlayer(clock, reconciliation.enter);
  const script = createScriptPlayer(clock, (phase, since, isFirst) => {
    if (phase.job !== undefined) afterRestore.play([{}]);
    reconciliation.enter(phase, since, isFirst);
    onPhase();
  });
  const restore = createRestoreJob(
    clock,
    settings.restoreSeconds,
    settings.restorable,
    (restored) => {
      // What is restored has no job; one that begins later is a new one.
      afterRestore.play([{ job: 'none' }], restored);
      if (reconciliationAfterRestore === 'never') return;
      const begin = restored + reconciliationAfterRestore * 1000;
      clock.at(begin, () => {
        const run = script.phase().start?.run ?? usualRun;
        if (reconciliation.status() === undefined) afterRestore.play(run, begin);
      });
    },
  );
  const backups = createBackupJobs(clock, backupSeconds);
  const jobs = { script, reconciliation, restore, backups };
  const schedules = createSchedules(clock, timeZone, (schedule, time) => {
    // A scheduled backup that cannot start is left out, and nothing reports it.
    if (faultWhileRunning(jobs) === undefined) backups.start(orderOfSchedule(schedule), time);
  });

  const now = clock.now().getTime();
  const recurrence_info = defaultRecurrence(timeZone, now);
  const schedule = completeSchedule({ recurrence_info, retention_info: { max_count: 7 } });
  schedules.set('default', schedule);
  let due = lastDue(recurrence_info, timeZone, now);
  for (let count = 0; count < history && due !== undefined; count++) {
    const end = { time: due + backupSeconds * 1000, state: 'SUCCEEDED', messages: [] } as const;
    backups.addEnded(orderOfSchedule(schedule), due, end);
    due = lastDue(recurrence_info, timeZone, due);
  }

  // A copy, because the password may be changed.
  const accounts: Accounts = { ...settings };
  const sessions = createSessions(clock, settings.sessionLimit);
  const lockouts = createLockouts(clock, settings.lockoutSeconds);
  return { ...jobs, clock, settings, accounts, sessions, lockouts, schedules };
}
