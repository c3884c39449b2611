/** What the checks judge: what was measured, and by which thresholds. */

import type { Fault } from '../../appliance/faults/fault';
import type { SeenCertificate } from '../../appliance/http/seen-certificates';
import type { Measured } from '../measure/measure';
import type { Outcome, Parts } from '../measure/parts';
import type { Thresholds } from '../names';

export interface Facts {
  parts: Measured['parts'];
  certificate: SeenCertificate | undefined;
  /** Now by the appliance's own clock (epoch ms); by ours where its answers have no date. */
  now: number;
  thresholds: Thresholds;
  /** Ids and texts of messages of successful backups that are no warning. */
  ignored: readonly string[];
}

/** @returns the value of a part, where it was read. */
export function readingOf<Name extends keyof Parts>(
  parts: Measured['parts'],
  name: Name,
): Parts[Name] | undefined {
  const outcome: Outcome<Parts[Name]> | undefined = parts[name];
  return outcome !== undefined && 'value' in outcome ? outcome.value : undefined;
}

/** @returns why a part could not be read. */
export function faultOf(
  parts: Measured['parts'],
  ...names: readonly (keyof Parts)[]
): Fault | undefined {
  for (const name of names) {
    const outcome = parts[name];
    if (outcome !== undefined && 'fault' in outcome) return outcome.fault;
  }
  return undefined;
}
