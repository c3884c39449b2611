import type { Message } from '../protocol/messages';

/** The two listeners: the API on 443 and the management interface on 5480. */
export type Side = 'api' | 'management';

export type JobStatus = 'NONE' | 'RUNNING' | 'SUCCEEDED' | 'FAILED';

/**
 * The forms in which appliances and bindings write the `error` of a failed job: the error itself,
 * a text, the error with its type beside it as in the older dialect, or nothing at all.
 */
export type ErrorShape = 'object' | 'string' | 'legacy' | 'absent';

/** What goes wrong with requests while a phase holds; `outages.ts` says how each looks. */
export type TroubleName =
  | 'refused'
  | 'reset'
  | 'no-healthy-upstream'
  | 'service-unavailable'
  | 'service-missing'
  | 'internal-error'
  | 'unauthenticated'
  | 'forbidden'
  | 'session-limit';

/** The reconciliation job while a phase holds. */
export interface JobPhase {
  readonly status: JobStatus;
  /** Percent, or the two between which it rises while the phase lasts. */
  readonly progress?: number | readonly [from: number, to: number];
  /** How a failed job carries its error. */
  readonly error?: ErrorShape;
  /** Why it failed, from the outermost to the innermost cause, instead of the usual reason. */
  readonly reasons?: readonly Message[];
  /** Instead of the usual messages. */
  readonly messages?: readonly Message[];
}

/** How the appliance takes the wish to start a reconciliation. */
export interface StartRule {
  readonly refuse?: 'backup-running' | 'not-restored';
  /** What the new job goes through; as a rule it runs and succeeds. */
  readonly run?: Script;
  /** The same for a caller who does not say that warnings are to be ignored. */
  readonly runWarned?: Script;
}

/** What holds for a stretch of simulated time. */
export interface Phase {
  /** Simulated seconds. The last phase holds for ever. */
  readonly for?: number;
  /** Absent: the job there was goes on, also that of the script before. */
  readonly job?: JobPhase | 'none';
  readonly trouble?: TroubleName;
  /** The only side that the trouble and the delay concern. Absent: both. */
  readonly side?: Side;
  /** Real milliseconds before each answer: it is a client's patience that they try. */
  readonly delay?: number;
  readonly start?: StartRule;
}

/** What an appliance goes through, phase after phase. */
export type Script = readonly Phase[];
