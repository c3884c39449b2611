export type { Answer, AnswerFunction, Answers, Manner } from './answers';
export type { Clock } from './clock';
export type { Counters, Operations, SimulatedRequest } from './journal';
export type { Message } from './messages';
export type { AnswerReport, SimulatorOptions } from './options';
export type { Operation } from './routes';
export { type Scenario, scenarios } from './scenarios';
export type { ErrorShape, JobPhase, Phase, Script, Side, StartRule, TroubleName } from './script';
export { type Simulator, startSimulator } from './simulator';
