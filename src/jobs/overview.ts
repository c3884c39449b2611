/** What is known of an appliance without asking it, as plain data for a person's eyes. */
import type { ApplianceClient, Health } from '../appliance/client';
import { Fault } from '../appliance/faults/fault';
import type { JobState } from './job/job';
import { nextBackupDue, type Seen, type SeenJob } from './last-seen';

/** All times are ISO 8601. What is not known is left out. */
export interface Overview {
  name: string;
  host: string;
  /** Left out before the first request. */
  health?: Health;
  /** Left out where the settings are wrong. */
  signIn?: SignInOverview;
  reconciliation?: JobOverview;
  restore?: JobOverview;
  backup?: BackupOverview;
}

export interface SignInOverview {
  /** Whether the last one was accepted; left out before the first. */
  accepted?: boolean;
  /** How many more refusals are safe. */
  left: number;
  /** When nodes may sign in next, if that is not now. */
  nextTry?: string;
}

export interface JobOverview {
  state: JobState;
  /** Percent, while it is running. */
  progress?: number;
  end?: string;
  /** When that was seen. */
  at: string;
}

export interface BackupOverview {
  /** Of the one that started last; left out where there is none, or its details were not asked for. */
  latest?: JobOverview;
  /** When the last successful one started. */
  success?: string;
  /** When the next one is due. */
  nextDue?: string;
  /** Whether it is known that no schedule starts any. */
  isUnscheduled: boolean;
  at: string;
}

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

function backupOverview(seen: Seen, now: number): BackupOverview | undefined {
  const { backups, schedules } = seen;
  if (backups === undefined) return undefined;
  const { latest, success, at } = backups;
  const nextDue = nextBackupDue(seen, now);
  return {
    ...(latest ? { latest: jobOverview(latest) } : {}),
    ...(success?.start === undefined ? {} : { success: iso(success.start) }),
    ...(nextDue === undefined ? {} : { nextDue: iso(nextDue) }),
    isUnscheduled: schedules !== undefined && schedules.length === 0,
    at: iso(at),
  };
}

function signInOverview(appliance: ApplianceClient, now: number): SignInOverview | undefined {
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
  appliance: ApplianceClient,
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
