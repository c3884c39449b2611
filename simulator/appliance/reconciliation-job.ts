import type { Wording } from '../protocol/messages';
import type { JobPhase, JobStatus, Phase } from '../scenarios/script';
import type { Clock } from '../time/clock';
import {
  emptyDescription,
  jobDescription,
  jobTarget,
  usualMessages,
  usualReasons,
} from './reconciliation-messages';

/** The one slot an appliance has for a reconciliation job. */
export interface ReconciliationSlot {
  /**
   * Puts into the slot what a phase says that began at this simulated time (epoch milliseconds).
   * The first phase of a script that has a job has a new one; later ones tell how it goes on.
   */
  enter(phase: Phase, since: number, first: boolean): void;
  status(): JobStatus | undefined;
  /** The job as the API's Info structure, or undefined where there is none. */
  info(wording: Wording): Readonly<Record<string, unknown>> | undefined;
}

interface Job {
  readonly phase: JobPhase;
  /** Simulated epoch milliseconds, as all times here. */
  readonly since: number;
  readonly length: number;
  readonly start: number;
  readonly end?: number;
}

const service = 'com.vmware.appliance.recovery.reconciliation.job';
const minute = 60_000;

/** Makes an empty slot. */
export function createReconciliationSlot(clock: Clock): ReconciliationSlot {
  let job: Job | undefined;

  return {
    enter(phase, since, first) {
      if (phase.job === undefined) return;
      const before = first ? undefined : job;
      job = phase.job === 'none' ? undefined : follow(before, phase.job, since, phase.for ?? 0);
    },
    status: () => job?.phase.status,
    info: (wording) =>
      job === undefined ? undefined : infoOf(job, clock.now().getTime(), wording),
  };
}

/** The job as this phase has it, after what it was before. */
function follow(before: Job | undefined, phase: JobPhase, since: number, seconds: number): Job {
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

function infoOf(job: Job, now: number, wording: Wording): Readonly<Record<string, unknown>> {
  const { status } = job.phase;
  const progress = progressOf(job, now);
  const reasons = job.phase.reasons ?? usualReasons;
  const messages =
    job.phase.messages ??
    (status === 'FAILED' && job.phase.error === 'absent'
      ? reasons
      : usualMessages(status, progress, new Date(job.start)));
  if (status === 'NONE') {
    return {
      description: wording(emptyDescription),
      service,
      operation: '',
      status,
      messages: messages.map(wording),
      progress,
    };
  }
  return {
    description: wording(jobDescription),
    service,
    operation: 'create',
    status,
    target: jobTarget,
    cancelable: false,
    ...(status === 'FAILED' ? errorOf(job.phase, wording) : {}),
    start_time: new Date(job.start).toISOString(),
    ...(job.end === undefined ? {} : { end_time: new Date(job.end).toISOString() }),
    messages: messages.map(wording),
    progress,
  };
}

/** Whole percent, as the API has it; an ended job without another word is at its end. */
function progressOf(job: Job, now: number): number {
  const { progress = job.phase.status === 'SUCCEEDED' ? 100 : 0 } = job.phase;
  if (typeof progress === 'number') return progress;
  const [from, to] = progress;
  const share = job.length === 0 ? 1 : Math.min((now - job.since) / job.length, 1);
  return Math.floor(from + (to - from) * share);
}

function errorOf(phase: JobPhase, wording: Wording): { readonly error?: unknown } {
  const messages = (phase.reasons ?? usualReasons).map(wording);
  switch (phase.error ?? 'object') {
    case 'object':
      return { error: { error_type: 'ERROR', messages } };
    case 'string':
      return { error: messages.map((message) => message.default_message).join(' ') };
    case 'legacy':
      return { error: { type: 'com.vmware.vapi.std.errors.error', value: { messages } } };
    case 'absent':
      return {};
  }
}
