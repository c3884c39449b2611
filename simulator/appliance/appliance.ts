import { createBackups } from '../backups/backup-jobs';
import { courseOf, orderOfSchedule } from '../backups/backup-orders';
import { usualRecurrence, usualSchedule } from '../backups/default-schedule';
import { createSchedules, type Schedule } from '../backups/schedules';
import type { Settings } from '../options';
import { usualRun } from '../scenarios/scenarios';
import type { Phase } from '../scenarios/script';
import { createStage } from '../scenarios/script-player';
import type { DrivenClock } from '../time/clock';
import { lastDue } from '../time/recurrence';
import type { ApplianceState } from './call';
import { runningNow } from './may-start';
import { createReconciliationSlot } from './reconciliation-job';
import { createRestore } from './restore-job';
import { createSessions } from './sessions';

/**
 * Puts an appliance together, with its usual schedule and the backups that this one made before.
 * `entered` hears of each phase of the script as it begins.
 * @throws {RangeError} for a time zone that there is none by that name
 */
export function createState(
  settings: Settings,
  clock: DrivenClock,
  entered: (phase: Phase) => void,
): ApplianceState {
  const reconciliation = createReconciliationSlot(clock);
  // The reconciliation that follows a restore by itself has a course of its own, so that a script
  // whose services are down just then goes on being down, and comes up again.
  const afterRestore = createStage(clock, reconciliation.enter);
  const stage = createStage(clock, (phase, since, first) => {
    if (phase.job !== undefined) afterRestore.play([{}]);
    reconciliation.enter(phase, since, first);
    entered(phase);
  });
  const backups = createBackups(clock, settings.backupSeconds);
  const schedules = createSchedules(clock, settings.timeZone, runScheduled);
  const { reconciliationAfterRestore: pause } = settings;
  const restore = createRestore(clock, settings.restoreSeconds, settings.restorable, (time) => {
    // What is restored has no job; one that begins later is a new one.
    afterRestore.play([{ job: 'none' }], time);
    if (pause === 'never') return;
    const begin = time + pause * 1000;
    clock.at(begin, () => {
      const run = stage.phase().start?.run ?? usualRun;
      if (reconciliation.status() === undefined) afterRestore.play(run, begin);
    });
  });
  const state: ApplianceState = {
    clock,
    accounts: settings.accounts,
    sessions: createSessions(clock, settings.sessionIdleSeconds, settings.sessionLimit),
    stage,
    reconciliation,
    backups,
    schedules,
    restore,
    nextBackups: 'SUCCEEDED',
    habits: settings.habits,
  };

  /** A scheduled backup that cannot start is left out, and nothing tells of it. */
  function runScheduled(schedule: Schedule, time: number): void {
    if (runningNow(state) !== undefined) return;
    const order = orderOfSchedule(schedule);
    backups.begin(order, courseOf(order, state.nextBackups, time));
  }

  const { timeZone, history, backupSeconds } = settings;
  const begin = clock.now().getTime();
  const recurrence = usualRecurrence(timeZone, begin);
  const usual = usualSchedule(recurrence);
  let due: number | undefined = begin;
  for (let count = 0; count < history && due !== undefined; count++) {
    due = lastDue(recurrence, timeZone, due);
    if (due === undefined) break;
    const end = { time: due + backupSeconds * 1000, state: 'SUCCEEDED', messages: [] } as const;
    backups.record(orderOfSchedule(usual), due, end);
  }
  schedules.set('default', usual);
  return state;
}
