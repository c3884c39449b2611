/** The backups that an appliance starts by itself: its schedules, and the time zone they are in. */
import type { Appliance } from '../../appliance/client';
import { Fault } from '../../appliance/faults/fault';
import { daysOfWeek } from '../../appliance/operations/structures/days-of-week';
import { systemOperations } from '../../appliance/operations/tables/further-operations';
import { operations } from '../../appliance/operations/tables/recovery-operations';
import type { Clock } from '../../clock';
import { isRecord, stringOf } from '../../messages/record';
import { sentence } from '../../messages/sentence';
import { isTimeZone, type Schedule } from './due-times';

/** A schedule that exists and starts no backup. */
export interface IdleSchedule {
  name: string;
  reason: 'disabled' | 'without-recurrence';
}

/** The schedules of an appliance, and the time zone that their times are in. */
export interface Plan {
  /** Those that start backups. */
  schedules: readonly Schedule[];
  /** The others; absent where there are none. */
  idle?: readonly IdleSchedule[];
  timeZone: string;
  /**
   * When (epoch ms) this process noticed that the schedules differ from those it had read before.
   * Absent for the first that it reads: how long those have been there nobody can know.
   */
  changedAt?: number;
}

/** As `Date.getDay` counts them: Sunday is 0. */
const dayNames = [...daysOfWeek.slice(-1), ...daysOfWeek.slice(0, -1)];

function asSchedule(name: string, info: Record<string, unknown>): Schedule | IdleSchedule {
  if (info.enable === false) return { name, reason: 'disabled' };
  const { hour, minute, days } = isRecord(info.recurrence_info) ? info.recurrence_info : {};
  if (typeof hour !== 'number' || typeof minute !== 'number') {
    return { name, reason: 'without-recurrence' };
  }
  const named = Array.isArray(days) ? days : [];
  const chosen = dayNames.flatMap((day, index) => (named.includes(day) ? [index] : []));
  // Without days it runs every day.
  return { name, hour, minute, days: chosen.length > 0 ? chosen : dayNames.map((_, day) => day) };
}

/** An appliance has a few; of more than this, judging would stop Node-RED for seconds. */
const mostSchedules = 100;

function readAll(payload: unknown): (Schedule | IdleSchedule)[] {
  const entries = Object.entries(isRecord(payload) ? payload : {}).slice(0, mostSchedules);
  return entries.flatMap(([name, info]) => (isRecord(info) ? [asSchedule(name, info)] : []));
}

/** @returns the schedules of an answer that are enabled and recur; none for any other answer. */
export function readSchedules(payload: unknown): Schedule[] {
  return readAll(payload).filter((schedule) => 'hour' in schedule);
}

/** @returns the schedules of an answer that start no backup. */
export function readIdleSchedules(payload: unknown): IdleSchedule[] {
  return readAll(payload).filter((schedule) => 'reason' in schedule);
}

/** The plan read last, and since when (epoch ms) it is another one than before. */
interface LastPlan {
  key: string;
  changedAt?: number;
}

const lastPlans = new WeakMap<Appliance, LastPlan>();

function withChange(appliance: Appliance, plan: Plan, now: number): Plan {
  const key = JSON.stringify([plan.schedules, plan.timeZone]);
  const last = lastPlans.get(appliance);
  const current = last?.key === key ? last : { key, ...(last ? { changedAt: now } : {}) };
  lastPlans.set(appliance, current);
  const { changedAt } = current;
  return changedAt === undefined ? plan : { ...plan, changedAt };
}

/**
 * @param payload the appliance's answer to `backup.schedules.list`.
 * @param zone its answer to the question for its time zone.
 * @param now when it answered (epoch ms), by its own clock if it has said so.
 * @returns the plan; undefined for a time zone that is not known here.
 */
export function planOfAnswers(
  appliance: Appliance,
  payload: unknown,
  zone: unknown,
  now: number,
): Plan | undefined {
  if (typeof zone !== 'string' || !isTimeZone(zone)) return undefined;
  const idle = readIdleSchedules(payload);
  const plan = {
    schedules: readSchedules(payload),
    ...(idle.length > 0 ? { idle } : {}),
    timeZone: zone,
  };
  return withChange(appliance, plan, now);
}

async function readPlan(appliance: Appliance, clock: Clock): Promise<Plan> {
  const { payload } = await appliance.call(operations['backup.schedules.list'], { retry: false });
  const { timeZone: operation } = systemOperations;
  const { payload: zone, date } = await appliance.call(operation, { retry: false });
  const plan = planOfAnswers(appliance, payload, zone, date ?? clock.wallNow());
  if (plan !== undefined) return plan;
  const { identity } = appliance;
  const shown = stringOf(zone).slice(0, 40);
  throw new Fault({
    code: 'INVALID_RESPONSE',
    sentences: [sentence('unknown-time-zone', { appliance: identity.name, zone: shown })],
    operation: operation.name,
    appliance: { ...identity },
  });
}

const plans = new WeakMap<Appliance, { plan: Promise<Plan>; at: number }>();

/**
 * The plan of an appliance, read once for all that ask for it.
 *
 * @param age how old (ms) it may be.
 * @throws Fault as any read does, and INVALID_RESPONSE for a time zone that is not known here.
 */
export function planOf(appliance: Appliance, age: number, clock: Clock): Promise<Plan> {
  const now = clock.now();
  const known = plans.get(appliance);
  if (known !== undefined && now - known.at <= age) return known.plan;
  const plan = readPlan(appliance, clock);
  plans.set(appliance, { plan, at: now });
  // A failed read is not kept. Who asked for the plan handles the rejection.
  plan.catch(() => {
    if (plans.get(appliance)?.plan === plan) plans.delete(appliance);
  });
  return plan;
}

/** How often the plan of an appliance was forgotten. */
const forgotten = new WeakMap<Appliance, number>();

/** Makes everybody read the plan of an appliance anew, after a schedule was changed. */
export function forgetPlan(appliance: Appliance): void {
  plans.delete(appliance);
  forgotten.set(appliance, planVersion(appliance) + 1);
}

/** @returns a number that is another one once the plan has been forgotten. */
export function planVersion(appliance: Appliance): number {
  return forgotten.get(appliance) ?? 0;
}
