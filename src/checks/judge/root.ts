/** The password of the appliance's own root, without which nobody gets to the management interface. */
import { timeOf } from '../../jobs/job/job';
import { isRecord } from '../../messages/record';
import { sentence } from '../../messages/sentence';
import { dateText, durationText } from '../../messages/time-text';
import type { Finding } from '../finding';
import { type Facts, faultOf, readingOf } from './facts';
import { atLeast } from './ranges';

export function judgeRoot({ parts, now, thresholds }: Facts): Finding {
  const fault = faultOf(parts, 'root');
  // Also where it is refused: this check is an addition, which not everybody may read.
  if (fault !== undefined) return { status: 'skipped', said: fault.sentences };
  const account = readingOf(parts, 'root');
  const stated = isRecord(account) ? account.password_expires_at : undefined;
  if (stated === undefined || stated === null) {
    return isRecord(account)
      ? { status: 'ok', said: [sentence('check-root-never-expires')] }
      : { status: 'skipped', said: [sentence('check-not-offered')] };
  }
  const expires = timeOf(stated)?.getTime();
  if (expires === undefined) {
    return { status: 'unknown', said: [sentence('check-root-unreadable')] };
  }
  const left = Math.floor((expires - now) / 1000);
  const warning = thresholds['root.warning'];
  const critical = thresholds['root.critical'];
  const date = dateText(expires);
  return {
    status: left < critical ? 'critical' : left < warning ? 'warning' : 'ok',
    said: [
      left < 0
        ? sentence('check-root-expired', { date })
        : sentence('check-root-expires', { time: durationText(left), date }),
    ],
    value: left,
    unit: 's',
    warning: atLeast(warning),
    critical: atLeast(critical),
  };
}
