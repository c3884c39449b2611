/**
 * Waiting for a job, as a judgement on each look at it. Nothing here asks, sends or keeps time:
 * who does calls {@link Wait} with what came and when, and does what it says.
 */
import { Fault } from '../appliance/faults/fault';
import { isOutage } from '../appliance/faults/is-outage';
import { durationText, isNone, type Job, type Look, textOf, timeOf } from './job';
import type { JobTarget } from './look';

/** All times in milliseconds. */
export interface WaitSettings {
  /** Between two looks. */
  interval: number;
  /** Until it gives up; none where it never does. */
  timeout?: number;
  /** How long "no job" is borne at first, from the first look that finds none. */
  appear: number;
  /** How long the appliance may be out of reach. */
  outage: number;
  /** Without progress until that is told; 0 where it never is. */
  stalledAfter: number;
  /** Whether a job that had ended before is an answer. */
  ended: 'accept' | 'ignore';
  /** Of what the flow is told besides the end. */
  report: 'state' | 'progress' | 'every' | 'end';
}

/** What to do after a look. */
export type Verdict =
  | { do: 'go on' }
  /** Tell the flow, and go on. */
  | { do: 'report'; look: Look }
  /** Tell the flow; this is the end. */
  | { do: 'end'; look: Look }
  | { do: 'fail'; fault: Fault; last?: Look };

export interface Wait {
  readonly settings: WaitSettings;
  /** The job to look at: the very one, as soon as it is known. */
  target(): JobTarget;
  /** @param at when the look was taken, on a clock in milliseconds that never goes back. */
  see(look: Look, at: number): Verdict;
  /** @param at when what failed had begun. */
  miss(fault: Fault, at: number): Verdict;
  /** When {@link expire} is due: the wait's timeout, or the end of what an outage may last. */
  deadline(): number | undefined;
  expire(at: number): Verdict;
  /** Whether the appliance was out of reach at the last look. */
  isOut(): boolean;
}

/** A job that is known before the first look: named by a message, or just started. */
export interface NamedJob {
  job: Pick<Job, 'state' | 'startTime' | 'progress'>;
  /** The look in which it was seen, where there was one. */
  look?: Look;
}

const goOn: Verdict = { do: 'go on' };

/** Milliseconds by which two accounts of one start may differ: some are told without them. */
const sameStart = 1000;

function startOf(job: Pick<Job, 'startTime'> | undefined): number | undefined {
  return timeOf(job?.startTime)?.getTime();
}

function isSame(one: number | undefined, other: number | undefined): boolean {
  return one === undefined || other === undefined || Math.abs(one - other) < sameStart;
}

/** The same look, as one at which nobody found a job that counts. */
function asNone({ job, payload }: Look, isOther: boolean): Look {
  if (isNone(job)) return { job, payload };
  const { kind, appliance, statusCode } = job;
  const none = { kind, appliance, state: 'none' as const, messages: [], statusCode };
  const text = isOther
    ? `${appliance.name} has another ${kind} job than the one that was waited for.`
    : `${appliance.name} has no ${kind} job that runs: the latest had ended before.`;
  return { job: { ...none, text }, payload };
}

function asLost({ job, payload }: Look): Look {
  const lost: Omit<Job, 'text'> = { ...job, state: 'lost' };
  return { job: { ...lost, text: textOf(lost) }, payload };
}

/** Where nothing was ever restored 500 may mean "none"; where something ran, it does not. */
function errorIn({ appliance, statusCode }: Job): Fault {
  const text = `${appliance.name} answered with HTTP ${statusCode} while its job was running.`;
  return new Fault({ code: 'APPLIANCE_ERROR', text, statusCode, appliance });
}

function timedOut(settings: WaitSettings, last: Look | undefined): Fault {
  const passed = durationText((settings.timeout ?? 0) / 1000);
  const known = last ? ` ${last.job.text}` : ' The job has not been seen.';
  return new Fault({
    code: 'WAIT_TIMED_OUT',
    text: `The wait ended after ${passed}, before the job did.${known}`,
    ...(last ? { appliance: last.job.appliance } : {}),
  });
}

/**
 * @param target the job to wait for.
 * @param named the job itself, where it is known already; no other counts then.
 * @param since when the wait begins, on the clock of all its times.
 */
