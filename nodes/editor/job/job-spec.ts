import { checkParameters } from '../../../src/appliance/operations/check-parameters';
import type { Operation, Parameter } from '../../../src/appliance/operations/operation';
import { secretFieldIn } from '../../../src/appliance/operations/secrets';
import { kinds } from '../../../src/jobs/job/kinds';
import { isRecord } from '../../../src/messages/record';
import { type LiteralFlaw, readLiteral } from '../literals';

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

/** What is wrong with a specification: one of its parameters, or that it is not an object. */
export interface SpecFlaw {
  word: LiteralFlaw['word'] | 'object';
  parameter?: string;
  detail?: string;
}

/**
 * Checks a specification that is saved, and therefore exported, with the flow, as the runtime does.
 * Secrets belong in fields of their own, which are not exported.
 *
 * @param type of the node.
 * @returns the first flaw; undefined if there is none.
 */
export function flawOfSpec(type: string, text: string): SpecFlaw | undefined {
  const literal = readLiteral({ value: text.trim() === '' ? '{}' : text, type: 'json' });
  if (literal === undefined) return undefined;
  // The typed input itself shows where the JSON is invalid.
  if ('word' in literal || !isRecord(literal.value)) return { word: 'object' };
  const secret = secretFieldIn(literal.value);
  if (secret !== undefined) return { word: 'secret', parameter: secret };
  const checked = checkParameters(parametersOfSpec(type), literal.value);
  return 'flaw' in checked ? checked.flaw : undefined;
}
