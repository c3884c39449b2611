/**
 * Checks the desired schedule: in the dialog, and in the runtime before anything is sent. Bundled for
 * the browser: no Node.js in it.
 */

import type { Operation, Parameter } from '../appliance/operations/operation';
import type { GivenParameters } from '../appliance/operations/parameter-checks/check-parameters';
import { requireParameters } from '../appliance/operations/parameter-checks/require-parameters';
import { operations } from '../appliance/operations/tables/recovery-operations';

const get = operations['backup.schedules.get'];
const update = operations['backup.schedules.update'];

/** What a schedule may contain. Its user may be kept with the passwords. */
const fields: readonly Parameter[] = update.parameters
  .filter((parameter) => parameter.in === 'body')
  .map((parameter: Parameter) =>
    parameter.name === 'location_user' ? { ...parameter, credential: 'locationUser' } : parameter,
  );

/** Written like an operation of the API, so that its parameters are checked as theirs are. */
export const desiredSchedule: Operation = {
  ...update,
  name: 'schedule.ensure',
  parameters: fields,
};

/** Which schedule is meant, in the same form. */
export const scheduleId: Operation = { ...get, name: 'schedule.get' };

/** The desired schedule, checked. */
export interface Desired {
  /** By the API's names; null for what there should not be. */
  fields: Readonly<Record<string, unknown>>;
  /** By the API's names, none of them empty. */
  passwords: Readonly<Record<string, unknown>>;
}

/** Named, to say that the schedule should not have it. An empty text is none, too. */
function isNone([, value]: [string, unknown]): boolean {
  return value === null || value === '';
}

/**
 * @param given fields of the API's `UpdateSpec`, and passwords.
 * @throws Fault INVALID_REQUEST for an unknown or invalid field, and for an empty password of the
 *   backup; NOT_CONFIGURED for an environment variable that is not set.
 */
export function readDesired(given: GivenParameters): Desired {
  const values = [...requireParameters(desiredSchedule, given)];
  const none = Object.entries(given)
    .filter(isNone)
    .map(([name]): [string, unknown] => [name, null]);
  const secrets = new Set(fields.filter(({ secret }) => secret).map(({ name }) => name));
  const isSecret = ([name]: [string, unknown]) => secrets.has(name);
  return {
    fields: Object.fromEntries([...none, ...values].filter((entry) => !isSecret(entry))),
    passwords: Object.fromEntries(values.filter(isSecret)),
  };
}

/**
 * @param id of a schedule, as it was saved.
 * @throws Fault INVALID_REQUEST where the appliance cannot have one with this id.
 */
export function checkScheduleId(id: string): void {
  requireParameters(scheduleId, { schedule: id });
}
