import type { Message } from '../protocol/messages';
import type { Side } from '../protocol/routes';
import type { OutageName } from './outages';

export type JobStatus = 'NONE' | 'RUNNING' | 'SUCCEEDED' | 'FAILED';

/**
 * The forms in which appliances and bindings write the `error` of a failed job: the error itself,
 * a text, the error with its type beside it as in the older dialect, or nothing at all.
 */
export type ErrorShape = 'object' | 'string' | 'legacy' | 'absent';

/** The reconciliation job during a phase. */
export interface JobPhase {
  readonly status: JobStatus;
  /** Percent, or the two between which it rises during the phase. */
  readonly progress?: number | readonly [from: number, to: number];
  readonly error?: ErrorShape;
  /** Why it failed, from the outermost to the innermost cause, instead of the usual reason. */
  readonly reasons?: readonly Message[];
  /** Instead of the usual messages. */
  readonly messages?: readonly Message[];
}

/** What comes of a request to start a reconciliation. */
interface StartRule {
  readonly refuse?: 'backup-running' | 'not-restored';
  /** What the new job goes through; by default it runs and succeeds. */
  readonly run?: Script;
  /** The same for a caller who does not ask for warnings to be ignored. */
  readonly runWarned?: Script;
}

/** What holds for a stretch of simulated time. */
export interface Phase {
  /** Simulated seconds. The last phase holds for ever. */
  readonly for?: number;
  /** Absent: the present job continues, even one of the previous script. */
  readonly job?: JobPhase | 'none';
  /** What goes wrong with requests. */
  readonly trouble?: OutageName;
  /** The only side that trouble and delay affect. Absent: both. */
  readonly side?: Side;
  /** Real milliseconds before each answer, because they test a client's patience. */
  readonly delay?: number;
  readonly start?: StartRule;
}

/** What an appliance goes through, phase after phase. */
export type Script = readonly Phase[];
