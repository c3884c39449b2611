import { type Call, nothingToTell, type OperationTable } from '../appliance/call';
import { runningNow } from '../appliance/may-start';
import { backupStatus } from '../backups/backup-answers';
import { courseOf, orderOfSchedule } from '../backups/backup-orders';
import { withoutPassword } from '../backups/locations';
import type { Schedule, ScheduleInfo } from '../backups/schedules';
import { noSuch, scheduleExists } from '../protocol/faults';
import {
  readScheduleCreation,
  readScheduleRun,
  readScheduleSpec,
  readScheduleUpdate,
  type ScheduleSpec,
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
    value: map(Object.fromEntries([...schedules.all()].map(([name, { info }]) => [name, info]))),
  }),
  'backup.schedules.get': ({ schedules }, { parameters: { schedule: name = '' } }) => {
    const schedule = schedules.get(name);
    return schedule === undefined ? { fault: noSuch('schedule', name) } : { value: schedule.info };
  },
  'backup.schedules.create': ({ schedules }, call) => {
    const wish = creationOf(call);
    if ('fault' in wish) return wish;
    const { schedule: name, spec } = wish.value;
    if (schedules.get(name) !== undefined) return { fault: scheduleExists(name) };
    schedules.set(name, scheduleOf({ enable: true, parts: [], ...spec }));
    return nothingToTell;
  },
  'backup.schedules.update': ({ schedules }, { parameters: { schedule: name = '' }, input }) => {
    const wish = readScheduleUpdate(input ?? {});
    if ('fault' in wish) return wish;
    const before = schedules.get(name);
    if (before === undefined) return { fault: noSuch('schedule', name) };
    // What is left out stays as it is, but for a fast backup, which is then slow again.
    const { fast_backup: _fast, ...info } = before.info;
    const { backupPassword } = before;
    schedules.set(name, {
      ...(backupPassword === undefined ? {} : { backupPassword }),
      ...scheduleOf({ ...info, ...wish.value }),
    });
    return nothingToTell;
  },
  'backup.schedules.delete': ({ schedules }, { parameters: { schedule: name = '' } }) => {
    if (schedules.get(name) === undefined) return { fault: noSuch('schedule', name) };
    schedules.set(name, undefined);
    return nothingToTell;
  },
  'backup.schedules.run': (state, { parameters: { schedule: name = '' }, input, ...call }) => {
    const wish = readScheduleRun(input ?? {});
    if ('fault' in wish) return wish;
    const schedule = state.schedules.get(name);
    if (schedule === undefined) return { fault: noSuch('schedule', name) };
    const obstacle = runningNow(state);
    if (obstacle !== undefined) return { fault: obstacle };
    const { user } = call.caller;
    const order = orderOfSchedule(schedule, { comment: wish.value.comment, user });
    const now = state.clock.now().getTime();
    const job = state.backups.begin(order, courseOf(order, state.nextBackups, now));
    return { value: backupStatus(job, now, call.wording) };
  },
};

/** The older dialect has the schedule's name in the path, and only its spec in the body. */
function creationOf({ parameters: { schedule }, input }: Call) {
  if (schedule === undefined) return readScheduleCreation(input);
  const spec = readScheduleSpec(input);
  return 'fault' in spec ? spec : { value: { schedule, spec: spec.value } };
}

/** A spec apart into what is told and what never is. */
function scheduleOf(spec: ScheduleSpec & Pick<ScheduleInfo, 'enable' | 'parts'>): Schedule {
  const { location_password: _forgotten, backup_password: backupPassword, ...info } = spec;
  return {
    info: { ...info, location: withoutPassword(info.location) },
    ...(backupPassword === undefined ? {} : { backupPassword }),
  };
}
