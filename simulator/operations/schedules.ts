import { faultWhileRunning } from '../appliance/may-start';
import { orderOfSchedule } from '../backups/backup-orders';
import { asReported, type Schedule, type ScheduleInfo } from '../backups/default-schedule';
import { withoutPassword } from '../backups/locations';
import { fault, isFault, notFound } from '../protocol/faults';
import { startBackup } from './backups';
import { type Call, type OperationTable, withBody } from './operation';
import {
  type Accepted,
  scheduleBody,
  scheduleCreationBody,
  scheduleRunBody,
  scheduleUpdateBody,
} from './request-bodies';

export const scheduleOperations: OperationTable<
  | 'backup.schedules.list'
  | 'backup.schedules.get'
  | 'backup.schedules.create'
  | 'backup.schedules.update'
  | 'backup.schedules.delete'
  | 'backup.schedules.run'
> = {
  'backup.schedules.list': ({ schedules }, { map }) => ({
    value: map(Object.fromEntries(schedules.all().map(([name, { info }]) => [name, info]))),
  }),
  'backup.schedules.get': ({ schedules }, { parameters: { schedule: name = '' } }) => {
    const schedule = schedules.get(name);
    return schedule === undefined ? notFound('schedule', name) : { value: schedule.info };
  },
  'backup.schedules.create': ({ schedules }, call) => {
    const creation = creationOf(call);
    if (isFault(creation)) return creation;
    const { schedule: name, spec } = creation;
    // An appliance has room for one, whatever it is called.
    const [existing] = schedules.all();
    if (existing !== undefined) {
      return fault('ALREADY_EXISTS', 'simulator.schedule.exists', existing[0]);
    }
    schedules.store(name, scheduleOf({ enable: true, parts: [], ...spec }));
    return {};
  },
  'backup.schedules.update': withBody(
    scheduleUpdateBody,
    ({ schedules }, { parameters: { schedule: name = '' } }, body) => {
      const before = schedules.get(name);
      if (before === undefined) return notFound('schedule', name);
      // What is left out stays as it is, except for a fast backup, which is then slow again.
      const { fast_backup: _fast, ...info } = before.info;
      const { info: changed, backupPassword = before.backupPassword } = scheduleOf({
        ...info,
        ...body,
      });
      schedules.store(name, { info: changed, backupPassword });
      return {};
    },
  ),
  'backup.schedules.delete': ({ schedules }, { parameters: { schedule: name = '' } }) => {
    if (schedules.get(name) === undefined) return notFound('schedule', name);
    schedules.set(name, undefined);
    return {};
  },
  'backup.schedules.run': withBody(scheduleRunBody, (appliance, call, { comment }) => {
    const { schedule: name = '' } = call.parameters;
    const schedule = appliance.schedules.get(name);
    if (schedule === undefined) return notFound('schedule', name);
    const refusal = faultWhileRunning(appliance);
    if (refusal !== undefined) return refusal;
    return startBackup(appliance, orderOfSchedule(schedule, call.caller.user, comment), call);
  }),
};

/** The older dialect has the schedule's name in the path, and only its spec in the body. */
function creationOf({ parameters: { schedule }, input }: Call) {
  if (schedule === undefined) return scheduleCreationBody.read(input);
  const spec = scheduleBody.read(input);
  return isFault(spec) ? spec : { schedule, spec };
}

/** Separates what the API reveals of a schedule from what it never does. */
function scheduleOf(
  spec: ScheduleInfo & Pick<Accepted<typeof scheduleBody>, 'location_password' | 'backup_password'>,
): Schedule {
  const { location_password: _forgotten, backup_password: backupPassword, ...info } = spec;
  return {
    info: asReported({ ...info, location: withoutPassword(info.location) }),
    backupPassword,
  };
}
