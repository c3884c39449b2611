/**
 * What the dialogs share, as the global `vcenterRecovery` that each node's html calls. The
 * registrations themselves stay in the html, as literals: the Flow Library reads them there.
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
