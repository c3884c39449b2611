import type { BackupRequest } from '../operations/request-bodies';
import type { Message } from '../protocol/messages';
import type { BackupCourse, BackupEnding, BackupOrder } from './backup-jobs';
import { accessDenied, locationUnreachable, unknownPart } from './backup-messages';
import { parts } from './backup-parts';
import { isUnreachable, placeOf } from './locations';
import type { Schedule } from './schedules';

// What a backup is to do, as the ways to start one say it.

/** The order of somebody who asks for a backup. */
export function orderOf(request: BackupRequest, user: string): BackupOrder {
  const { location, location_type, location_user = '', backup_password: password } = request;
  return {
    type: 'MANUAL',
    place: placeOf(location, location_type),
    placeUser: location_user,
    parts: withMandatory(request.parts),
    comment: request.comment ?? '',
    fast: request.fast_backup ?? false,
    ...(password === undefined ? {} : { password }),
    user,
  };
}

/** The order of a schedule, run by the appliance itself or by this user. */
export function orderOfSchedule(
  { info, backupPassword }: Schedule,
  { comment = '', user }: { readonly comment?: string | undefined; readonly user?: string } = {},
): BackupOrder {
  return {
    type: 'SCHEDULED',
    place: placeOf(info.location),
    placeUser: info.location_user ?? '',
    parts: withMandatory(info.parts),
    comment,
    fast: info.fast_backup ?? false,
    ...(backupPassword === undefined ? {} : { password: backupPassword }),
    ...(user === undefined ? {} : { user }),
  };
}

/** What stands against an order from its beginning; a backup finds out when it is under way. */
export function flawsOf({ place, parts: wanted }: BackupOrder): Message[] {
  const unknown = wanted.filter((part) => parts.every(({ id }) => id !== part));
  return [
    ...(isUnreachable(place) ? [locationUnreachable(place)] : []),
    ...unknown.map(unknownPart),
  ];
}

/** How an order goes that begins now, where backups end this way as a rule. */
export function courseOf(order: BackupOrder, ending: BackupEnding, start: number): BackupCourse {
  const flaws = flawsOf(order);
  if (flaws.length > 0) return { start, ending: 'FAILED', messages: flaws };
  return { start, ending, messages: ending === 'FAILED' ? [accessDenied] : [] };
}

function withMandatory(wanted: readonly string[]): string[] {
  const mandatory = parts.filter(({ optional }) => !optional).map(({ id }) => id);
  return [...new Set([...mandatory, ...wanted])];
}
