/** What all appliances of a process share, made for a single test. */
import type { ProcessWide } from '../../nodes/appliance/appliance-node';
import { createSignIns } from '../../src/appliance/sign-in/lockout-guard';
import { type Clock, systemClock } from '../../src/clock';
import { createFirstPolls } from '../../src/jobs/watch/first-polls';
import { createSpacing } from '../../src/spacing';

const register: (
  runtime: never,
  processWide: ProcessWide,
) => void = require('../../nodes/vcenter-appliance');

/** @returns the module of the appliance, with what a process has once, of the test's own. */
export function applianceModule(
  clock: Clock = systemClock,
  signIns = createSignIns(clock),
): (runtime: never) => void {
  const seen = { seenAppliances: new Set<string>(), seenCertificates: new Map() };
  const spread = { firstPolls: createFirstPolls(clock), logouts: createSpacing(clock) };
  const processWide = { clock, signIns, ...seen, ...spread };
  return (runtime) => register(runtime, processWide);
}
