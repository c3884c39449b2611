import { type Message, message } from '../protocol/messages';
import { backupParts } from './backup-parts';
import type { Schedule } from './default-schedule';
import { isUnreachable, locationUrl } from './locations';

export type BackupType = 'SCHEDULED' | 'MANUAL';

/** What a backup is to save, and where. */
export interface BackupOrder {
  readonly type: BackupType;
  /** A URL without a password. */
  readonly location: string;
  readonly locationUser: string;
  readonly parts: readonly string[];
  readonly comment: string;
  readonly fast: boolean;
  readonly password?: string | undefined;
  /** Who started it; absent for the appliance itself. */
  readonly user?: string | undefined;
}

/** The order of a schedule, run by the appliance itself or by this user. */
export function orderOfSchedule(
  { info, backupPassword }: Schedule,
  user?: string,
  comment = '',
): BackupOrder {
  return {
    type: 'SCHEDULED',
    location: locationUrl(info.location),
    locationUser: info.location_user ?? '',
    parts: withMandatoryParts(info.parts),
    comment,
    fast: info.fast_backup ?? false,
    password: backupPassword,
    user,
  };
}

/** Why an order cannot succeed; a backup finds out while it runs. */
export function problemsWith({ location, parts }: BackupOrder): Message[] {
  const unknown = parts.filter((part) => backupParts.every(({ id }) => id !== part));
  return [
    ...(isUnreachable(location)
      ? [message('simulator.backup.location.unreachable', location)]
      : []),
    ...unknown.map((part) => message('simulator.backup.part.unknown', part)),
  ];
}

export function withMandatoryParts(parts: readonly string[]): string[] {
  const mandatory = backupParts.filter(({ optional }) => !optional).map(({ id }) => id);
  return [...new Set([...mandatory, ...parts])];
}