export function createWait(
  target: JobTarget,
  settings: WaitSettings,
  since: number,
  named?: NamedJob,
): Wait {
  let current = target;
  let last = named?.look;
  let started = startOf(named?.job);
  let hasRun = named?.job.state === 'running';
  let ignored: { id?: string; started: number | undefined } | undefined;
  let missing = 0;
  let noneSince: number | undefined;
  let hasAnswered = named?.look !== undefined;
  let outage: { since: number; fault: Fault } | undefined;
  let reported: { state: string; progress: number | undefined; at: number } | undefined;
  let progress = { mark: '', at: since };
  let isStallTold = false;

  /** Another job may have taken the place of the one that is waited for. */
  function isOther(job: Job): boolean {
    return 'which' in current ? false : !isSame(started, startOf(job));
  }

  function isIgnored(job: Job): boolean {
    if (settings.ended === 'accept' || named !== undefined || hasRun) return false;
    ignored ??= { ...(job.id === undefined ? {} : { id: job.id }), started: startOf(job) };
    return ignored.id === job.id && isSame(ignored.started, startOf(job));
  }

  function none(look: Look, at: number): Verdict {
    if (hasRun) {
      // Services that come back may have no job for a moment: it is gone if it stays away.
      missing += 1;
      return missing < 2 ? goOn : { do: 'end', look: asLost(last ?? look) };
    }
    noneSince ??= at;
    if (at - noneSince < settings.appear) return goOn;
    return { do: 'end', look: asNone(look, isOther(look.job)) };
  }

  function stalled(look: Look, at: number): Look | undefined {
    const mark = JSON.stringify([look.job.status, look.job.progress, look.job.messages]);
    if (mark !== progress.mark) progress = { mark, at };
    const still = at - progress.at;
    if (isStallTold || settings.stalledAfter === 0 || still < settings.stalledAfter) {
      return undefined;
    }
    isStallTold = true;
    const text = `${look.job.text} It has made no progress for ${durationText(still / 1000)}.`;
    return { job: { ...look.job, stalled: true, text }, payload: look.payload };
  }

  function isWorthTelling({ job }: Look, at: number): boolean {
    switch (settings.report) {
      case 'end':
        return false;
      case 'every':
        // Another wait for the same job may look more often than this one wants to be told.
        return reported === undefined || at - reported.at >= settings.interval * 0.8;
      case 'progress':
        return reported?.state !== job.state || reported.progress !== job.progress;
      default:
        return reported?.state !== job.state;
    }
  }

  function running(look: Look, at: number): Verdict {
    const { job } = look;
    hasRun = true;
    missing = 0;
    started ??= startOf(job);
    if (job.kind === 'backup' && job.id !== undefined) current = { kind: 'backup', id: job.id };
    const told = stalled(look, at) ?? (isWorthTelling(look, at) ? look : undefined);
    if (told === undefined) return goOn;
    reported = { state: job.state, progress: job.progress, at };
    return { do: 'report', look: told };
  }

  function miss(fault: Fault, at: number): Verdict {
    if (!isOutage(fault, hasAnswered)) return { do: 'fail', fault };
    outage = { since: outage?.since ?? at, fault };
    // What is to appear may begin only when the services are back, and what ran may not be there yet.
    noneSince = undefined;
    missing = 0;
    return goOn;
  }

  return {
    settings,
    target: () => current,
    isOut: () => outage !== undefined,
    miss,
    see(look, at) {
      const { job } = look;
      if (hasRun && job.statusCode === 500) return miss(errorIn(job), at);
      hasAnswered = true;
      if (outage !== undefined) {
        outage = undefined;
        // Out of reach is not the same as standing still.
        progress = { ...progress, at };
      }
      if (isNone(job) || isOther(job)) return none(look, at);
      if (job.state !== 'running' && isIgnored(job)) return none(look, at);
      last = look;
      return job.state === 'running' ? running(look, at) : { do: 'end', look };
    },
    deadline() {
      const ends = [
        settings.timeout === undefined ? [] : [since + settings.timeout],
        outage === undefined ? [] : [outage.since + settings.outage],
      ].flat();
      return ends.length === 0 ? undefined : Math.min(...ends);
    },
    expire(at) {
      const isOver = settings.timeout !== undefined && at >= since + settings.timeout;
      if (isOver) {
        return { do: 'fail', fault: timedOut(settings, last), ...(last ? { last } : {}) };
      }
      if (outage === undefined || at < outage.since + settings.outage) return goOn;
      const { fault, since: gone } = outage;
      const text = `${fault.message} It has been out of reach for ${durationText((at - gone) / 1000)}.`;
      return { do: 'fail', fault: fault.with({ text }) };
    },
  };
}
