import type { Appliance } from '../appliance/client';
import { sentence } from '../messages/sentence';
import { findSchedule } from './find';
import type { ScheduleOutcome } from './outcome';

/**
 * @param id empty for the schedule that there is.
 * @throws Fault as any read does, and INVALID_REQUEST where only an id could tell which one is meant.
 */
export async function getSchedule(
  appliance: Appliance,
  { id, checkOnly }: { id: string; checkOnly: boolean },
): Promise<ScheduleOutcome> {
  const found = await findSchedule(appliance, id);
  const { fields } = found;
  const key = fields === null ? 'schedule-absent' : 'schedule-present';
  const sentences = [sentence(key, { appliance: appliance.identity.name, schedule: found.id })];
  const facts = { id: found.id, before: fields, after: fields, changes: [], changed: false };
  return { facts: { ...facts, checkOnly }, sentences };
}
