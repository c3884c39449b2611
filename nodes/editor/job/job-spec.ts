import type { Operation } from '../../../src/appliance/operations/operation';
import { operations } from '../../../src/appliance/operations/recovery-operations';
import { findSecret } from '../secrets';

/** What starts a job of each kind of node. */
const operationOf: Readonly<Record<string, Operation>> = {
  'vcenter-reconciliation-job': operations['reconciliation.job.create'],
  'vcenter-backup-job': operations['backup.job.create'],
  'vcenter-restore-job': operations['restore.job.create'],
};

/** What is wrong with a spec: a word of the locale file, and the field it is about. */
export interface SpecFlaw {
  word: 'object' | 'secret' | 'missing' | 'unknown';
  field: string;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever it is, it is no object; the typed input says where its JSON breaks off.
    return undefined;
  }
}

/**
 * Reads a spec that is saved with the flow, and so is exported with it: secrets have fields of
 * their own, which are not.
 *
 * @param type of the node.
 * @returns the first flaw, or nothing.
 */
export function flawOfSpec(type: string, text: string): SpecFlaw | undefined {
  const spec = parsed(text.trim() || '{}');
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) {
    return { word: 'object', field: '' };
  }
  const secret = findSecret(spec);
  if (secret !== undefined) return { word: 'secret', field: secret };
  const parameters = operationOf[type]?.parameters ?? [];
  const missing = parameters.find(
    ({ name, required, fallback }) =>
      required && fallback === undefined && !Object.hasOwn(spec, name),
  );
  if (missing !== undefined) return { word: 'missing', field: missing.name };
  // The runtime refuses it as well: a slip of the pen would be a backup without its parts.
  const unknown = Object.keys(spec).find((key) => !parameters.some(({ name }) => name === key));
  return unknown === undefined ? undefined : { word: 'unknown', field: unknown };
}
