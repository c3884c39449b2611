import { identity } from '../protocol/identity';
import type { Wording } from '../protocol/messages';
import type { JobPhase, Phase } from '../scenarios/script';
import type { SimulatedClock } from '../time/clock';
import { risenTo } from '../time/rise';
import {
  emptyDescription,
  jobDescription,
  usualMessages,
  usualReasons,
} from './reconciliation-messages';

/** The one reconciliation job of an appliance. */
export type ReconciliationJob = ReturnType<typeof createReconciliationJob>;

interface Job {
  readonly phase: JobPhase;
  /** Simulated epoch milliseconds, as all times here. */
  readonly since: number;
  readonly length: number;
  readonly start: number;
  readonly end?: number;
}

const minute = 60_000;

/** Starts without a job. */
export function createReconciliationJob(clock: SimulatedClock) {
  let job: Job | undefined;
  return {
    /**
     * Takes over what a phase says that began at this simulated time (epoch milliseconds). The first
     * phase of a script that has a job has a new one; later ones say how it goes on.
     */
    enter(phase: Phase, since: number, isFirst: boolean): void {
      if (phase.job === undefined) return;
      const before = isFirst ? undefined : job;
      job = phase.job === 'none' ? undefined : continued(before, phase.job, since, phase.for ?? 0);
    },
    status: () => job?.phase.status,
    /** The job as the API's Info structure, or undefined where there is none. */
    info: (wording: Wording) =>
      job === undefined ? undefined : infoOf(job, clock.now().getTime(), wording),
  };
}

/** The job as this phase has it, after what it was before. */
function continued(before: Job | undefined, phase: JobPhase, since: number, seconds: number): Job {
  const length = seconds * 1000;
  const ran = before?.phase.status === 'RUNNING';
  if (phase.status === 'RUNNING') {
    return { phase, since, length, start: ran ? before.start : since };
  }
  if (ran) return { phase, since, length, start: before.start, end: since };
  if (before?.phase.status === phase.status) return { ...before, phase };
  // A job that is found ended ran some time ago.
  return { phase, since, length, start: since - 40 * minute, end: since - 20 * minute };
}

function infoOf({ phase, start, end, ...job }: Job, now: number, wording: Wording) {
  const { status } = phase;
  const progress = progressOf({ phase, ...job }, now);
  const reasons = (phase.reasons ?? usualReasons).map(wording);
  const isUnexplained = status === 'FAILED' && phase.error === 'absent';
  const usual = usualMessages(status, progress, new Date(start)).map(wording);
  const messages = phase.messages?.map(wording) ?? (isUnexplained ? reasons : usual);
  const service = 'com.vmware.appliance.recovery.reconciliation.job';
  if (status === 'NONE') {
    const description = wording(emptyDescription);
    return { description, service, operation: '', status, messages, progress };
  }
  return {
    description: wording(jobDescription),
    service,
    operation: 'create',
    status,
    target: { type: 'com.vmware.appliance', id: identity.name },
    cancelable: false,
    ...(status === 'FAILED' ? errors[phase.error ?? 'object'](reasons) : {}),
    start_time: new Date(start).toISOString(),
    ...(end === undefined ? {} : { end_time: new Date(end).toISOString() }),
    messages,
    progress,
  };
}

/** Whole percent, as the API has it; an ended job of which nothing is said is complete. */
function progressOf(job: Pick<Job, 'phase' | 'since' | 'length'>, now: number): number {
  const { progress = job.phase.status === 'SUCCEEDED' ? 100 : 0 } = job.phase;
  if (typeof progress === 'number') return progress;
  const [from, to] = progress;
  return risenTo({ from, to, since: job.since, length: job.length }, now);
}

/** How a failed job carries its error, in each of the known forms. */
const errors: Readonly<
  Record<NonNullable<JobPhase['error']>, (messages: readonly ReturnType<Wording>[]) => object>
> = {
  object: (messages) => ({ error: { error_type: 'ERROR', messages } }),
  string: (messages) => ({
    error: messages.map((message) => message.default_message).join(' '),
  }),
  legacy: (messages) => ({
    error: { type: 'com.vmware.vapi.std.errors.error', value: { messages } },
  }),
  absent: () => ({}),
};
