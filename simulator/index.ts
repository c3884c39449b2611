export type { Answer, AnswerFunction, Answers, Manner } from './answers';
export type { BackupEnding, BackupState, BackupType } from './backups';
export type { Clock } from './clock';
export type { Counters, Operations, SimulatedRequest } from './journal';
export type { Message } from './messages';
export type { AnswerReport, SimulatorOptions } from './options';
export type { DayOfWeek, Recurrence } from './recurrence';
export type { RestoreState } from './restore';
export type { Operation } from './routes';
export { type Scenario, scenarios } from './scenarios';
export type { ScheduleInfo } from './schedules';
export type { ErrorShape, JobPhase, Phase, Script, Side, StartRule, TroubleName } from './script';
export { type Simulator, startSimulator } from './simulator';
export { specificationPath, validateRequest } from './specification';
export type {
  BackupSteering,
  BackupWish,
  RestoreSteering,
  ScheduleSteering,
  SimulatedBackup,
  Steering,
} from './steering';
