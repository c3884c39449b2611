export type { RestoreState } from './appliance/restore-job';
export type { BackupEnding, BackupState, BackupType } from './backups/backup-jobs';
export type { ScheduleInfo } from './backups/schedules';
export type {
  BackupSteering,
  BackupWish,
  RestoreSteering,
  ScheduleSteering,
  SimulatedBackup,
  Steering,
} from './control/test-controls';
export type { AnswerReport, SimulatorOptions } from './options';
export type { Message } from './protocol/messages';
export type { Operation } from './protocol/routes';
export { type Scenario, scenarios } from './scenarios/scenarios';
export type {
  ErrorShape,
  JobPhase,
  Phase,
  Script,
  Side,
  StartRule,
  TroubleName,
} from './scenarios/script';
export type { Answer, AnswerFunction, Answers, Manner } from './server/prepared-answers';
export type { Counters, Operations, SimulatedRequest } from './server/request-log';
export { type Simulator, startSimulator } from './simulator';
export { specificationPath, validateRequest } from './specification/specification';
export type { Clock } from './time/clock';
export type { DayOfWeek, Recurrence } from './time/recurrence';
