/**
 * The global `vcenterRecovery`, which the HTML of each node uses for its dialog. The registrations
 * themselves are literals in the HTML, because the Flow Library reads them there.
 */
export {
  checkAppliance,
  checkCredential,
  checkProxy,
  checkTls,
  prepareAppliance,
  saveAppliance,
} from './appliance/appliance-dialog';
export { endConnectionTest } from './appliance/connection-test';
export {
  checkSchedule,
  prepareSchedule,
  scheduleLabel,
  scheduleOutputLabel,
} from './backup-schedule/schedule-dialog';
export {
  checkLabel,
  checkOutputLabel,
  prepareCheck,
  saveCheck,
  validateCheck,
} from './check/check-dialog';
export { checkJob, jobLabel, jobOutputLabel, prepareJob } from './job/job-dialog';
export {
  checkMonitor,
  monitorLabel,
  monitorOutputLabel,
  prepareMonitor,
} from './monitor/monitor-dialog';
export {
  checkRecovery,
  prepareRecovery,
  recoveryLabel,
  recoveryOutputLabel,
  saveRecovery,
} from './recovery/recovery-dialog';
export { saveTarget } from './target';
