/** What is known of an appliance without asking it, as plain data for a person's eyes. */
import type { Health } from '../../appliance/client';
import type { JobState } from '../job/job';

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
  /** Of the one that started last; left out where there is none. */
  latest?: JobOverview;
  /** When the last successful one started. */
  success?: string;
  /** When the next one is due. */
  nextDue?: string;
  /** How late the last success was by the schedule when it was seen; left out where it was not. */
  lateness?: 'late' | 'critical';
  /** Whether it is known that no schedule starts any. */
  isUnscheduled: boolean;
  at: string;
}
