/** An appliance as it was assessed by the default checks. */
import { type Assessment, assessmentOf } from '../../../src/checks/assess';
import { type CheckName, defaultChecks } from '../../../src/checks/names';
import { englishWords } from '../../../src/messages/sentence';
import { type Differences, facts, now } from './measured';

export function assessment(
  name = 'vc-a',
  differences: Differences = {},
  checks: readonly CheckName[] = defaultChecks,
): Assessment {
  const ofAppliance = facts(differences);
  return assessmentOf(
    {
      identity: { id: `id of ${name}`, name, host: `${name}.lab.example` },
      words: englishWords,
      facts: ofAppliance,
      measured: { parts: ofAppliance.parts, at: now, seconds: 0.75 },
      connection: 'api',
    },
    checks,
  );
}
