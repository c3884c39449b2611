/** Whether the appliance starts backups by itself, and where they go. */
import { readIdleSchedules, readSchedules } from '../../jobs/schedule/plan';
import { isRecord } from '../../messages/record';
import { sentence } from '../../messages/sentence';
import type { Finding } from '../finding';
import { type Facts, readingOf } from './facts';
import { unread } from './unread';

/** These send the backup, and the password for its location, unencrypted. */
const unencrypted = /^(ftp|http):/i;

/** @returns where the backups of a schedule go, as it came. */
export function locationOf(schedules: unknown, name: string): string | undefined {
  const info = isRecord(schedules) ? schedules[name] : undefined;
  return isRecord(info) && typeof info.location === 'string' ? info.location : undefined;
}

export function judgeSchedule({ parts }: Facts): Finding {
  const seen = readingOf(parts, 'plan')?.schedules;
  if (seen === undefined) return { status: 'skipped', said: [sentence('check-not-offered')] };
  if ('fault' in seen) return unread(seen.fault);
  const running = readSchedules(seen.value);
  if (running.length === 0) {
    const [idle] = readIdleSchedules(seen.value);
    const said =
      idle === undefined
        ? sentence('check-no-schedule')
        : sentence(
            idle.reason === 'disabled' ? 'check-schedule-disabled' : 'check-schedule-never-runs',
          );
    return { status: 'critical', said: [said] };
  }
  const open = running.find(({ name }) => unencrypted.test(locationOf(seen.value, name) ?? ''));
  if (open !== undefined) {
    return { status: 'warning', said: [sentence('check-unencrypted', { schedule: open.name })] };
  }
  return {
    status: 'ok',
    said: [sentence('check-scheduled', { schedule: running.map(({ name }) => name).join(', ') })],
  };
}
