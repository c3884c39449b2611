import { briefly, type Message, type Wording } from '../protocol/messages';
import type { DrivenClock } from '../time/clock';
import { restoreCancelled, restoreCompleted, restoreFailed } from './restore-messages';

export type RestoreState = 'NONE' | 'INPROGRESS' | 'SUCCEEDED' | 'FAILED';

/** The one restore job of an appliance. */
export interface Restore {
  state(): RestoreState;
  /** The job as the API's RestoreJobStatus. */
  status(wording: Wording): Readonly<Record<string, unknown>>;
  /** Begins now. With reasons it soon fails for them, otherwise it succeeds in its time. */
  begin(reasons: readonly Message[]): void;
  cancel(): void;
  /** Says what the job is at; nothing follows from it by itself. */
  set(state: RestoreState, progress?: number): void;
  /** Whether the appliance is in the one state that allows a restore: deployed, never booted. */
  restorable: boolean;
}

interface Job {
  readonly state: RestoreState;
  readonly messages: readonly Message[];
  /** Percent, rising from `from` to `to` over `length` from `since` on (simulated milliseconds). */
  readonly from: number;
  readonly to: number;
  readonly since: number;
  readonly length: number;
}

/** Simulated seconds until a restore has found out what is wrong with what it was told. */
const secondsOfChecks = 4;

/**
 * Makes the job of an appliance that restored nothing yet. `succeeded` hears when a restore did,
 * with the simulated time (epoch milliseconds).
 */
export function createRestore(
  clock: DrivenClock,
  seconds: number,
  restorable: boolean,
  succeeded: (time: number) => void,
): Restore {
  const now = () => clock.now().getTime();
  let job = standing('NONE', 0);
  let callOff: () => void = () => undefined;

  function become(next: Job): void {
    callOff();
    job = next;
  }

  return {
    state: () => job.state,
    status: (wording) => ({
      state: job.state,
      messages: job.messages.map(briefly(wording)),
      progress: progressOf(job, now()),
    }),
    begin(reasons) {
      const since = now();
      const fails = reasons.length > 0;
      const length = Math.min(seconds, fails ? secondsOfChecks : seconds) * 1000;
      const to = fails ? 8 : 100;
      become({ state: 'INPROGRESS', messages: [], from: 0, to, since, length });
      callOff = clock.at(since + length, () => {
        if (fails) {
          become(standing('FAILED', to, reasons));
          return;
        }
        become(standing('SUCCEEDED', 100));
        this.restorable = false;
        succeeded(since + length);
      });
    },
    cancel: () => become(standing('FAILED', progressOf(job, now()), [restoreCancelled])),
    set(state, progress = state === 'SUCCEEDED' ? 100 : 0) {
      become(standing(state, progress));
    },
    restorable,
  };
}

const usualMessages: Readonly<Record<RestoreState, readonly Message[]>> = {
  NONE: [],
  INPROGRESS: [],
  SUCCEEDED: [restoreCompleted],
  FAILED: [restoreFailed],
};

function standing(state: RestoreState, progress: number, messages = usualMessages[state]): Job {
  return { state, messages, from: progress, to: progress, since: 0, length: 0 };
}

/** Whole percent; 100 is for a restore that came to its end. */
function progressOf({ state, from, to, since, length }: Job, now: number): number {
  const share = length === 0 ? 1 : Math.min((now - since) / length, 1);
  const progress = Math.floor(from + (to - from) * share);
  return state === 'INPROGRESS' ? Math.min(progress, 99) : progress;
}
