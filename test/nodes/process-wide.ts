/** What all appliances of a process share, made for a single test. */
import type { ProcessWide } from '../../nodes/appliance/appliance-node';
import { createSignIns } from '../../src/appliance/sign-in/lockout-guard';
import { type Clock, systemClock } from '../../src/clock';

const register: (
  runtime: never,
  processWide: ProcessWide,
) => void = require('../../nodes/vcenter-appliance');

/** @returns the module of the appliance, with a clock and a record of sign-ins of the test's own. */
export function applianceModule(
  clock: Clock = systemClock,
  signIns = createSignIns(clock),
): (runtime: never) => void {
  const seen = { seenAppliances: new Set<string>(), seenCertificates: new Map() };
  const processWide = { clock, signIns, ...seen };
  return (runtime) => register(runtime, processWide);
}
