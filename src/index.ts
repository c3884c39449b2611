/**
 * What other packages and function nodes can use: the shapes of what a flow sees, the types of the
 * recovery API, and the table of its operations. Node-RED loads the nodes, not this.
 */

export type { ApplianceIdentity, FaultReport } from './appliance/faults/fault';
export type { FaultCode } from './appliance/faults/fault-codes';
export type {
  AnswerKind,
  Operation,
  Parameter,
  ParameterType,
} from './appliance/operations/operation';
export type { RecoveryApi } from './appliance/operations/structures/recovery-api';
export type * from './appliance/operations/structures/recovery-structures';
export type * from './appliance/operations/structures/vapi-structures';
export { type OperationName, operations } from './appliance/operations/tables/recovery-operations';
export type {
  Advice,
  AttentionReason,
  BackupDetails,
  Job,
  JobKind,
  JobState,
} from './jobs/job/job';
export type { KnownCause } from './jobs/job/known-causes';
