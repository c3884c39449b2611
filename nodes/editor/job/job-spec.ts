import type { Operation, Parameter } from '../../../src/appliance/operations/operation';
import { kinds } from '../../../src/jobs/job/kinds';
import { flawOfObject, type ObjectFlaw } from '../parameters/object-literal';

/** The operation that starts a job, by the type of the node. */
const operationOf: Readonly<Record<string, Operation>> = {
  'vcenter-reconciliation-job': kinds.reconciliation.create,
  'vcenter-backup-job': kinds.backup.create,
  'vcenter-restore-job': kinds.restore.create,
};

/** @returns the parameters of the operation that starts the job of a node. */
export function parametersOfSpec(type: string): readonly Parameter[] {
  return operationOf[type]?.parameters ?? [];
}

/**
 * @param type of the node.
 * @returns the first flaw of the specification of a job; undefined if there is none.
 */
export function flawOfSpec(type: string, text: string): ObjectFlaw | undefined {
  return flawOfObject(parametersOfSpec(type), text);
}
