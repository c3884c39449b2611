import { checkParameters } from '../../../src/appliance/operations/check-parameters';
import type { Operation } from '../../../src/appliance/operations/operation';
import { secretFieldIn } from '../../../src/appliance/operations/secrets';
import { kinds } from '../../../src/jobs/job/kinds';
import { isRecord } from '../../../src/messages/record';
import { readLiteral, type WrittenFlaw } from '../literals';

/** What starts a job of each kind of node. */
const operationOf: Readonly<Record<string, Operation>> = {
  'vcenter-reconciliation-job': kinds.reconciliation.create,
  'vcenter-backup-job': kinds.backup.create,
  'vcenter-restore-job': kinds.restore.create,
};

/** What is wrong with a spec: with one of its parameters, or that it is no object. */
export interface SpecFlaw {
  word: WrittenFlaw['word'] | 'object';
  parameter?: string;
  detail?: string;
}

/**
 * Looks for what the runtime would refuse about a spec that is saved with the flow, and so is
 * exported with it: secrets have fields of their own, which are not.
 *
 * @param type of the node.
 * @returns the first flaw, or nothing.
 */
export function flawOfSpec(type: string, text: string): SpecFlaw | undefined {
  const literal = readLiteral({ value: text.trim() === '' ? '{}' : text, type: 'json' });
  if (literal === undefined) return undefined;
  // The typed input says where its JSON breaks off.
  if ('word' in literal || !isRecord(literal.value)) return { word: 'object' };
  const secret = secretFieldIn(literal.value);
  if (secret !== undefined) return { word: 'secret', parameter: secret };
  const checked = checkParameters(operationOf[type]?.parameters ?? [], literal.value);
  return 'flaw' in checked ? checked.flaw : undefined;
}
