/**
 * Waiting for a job, as a decision on each reading of it. Nothing here sends a request, sends a
 * message or sets a timer: the caller passes in what was read and when, and acts on the
 * {@link Verdict}.
 */
import type { Fault } from '../../appliance/faults/fault';
import { isOutage } from '../../appliance/faults/is-outage';
import { type Absence, interrupted, isGone, missedAgain } from '../job/absence';
import { isNone, type JobFacts, type JobReading, type JobState, timeOf } from '../job/job';
import type { JobTarget } from '../read-job';
import { type Acceptance, timeToAppear } from './acceptance';
import {
  errorWhileRunning,
  lostJob,
  neverShownJob,
  outageTooLong,
  stalledJob,
  unreadJob,
  waitTimedOut,
  withoutJob,
} from './outcomes';

/** All times in milliseconds. */
export interface WaitSettings {
  /** The polling interval. */
  interval: number;
  /** The longest time of the wait; unlimited if left out. */
  timeout?: number;
  /** How long "no job" is tolerated at first, from the first reading without one. */
  appear: number;
  /** The longest outage that is tolerated. */
  outage: number;
  /** The time without progress after which the job is reported as stalled; 0 for never. */
  stalledAfter: number;
  /** Whether a job that had ended before is a result. */
  ended: 'accept' | 'ignore';
  /** What is reported to the flow besides the end. */
  report: 'state' | 'progress' | 'every' | 'end';
}

/** What the caller has to do. */
export type Verdict =
  | { do: 'keep waiting' }
  /** Report to the flow, and keep waiting. */
  | { do: 'report'; reading: JobReading }
  /** Report to the flow: this is the end. */
  | { do: 'end'; reading: JobReading }
  | { do: 'fail'; fault: Fault; last?: JobReading };

/** All times are milliseconds on a monotonic clock. */
export interface Wait {
  readonly settings: WaitSettings;
  /** The job to poll: as soon as it is known which one, that one. */
  target(): JobTarget;
  /** @param reading the answer to the start, with which the wait begins. */
  onStart(reading: JobReading, at: number): Verdict;
  /** @param at when the request was sent. */
  onJob(reading: JobReading, at: number): Verdict;
  /** @param at when the request that failed was sent. */
  onFault(fault: Fault, at: number): Verdict;
  /** When {@link onDeadline} is due: the wait's timeout, or the end of a tolerated outage. */
  deadline(): number | undefined;
  onDeadline(at: number): Verdict;
  /** Why the last poll failed, where that may pass by itself. */
  interruption(): 'outage' | 'sign-in paused' | undefined;
}

/** A job that is known before the first poll: named by a message, or just started. */
export interface NamedJob {
  job: Pick<JobFacts, 'state' | 'startTime' | 'progress'>;
  /** The answer to its start, if this node has started it. */
  reading?: JobReading;
  /** Where it was started just now: the appliance may not show it yet. */
  accepted?: Acceptance;
}

const keepWaiting: Verdict = { do: 'keep waiting' };

/** Start times of one job may differ by milliseconds: some answers omit them. */
const sameStart = 1000;

function startOf(job: Pick<JobFacts, 'startTime'> | undefined): number | undefined {
  return timeOf(job?.startTime)?.getTime();
}

function isSame(one: number | undefined, other: number | undefined): boolean {
  return one === undefined || other === undefined || Math.abs(one - other) < sameStart;
}

function acceptedUntil(accepted: Acceptance | undefined): number | undefined {
  return accepted && accepted.at + timeToAppear;
}

/**
 * @param target the job to wait for.
 * @param since when the wait begins.
 * @param named the job itself, if it is known already; no other job is a result then.
 */
