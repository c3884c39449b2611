import { type Message, message, plain, type Wording } from '../protocol/messages';
import type { SimulatedClock } from '../time/clock';
import { type Rise, risenTo } from '../time/rise';

type RestoreState = 'NONE' | 'INPROGRESS' | 'SUCCEEDED' | 'FAILED';

/** The one restore job of an appliance. */
export type RestoreJob = ReturnType<typeof createRestoreJob>;

/** What it is at; what rises is its progress in percent. */
interface Job extends Rise {
  readonly state: RestoreState;
  readonly messages: readonly Message[];
}

/** Simulated seconds until a restore has found out what is wrong with its request. */
const secondsOfChecks = 4;

const usualMessages: Readonly<Record<RestoreState, readonly Message[]>> = {
  NONE: [],
  INPROGRESS: [],
  SUCCEEDED: [message('simulator.restore.completed')],
  FAILED: [message('simulator.restore.failed')],
};

/**
 * The job of an appliance that has restored nothing yet. `onSuccess` is called when a restore has
 * succeeded, with the simulated time (epoch milliseconds).
 */
export function createRestoreJob(
  clock: SimulatedClock,
  seconds: number,
  restorable: boolean,
  onSuccess: (time: number) => void,
) {
  const now = () => clock.now().getTime();
  let isRestorable = restorable;
  let job = unchanging('NONE', 0);
  let cancelEnd: () => void = () => undefined;

  function become(next: Job): void {
    cancelEnd();
    job = next;
  }

  return {
    state: () => job.state,
    /** The job as the API's RestoreJobStatus. */
    status: (wording: Wording) => ({
      state: job.state,
      messages: job.messages.map(plain(wording)),
      progress: progressOf(job, now()),
    }),
    /** Begins now. With reasons it soon fails for them, otherwise it succeeds in its time. */
    begin(reasons: readonly Message[]): void {
      const since = now();
      const fails = reasons.length > 0;
      const length = Math.min(seconds, fails ? secondsOfChecks : seconds) * 1000;
      const to = fails ? 8 : 100;
      become({ state: 'INPROGRESS', messages: [], from: 0, to, since, length });
      cancelEnd = clock.at(since + length, () => {
        become(fails ? unchanging('FAILED', to, reasons) : unchanging('SUCCEEDED', to));
        if (fails) return;
        isRestorable = false;
        onSuccess(since + length);
      });
    },
    cancel(): void {
      const reasons = [message('simulator.restore.cancelled')];
      become(unchanging('FAILED', progressOf(job, now()), reasons));
    },
    /** Sets what the job is at; nothing follows from it by itself. */
    set(state: RestoreState, progress = state === 'SUCCEEDED' ? 100 : 0): void {
      become(unchanging(state, progress));
    },
    /** Whether the appliance is in the one state that allows a restore: deployed, never booted. */
    isRestorable: () => isRestorable,
    setRestorable(restorableNow: boolean): void {
      isRestorable = restorableNow;
    },
  };
}

function unchanging(state: RestoreState, progress: number, messages = usualMessages[state]): Job {
  return { state, messages, from: progress, to: progress, since: 0, length: 0 };
}

/** Whole percent; 100 is for a restore that is complete. */
function progressOf(job: Job, now: number): number {
  return job.state === 'INPROGRESS' ? Math.min(risenTo(job, now), 99) : risenTo(job, now);
}
