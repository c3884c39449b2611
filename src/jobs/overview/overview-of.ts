/** Puts together what is known of an appliance; nothing is asked. */
import type { ApplianceClient, Health } from '../../appliance/client';
import { Fault } from '../../appliance/faults/fault';
import { numberSettings } from '../../appliance/settings/number-settings';
import type { BackupEntry } from '../backups/entries';
import type { JobState } from '../job/job';
import { nextBackupDue, planIn, type Seen, type SeenJob } from '../last-seen';
import { judgeLateness } from '../schedule/late';
import type { BackupOverview, JobOverview, Overview, SignInOverview } from './overview';

function iso(time: number): string {
  return new Date(time).toISOString();
}

function jobOverview({ state, progress, end, at }: SeenJob): JobOverview {
  return {
    state,
    ...(state === 'running' && progress !== undefined ? { progress } : {}),
    ...(end === undefined ? {} : { end: iso(end) }),
    at: iso(at),
  };
}

const { fallback, unit } = numberSettings.monitor.grace;

/** How late (ms) a backup may be, where no node says otherwise. */
const grace = fallback * unit;

const statuses: Partial<Record<JobState, string>> = { succeeded: 'SUCCEEDED', failed: 'FAILED' };

function entryOf({ id, state, start, end }: SeenJob & { id: string }): BackupEntry {
  const details = {
    ...{ status: statuses[state] },
    ...(start === undefined ? {} : { start_time: iso(start) }),
    ...(end === undefined ? {} : { end_time: iso(end) }),
  };
  return { id, details };
}

/**
 * Judges the moment in which the backups were seen: what has ended since then, nobody here knows. A
 * list that shows a newer backup than those whose details are known says nothing.
 */
function latenessOf(seen: Seen): BackupOverview['lateness'] {
  const plan = planIn(seen);
  const { latest, success, newest } = seen.backups ?? {};
  if (plan === undefined || latest === undefined || success === undefined) return undefined;
  if (latest.id !== newest) return undefined;
  const history = (latest.id === success.id ? [latest] : [latest, success]).map(entryOf);
  const question = { history, plan, areThereJobs: true, now: latest.at, grace };
  const { lateness, reason } = judgeLateness(question);
  return lateness === 'in-time' || reason !== 'by-schedule' ? undefined : lateness;
}

function backupOverview(seen: Seen, now: number): BackupOverview | undefined {
  const { backups, schedules } = seen;
  if (backups === undefined) return undefined;
  const { latest, success, newest, at } = backups;
  // Nobody has asked for the details of any of them.
  if (latest === undefined && newest !== undefined) return undefined;
  const nextDue = nextBackupDue(seen, now);
  const lateness = latenessOf(seen);
  return {
    ...(latest ? { latest: jobOverview(latest) } : {}),
    ...(success?.start === undefined ? {} : { success: iso(success.start) }),
    ...(nextDue === undefined ? {} : { nextDue: iso(nextDue) }),
    ...(lateness === undefined ? {} : { lateness }),
    isUnscheduled: schedules !== undefined && schedules.length === 0,
    at: iso(latest?.at ?? at),
  };
}

type Known = Pick<ApplianceClient, 'identity' | 'signIn'>;

function signInOverview(appliance: Known, now: number): SignInOverview | undefined {
  try {
    const { pause, ...state } = appliance.signIn();
    return pause > 0 ? { ...state, nextTry: iso(now + pause) } : state;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** @param now epoch ms. */
export function overviewOf(
  appliance: Known,
  seen: Seen,
  health: Health | undefined,
  now: number,
): Overview {
  const { name, host } = appliance.identity;
  const signIn = signInOverview(appliance, now);
  const backup = backupOverview(seen, now);
  return {
    name,
    host,
    ...(health === undefined ? {} : { health }),
    ...(signIn === undefined ? {} : { signIn }),
    ...(seen.reconciliation ? { reconciliation: jobOverview(seen.reconciliation) } : {}),
    ...(seen.restore ? { restore: jobOverview(seen.restore) } : {}),
    ...(backup === undefined ? {} : { backup }),
  };
}
