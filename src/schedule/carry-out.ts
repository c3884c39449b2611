import type { Appliance } from '../appliance/client';
import { Fault } from '../appliance/faults/fault';
import type { Operation } from '../appliance/operations/operation';
import type { GivenParameters } from '../appliance/operations/parameter-checks/check-parameters';
import { operations } from '../appliance/operations/tables/recovery-operations';
import { forgetPlan } from '../jobs/schedule/plan';
import { type KeyWith, type Sentence, sentence } from '../messages/sentence';
import { type FoundSchedule, findSchedule } from './find';
import type { ScheduleChange, ScheduleOutcome } from './outcome';
import type { Difference, ScheduleFields } from './properties';

type Key = KeyWith<'appliance' | 'schedule' | 'properties'>;

/** How a schedule is changed: by which operation, and what a person reads of it. */
interface Way {
  operation: Operation;
  /** It is not done: only checked, or forbidden. */
  planned: Key;
  done: Key;
  partlyDone: Key;
  notDone: Key;
}

const ways = {
  create: {
    operation: operations['backup.schedules.create'],
    planned: 'schedule-would-be-created',
    done: 'schedule-created',
    partlyDone: 'schedule-created-but',
    notDone: 'schedule-not-applied',
  },
  update: {
    operation: operations['backup.schedules.update'],
    planned: 'schedule-would-be-changed',
    done: 'schedule-changed',
    partlyDone: 'schedule-changed-but',
    notDone: 'schedule-not-applied',
  },
  remove: {
    operation: operations['backup.schedules.delete'],
    planned: 'schedule-would-be-removed',
    done: 'schedule-removed',
    partlyDone: 'schedule-still-present',
    notDone: 'schedule-still-present',
  },
} as const satisfies Record<string, Way>;

/** The passwords of a schedule, which the API never returns. */
export type PasswordName = 'location_password' | 'backup_password';

/** A change of a schedule, decided and not yet sent. */
export interface PlannedChange {
  way: keyof typeof ways;
  /** Besides the id of the schedule. */
  parameters: GivenParameters;
  differences: readonly Difference[];
  /** Those in the parameters. */
  passwords: readonly PasswordName[];
  /** @returns in what the schedule is not as it should be then. */
  remaining(after: ScheduleFields | null): Difference[];
}

/** @returns what was changed; what remains has not been applied. */
function changesOf(
  { differences, passwords }: PlannedChange,
  remaining: readonly Difference[],
): ScheduleChange[] {
  const left = new Set(remaining.map(({ property }) => property));
  const known = new Set(differences.map(({ property }) => property));
  // What the appliance itself changes along with it may be desired otherwise.
  const further = remaining.filter(({ property }) => !known.has(property));
  const read = [...differences, ...further].map(({ property, from, to }) => ({
    ...{ property, from, to },
    applied: !left.has(property),
  }));
  const applied = read.length === 0 || read.some((change) => change.applied);
  return [...read, ...passwords.map((property) => ({ property, applied }))];
}

/** Sends the change. @returns the schedule as it is read afterwards. */
async function send(
  appliance: Appliance,
  id: string,
  { way, parameters }: PlannedChange,
): Promise<ScheduleFields | null> {
  const { operation } = ways[way];
  try {
    await appliance.call(operation, {
      parameters: { schedule: id, ...parameters },
      // A schedule that somebody else has just removed is removed.
      noneIsAnAnswer: way === 'remove',
    });
  } finally {
    // Without an answer it may have been changed all the same.
    forgetPlan(appliance);
  }
  try {
    const { fields } = await findSchedule(appliance, id);
    return fields;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw error.precededBy(sentence('schedule-unread')).withUnknownOutcome();
  }
}

/** @returns the fault where the settings forbid the change. */
function forbidden(appliance: Appliance, operation: Operation): Fault | undefined {
  try {
    appliance.allow(operation);
    return undefined;
  } catch (error) {
    if (error instanceof Fault && error.code === 'READ_ONLY') return error;
    throw error;
  }
}

/**
 * Changes a schedule, unless that is only to be checked, or forbidden.
 *
 * @returns with the fault READ_ONLY where the settings forbid it, and OPERATION_FAILED where the
 *   appliance has accepted the change and applied nothing of it.
 * @throws Fault as the operation and the reads around it do.
 */
export async function carryOut(
  appliance: Appliance,
  { id, fields: before }: FoundSchedule,
  planned: PlannedChange,
  checkOnly: boolean,
): Promise<ScheduleOutcome> {
  const way = ways[planned.way];
  const says = (key: Key, named: readonly Pick<ScheduleChange, 'property'>[]): Sentence => {
    const properties = named.map(({ property }) => property).join(', ');
    return { key, values: { appliance: appliance.identity.name, schedule: id, properties } };
  };

  const readOnly = checkOnly ? undefined : forbidden(appliance, way.operation);
  if (checkOnly || readOnly !== undefined) {
    const changes = changesOf(planned, planned.differences).map((change) => ({
      ...change,
      applied: false,
    }));
    return {
      facts: { id, before, after: before, changes, changed: false, checkOnly },
      sentences: [says(way.planned, changes)],
      ...(readOnly === undefined ? {} : { fault: readOnly }),
    };
  }

  const after = await send(appliance, id, planned);
  const changes = changesOf(planned, planned.remaining(after));
  const changed = changes.some(({ applied }) => applied);
  const left = changes.filter(({ applied }) => !applied);
  const facts = { id, before, after, changes, changed, checkOnly };
  if (left.length === 0) return { facts, sentences: [says(way.done, changes)] };
  if (changed) return { facts, sentences: [says(way.partlyDone, left)] };
  const sentences = [says(way.notDone, left)];
  return { facts, sentences, fault: new Fault({ code: 'OPERATION_FAILED', sentences }) };
}