export function createWait(
  target: JobTarget,
  settings: WaitSettings,
  since: number,
  named?: NamedJob,
): Wait {
  let current = target;
  let last = named?.reading;
  let started = startOf(named?.job);
  let hasRun = named?.job.state === 'running';
  let ignored: { id?: string; started: number | undefined } | undefined;
  let absence: Absence = { lastSeen: since, polls: 0 };
  /** Until when the job that was started may not be shown yet; undefined once it was. */
  let hiddenUntil = acceptedUntil(named?.accepted);
  /** The states read while it may not be shown yet. */
  const before = new Set<JobState>();
  let noneSince: number | undefined;
  let hasAnswered = named?.reading !== undefined;
  /** When the first poll of an interruption failed: an outage, or a pause after a refused sign-in. */
  let interruptedAt: number | undefined;
  /** An outage: how long it had lasted at the start of a pause, and since when it counts again. */
  let outage: { before: number; since: number | undefined; fault: Fault } | undefined;
  let reported: { state: string; progress: number | undefined; at: number } | undefined;
  let progress = { mark: '', at: since };
  let isStallReported = false;

  /** Whether a job is the one that is waited for; undefined where neither id nor times tell. */
  function isMeant(job: JobFacts): boolean | undefined {
    if ('id' in current) return true;
    const start = startOf(job);
    if (start === undefined) return undefined;
    if (started !== undefined) return isSame(started, start);
    const notBefore = named?.accepted?.notBefore;
    return notBefore === undefined ? undefined : start >= notBefore;
  }

  /** Another job may have taken the place of the one that is waited for. */
  function isOther(job: JobFacts): boolean {
    return isMeant(job) === false;
  }

  /**
   * Whether this is the job that was started. A restore has neither id nor times: if it has ended, it
   * may be an older one, until another state was read since the start or there was time enough.
   */
  function isShown(job: JobFacts, isTimeUp: boolean): boolean {
    if (isNone(job)) return false;
    const hasChanged = [...before].some((state) => state !== job.state);
    return isMeant(job) ?? (job.state === 'running' || hasChanged || isTimeUp);
  }

  /** The job as it is known, where no reading has shown it. */
  function unread(reading: JobReading): JobReading {
    const startTime = named?.job.startTime;
    return unreadJob(reading, {
      ...('id' in current ? { id: current.id } : {}),
      ...(startTime === undefined ? {} : { startTime }),
    });
  }

  /** For a job that was started just now and is not shown yet: an older job is there, or none. */
  function onHidden(reading: JobReading, isTimeUp: boolean): Verdict {
    before.add(reading.job.state);
    if (!isTimeUp) return keepWaiting;
    return { do: 'end', reading: neverShownJob(named?.reading ?? unread(reading)) };
  }

  function isIgnored(job: JobFacts): boolean {
    if (settings.ended === 'accept' || named !== undefined || hasRun) return false;
    ignored ??= { ...(job.id === undefined ? {} : { id: job.id }), started: startOf(job) };
    return ignored.id === job.id && isSame(ignored.started, startOf(job));
  }

  function onNone(reading: JobReading, at: number): Verdict {
    if (hasRun) {
      absence = missedAgain(absence);
      if (!isGone(absence, at)) return keepWaiting;
      return { do: 'end', reading: lostJob(last ?? unread(reading)) };
    }
    noneSince ??= at;
    if (at - noneSince < settings.appear) return keepWaiting;
    return { do: 'end', reading: withoutJob(reading, isOther(reading.job)) };
  }

  function stalledReading(reading: JobReading, at: number): JobReading | undefined {
    const mark = JSON.stringify([reading.job.status, reading.job.progress, reading.job.messages]);
    if (mark !== progress.mark) progress = { mark, at };
    const unchanged = at - progress.at;
    if (isStallReported || settings.stalledAfter === 0 || unchanged < settings.stalledAfter) {
      return undefined;
    }
    isStallReported = true;
    return stalledJob(reading, unchanged);
  }

  function isReportDue({ job }: JobReading, at: number): boolean {
    switch (settings.report) {
      case 'end':
        return false;
      case 'every':
        // Another wait for the same job may have a shorter interval.
        return reported === undefined || at - reported.at >= settings.interval * 0.8;
      case 'progress':
        return reported?.state !== job.state || reported.progress !== job.progress;
      default:
        return reported?.state !== job.state;
    }
  }

  function onRunning(reading: JobReading, at: number): Verdict {
    const { job } = reading;
    hasRun = true;
    absence = { lastSeen: at, polls: 0 };
    started ??= startOf(job);
    if (job.kind === 'backup' && job.id !== undefined) current = { kind: 'backup', id: job.id };
    const report = stalledReading(reading, at) ?? (isReportDue(reading, at) ? reading : undefined);
    if (report === undefined) return keepWaiting;
    reported = { state: job.state, progress: job.progress, at };
    return { do: 'report', reading: report };
  }

  function lengthOfOutage(at: number): number {
    return outage === undefined ? 0 : outage.before + (at - (outage.since ?? at));
  }

  function onFault(fault: Fault, at: number): Verdict {
    if (!isOutage(fault, hasAnswered)) return { do: 'fail', fault };
    interruptedAt ??= at;
    // A pause after a refused sign-in is ours, and longer than most outages.
    outage =
      fault.code === 'AUTHENTICATION_FAILED'
        ? { before: lengthOfOutage(at), since: undefined, fault }
        : { before: outage?.before ?? 0, since: outage?.since ?? at, fault };
    // A job may appear only after the outage, and one that ran may not be back at once.
    noneSince = undefined;
    absence = interrupted(absence);
    return keepWaiting;
  }

  return {
    settings,
    target: () => current,
    interruption() {
      if (outage === undefined) return undefined;
      return outage.since === undefined ? 'sign-in paused' : 'outage';
    },
    onFault,
    onStart(reading, at) {
      const { job } = reading;
      if (job.state === 'running') return onRunning(reading, at);
      return isNone(job) ? keepWaiting : { do: 'end', reading };
    },
    onJob(reading, at) {
      const { job } = reading;
      if (hasRun && job.statusCode === 500) return onFault(errorWhileRunning(job), at);
      hasAnswered = true;
      if (interruptedAt !== undefined) {
        // An interruption counts neither as time without progress nor as time to appear.
        progress = { ...progress, at };
        if (hiddenUntil !== undefined) hiddenUntil += at - interruptedAt;
        interruptedAt = undefined;
        outage = undefined;
      }
      if (hiddenUntil !== undefined) {
        const isTimeUp = at >= hiddenUntil;
        if (!isShown(job, isTimeUp)) return onHidden(reading, isTimeUp);
        hiddenUntil = undefined;
      }
      if (isNone(job) || isOther(job)) return onNone(reading, at);
      if (job.state !== 'running' && isIgnored(job)) return onNone(reading, at);
      last = reading;
      return job.state === 'running' ? onRunning(reading, at) : { do: 'end', reading };
    },
    deadline() {
      const ends = [
        settings.timeout === undefined ? [] : [since + settings.timeout],
        outage?.since === undefined ? [] : [outage.since + settings.outage - outage.before],
      ].flat();
      return ends.length === 0 ? undefined : Math.min(...ends);
    },
    onDeadline(at) {
      const { timeout } = settings;
      if (timeout !== undefined && at >= since + timeout) {
        return { do: 'fail', fault: waitTimedOut(timeout, last), ...(last ? { last } : {}) };
      }
      const length = lengthOfOutage(at);
      if (outage?.since === undefined || length < settings.outage) return keepWaiting;
      return { do: 'fail', fault: outageTooLong(outage.fault, length) };
    },
  };
}
