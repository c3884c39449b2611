import type { Appliance } from '../appliance/client';
import { Fault } from '../appliance/faults/fault';
import type { GivenParameters } from '../appliance/operations/parameter-checks/check-parameters';
import { type Sentence, sentence } from '../messages/sentence';
import { carryOut, type PasswordName, type PlannedChange } from './carry-out';
import type { Desired } from './desired';
import { findSchedule } from './find';
import type { ScheduleOutcome } from './outcome';
import { type Difference, differencesOf, type ScheduleFields } from './properties';

/** How a schedule has to be. */
export interface EnsureRequest {
  /** Empty for the schedule that there is. */
  id: string;
  desired: Desired;
  /** Whether the passwords are sent although nothing differs: nobody can read whether they do. */
  updatePasswords: boolean;
  checkOnly: boolean;
}

type Asked = Pick<EnsureRequest, 'desired' | 'updatePasswords'>;

function invalid(said: Sentence): Fault {
  return new Fault({ code: 'INVALID_REQUEST', sentences: [said] });
}

function planOf(
  way: PlannedChange['way'],
  fields: GivenParameters,
  differences: readonly Difference[],
  { passwords, desired }: { passwords: readonly PasswordName[]; desired: Desired },
): PlannedChange {
  const sent = passwords.filter((name) => Object.hasOwn(desired.passwords, name));
  const secrets = Object.fromEntries(sent.map((name) => [name, desired.passwords[name]]));
  return {
    way,
    parameters: { ...fields, ...secrets },
    differences,
    passwords: sent,
    remaining: (after) => differencesOf(after, desired.fields),
  };
}

/** @throws Fault INVALID_REQUEST where the new schedule lacks a field. */
function planCreation({ desired }: Asked): PlannedChange {
  const { fields } = desired;
  for (const name of ['location', 'recurrence_info']) {
    if ((fields[name] ?? null) === null) throw invalid(sentence('schedule-requires', { name }));
  }
  const given = Object.entries(fields).filter(
    // An appliance before 8.0.2 does not know it, and every other one takes it for false.
    ([name, value]) => value !== null && !(name === 'fast_backup' && value === false),
  );
  const passwords = ['location_password', 'backup_password'] as const;
  const differences = differencesOf(null, fields);
  return planOf('create', Object.fromEntries(given), differences, { passwords, desired });
}

/** The passwords to send with an update: those that it would be useless without, or all. */
function passwordsOfUpdate(
  differences: readonly Difference[],
  updatePasswords: boolean,
): readonly PasswordName[] {
  // That of the backups is never sent in passing: nobody can read the old one back, and that another
  // one was set would show at the restore.
  if (updatePasswords) return ['location_password', 'backup_password'];
  const isElsewhere = differences.some(({ field }) => /^location(_user)?$/.test(field));
  return isElsewhere ? ['location_password'] : [];
}

/** @throws Fault INVALID_REQUEST for what an update cannot do. */
function planUpdate(
  appliance: string,
  before: ScheduleFields,
  { desired, updatePasswords }: Asked,
): PlannedChange | undefined {
  const differences = differencesOf(before, desired.fields);
  const kept = differences.find(({ to }) => to === null);
  if (kept !== undefined)
    throw invalid(sentence('schedule-keeps', { appliance, name: kept.field }));
  const speed = before.fast_backup;
  // Sent back as it is, anything else would be called the mistake of whoever has written the message.
  const isWithoutSpeed = typeof speed !== 'boolean';
  if (isWithoutSpeed && differences.some(({ field }) => field === 'fast_backup')) {
    throw invalid(sentence('schedule-without-fast-backup', { appliance }));
  }
  const changed = differences.map(({ field }) => [field, desired.fields[field]]);
  const fields = {
    // The specification: an update without it makes the backups slow again.
    ...(isWithoutSpeed ? {} : { fast_backup: speed }),
    ...Object.fromEntries(changed),
  };
  const passwords = passwordsOfUpdate(differences, updatePasswords);
  const planned = planOf('update', fields, differences, { passwords, desired });
  return differences.length > 0 || planned.passwords.length > 0 ? planned : undefined;
}

/**
 * Changes a schedule so that it is as desired, or creates it. Where it is as desired already nothing is
 * sent that changes something.
 *
 * @throws Fault INVALID_REQUEST for what the API cannot do; REFUSED where another schedule is in the
 *   way; as the operations and the reads around them do.
 */
export async function ensureSchedule(
  appliance: Appliance,
  { id, checkOnly, ...asked }: EnsureRequest,
): Promise<ScheduleOutcome> {
  const found = await findSchedule(appliance, id);
  const { name } = appliance.identity;
  const { fields, other } = found;
  if (fields === null && other !== undefined) {
    const sentences = [sentence('schedule-other', { appliance: name, schedule: other })];
    throw new Fault({ code: 'REFUSED', sentences });
  }
  const planned = fields === null ? planCreation(asked) : planUpdate(name, fields, asked);
  if (planned !== undefined) return carryOut(appliance, found, planned, checkOnly);
  return {
    facts: { id: found.id, before: fields, after: fields, changes: [], changed: false, checkOnly },
    sentences: [sentence('schedule-as-desired', { appliance: name, schedule: found.id })],
  };
}
