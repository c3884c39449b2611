import type { Appliance } from '../appliance/client';
import { sentence } from '../messages/sentence';
import { carryOut } from './carry-out';
import { findSchedule } from './find';
import type { ScheduleOutcome } from './outcome';
import { contentsOf } from './properties';

/**
 * Removes a schedule, if there is one with this id.
 *
 * @throws Fault as the operation and the reads around it do.
 */
export async function removeSchedule(
  appliance: Appliance,
  { id, checkOnly }: { id: string; checkOnly: boolean },
): Promise<ScheduleOutcome> {
  const found = await findSchedule(appliance, id);
  const { fields } = found;
  if (fields === null) {
    const { name } = appliance.identity;
    return {
      facts: { id, before: null, after: null, changes: [], changed: false, checkOnly },
      sentences: [sentence('schedule-absent', { appliance: name, schedule: id })],
    };
  }
  const differences = contentsOf(fields);
  return carryOut(
    appliance,
    found,
    {
      way: 'remove',
      parameters: {},
      differences,
      passwords: [],
      remaining: (after) => (after === null ? [] : differences),
    },
    checkOnly,
  );
}
