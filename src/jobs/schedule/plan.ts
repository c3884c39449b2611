/** The backups that an appliance starts by itself: its schedules, and the time zone they are in. */
import type { Appliance } from '../../appliance/client';
import { Fault } from '../../appliance/faults/fault';
import { systemOperations } from '../../appliance/operations/further-operations';
import { operations } from '../../appliance/operations/recovery-operations';
import { isRecord } from '../../messages/record';
import { sentence } from '../../messages/sentence';
import { isTimeZone, type Schedule } from './due-times';

/** The schedules of an appliance, and the time zone that their times are in. */
export interface Plan {
  schedules: readonly Schedule[];
  timeZone: string;
}

const dayNames = [
  'SUNDAY',
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
] as const;

/** @returns the schedules of an answer that are enabled and recur; none for any other answer. */
export function readSchedules(payload: unknown): Schedule[] {
  return Object.entries(isRecord(payload) ? payload : {}).flatMap(([name, info]) => {
    if (!isRecord(info) || info.enable === false || !isRecord(info.recurrence_info)) return [];
    const { hour, minute, days } = info.recurrence_info;
    if (typeof hour !== 'number' || typeof minute !== 'number') return [];
    const named = Array.isArray(days) ? days : [];
    const chosen = dayNames.flatMap((day, index) => (named.includes(day) ? [index] : []));
    // Without days it runs every day.
    return [
      { name, hour, minute, days: chosen.length > 0 ? chosen : dayNames.map((_, day) => day) },
    ];
  });
}

async function readPlan(appliance: Appliance): Promise<Plan> {
  const { payload } = await appliance.call(operations['backup.schedules.list'], { retry: false });
  const { timeZone: operation } = systemOperations;
  const { payload: zone } = await appliance.call(operation, { retry: false });
  if (typeof zone === 'string' && isTimeZone(zone)) {
    return { schedules: readSchedules(payload), timeZone: zone };
  }
  const { identity } = appliance;
  const shown = String(zone).slice(0, 40);
  throw new Fault({
    code: 'INVALID_RESPONSE',
    sentences: [sentence('unknown-time-zone', { appliance: identity.name, zone: shown })],
    operation: operation.name,
    appliance: { ...identity },
  });
}

const plans = new WeakMap<Appliance, { plan: Promise<Plan>; at: number }>();

/**
 * The plan of an appliance, read once for all monitors of it.
 *
 * @param age how old (ms) it may be.
 * @param now ms on a clock that never goes back.
 * @throws Fault as any read does, and INVALID_RESPONSE for a time zone that is not known here.
 */
export function planOf(appliance: Appliance, age: number, now: number): Promise<Plan> {
  const known = plans.get(appliance);
  if (known !== undefined && now - known.at <= age) return known.plan;
  const plan = readPlan(appliance);
  plans.set(appliance, { plan, at: now });
  // A failed read is not kept. Who asked for the plan handles the rejection.
  plan.catch(() => {
    if (plans.get(appliance)?.plan === plan) plans.delete(appliance);
  });
  return plan;
}

/** To be called when a schedule of the appliance has been changed: its plan is read anew. */
export function forgetPlan(appliance: Appliance): void {
  plans.delete(appliance);
}
