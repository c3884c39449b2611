import type { BackupEnding, Backups } from '../backups/backup-jobs';
import type { Schedules } from '../backups/schedules';
import type { Fault } from '../protocol/faults';
import type { Wording } from '../protocol/messages';
import type { Operation } from '../protocol/routes';
import type { Stage } from '../scenarios/script-player';
import type { Clock } from '../time/clock';
import type { Accounts, Caller } from './authentication';
import type { ReconciliationSlot } from './reconciliation-job';
import type { Restore } from './restore-job';
import type { Sessions } from './sessions';

/** What an operation works on. */
export interface ApplianceState {
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly stage: Stage;
  readonly reconciliation: ReconciliationSlot;
  readonly backups: Backups;
  readonly schedules: Schedules;
  readonly restore: Restore;
  /** How backups end that start from now on. */
  nextBackups: BackupEnding;
  readonly habits: Habits;
}

/** In what appliances differ. */
export interface Habits {
  /** What is said of the restore job where nothing was ever restored. */
  readonly restoreNever: 'none' | 'error-500';
  /** Whether a restore needs the administrator of single sign-on. */
  readonly ssoLoginRequired: boolean;
}

/** One call of an operation by somebody who is known. */
export interface Call {
  readonly caller: Caller;
  /** The operation's input, out of the dialect's wrapping; undefined without a body. */
  readonly input: unknown;
  /** What stood in the path. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What the query filters by; undefined where it says nothing. */
  readonly filter: readonly string[] | undefined;
  readonly wording: Wording;
  /** A map as the caller's dialect writes it. */
  readonly map: (entries: Readonly<Record<string, unknown>>) => unknown;
}

/** What comes of it: a value, nothing at all, or a fault. */
export type Outcome = { readonly value?: unknown } | { readonly fault: Fault };

/** Of an operation that has done what it was to do and has nothing to tell. */
export const nothingToTell: Outcome = {};

/** What operations of these names do. */
export type OperationTable<Names extends Operation> = Readonly<
  Record<Names, (state: ApplianceState, call: Call) => Outcome>
>;
