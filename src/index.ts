/**
 * What other packages and function nodes can use: the shapes of what a flow sees, the types of the
 * recovery API, and the table of its operations. Node-RED loads the nodes, not this.
 */

export type { ApplianceIdentity, FaultCode, FaultReport } from './appliance/faults';
export type { AnswerKind, Operation, Parameter, ParameterType } from './appliance/operation';
export { type OperationName, operations } from './appliance/operations';
export type { RecoveryApi } from './appliance/recovery-api';
export type * from './appliance/recovery-structures';
export type * from './appliance/vapi-structures';
export type { AttentionReason, BackupDetails, Job, JobKind, JobState } from './jobs/job';
