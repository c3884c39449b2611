import type { Appliance } from '../appliance/client';
import { Fault } from '../appliance/faults/fault';
import { operations } from '../appliance/operations/tables/recovery-operations';
import { isRecord } from '../messages/record';
import { sentence } from '../messages/sentence';
import type { ScheduleFields } from './properties';

/** The name of the only schedule that vCenter's own management interface creates. */
const usualId = 'default';

/** A schedule of an appliance. */
export interface FoundSchedule {
  id: string;
  /** As the appliance reports it; null where there is none. */
  fields: ScheduleFields | null;
  /** The id of another schedule of the appliance, if it has any. */
  other?: string;
}

/** @returns the schedules of the appliance, by their ids. */
async function readSchedules({ identity, call }: Appliance): Promise<Map<string, ScheduleFields>> {
  const { payload } = await call(operations['backup.schedules.list']);
  const entries = Object.entries(isRecord(payload) ? payload : {});
  return new Map(
    entries.map(([id, fields]) => {
      if (isRecord(fields)) return [id, fields];
      const sentences = [sentence('unexpected-answer', { appliance: identity.name })];
      throw new Fault({ code: 'INVALID_RESPONSE', sentences });
    }),
  );
}

/**
 * @param id empty for the only schedule of the appliance; of several, the usual one.
 * @throws Fault INVALID_REQUEST where it has several, and none with the usual id.
 */
export async function findSchedule(appliance: Appliance, id: string): Promise<FoundSchedule> {
  const schedules = await readSchedules(appliance);
  const ids = [...schedules.keys()];
  const [first = usualId] = ids;
  const found = id || (ids.length > 1 ? usualId : first);
  const fields = schedules.get(found) ?? null;
  if (id === '' && fields === null && ids.length > 0) {
    const sentences = [sentence('schedules-several', { appliance: appliance.identity.name })];
    throw new Fault({ code: 'INVALID_REQUEST', sentences });
  }
  const other = ids.find((known) => known !== found);
  return { id: found, fields, ...(other === undefined ? {} : { other }) };
}
