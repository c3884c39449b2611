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
} from './appliance-dialog';
export { endConnectionTest } from './connection-test';
export { checkJob, jobLabel, jobOutputLabel, prepareJob } from './job-dialog';
export {
  checkMonitor,
  monitorLabel,
  monitorOutputLabel,
  prepareMonitor,
} from './monitor-dialog';
export {
  checkRecovery,
  prepareRecovery,
  recoveryLabel,
  recoveryOutputLabel,
  saveRecovery,
} from './recovery-dialog';
export { saveTarget } from './target';
