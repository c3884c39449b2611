/** The readings and faults with which a wait ends, other than a job that has ended. */
import { Fault } from '../../appliance/faults/fault';
import type { Job, JobReading } from '../job/job';
import { isNone } from '../job/job';
import { durationText, textOf } from '../job/job-text';

/**
 * @param isOther whether another job has taken the place of the one that was waited for.
 * @returns the reading for a wait that ends without a job, whatever job was read last.
 */
export function withoutJob({ job, payload }: JobReading, isOther: boolean): JobReading {
  if (isNone(job)) return { job, payload };
  const { kind, appliance, statusCode } = job;
  const none = { kind, appliance, state: 'none' as const, messages: [], statusCode };
  const text = isOther
    ? `${appliance.name} has another ${kind} job than the one that was waited for.`
    : `${appliance.name} has no ${kind} job that runs: the latest had ended before.`;
  return { job: { ...none, text }, payload };
}

/**
 * @param reading any reading in which the job was missing.
 * @param known what is known of the job without having read it.
 */
export function unreadJob({ job, payload }: JobReading, known: Partial<Job>): JobReading {
  const { kind, appliance, statusCode } = job;
  const unread = { kind, appliance, state: 'none' as const, messages: [], statusCode, ...known };
  return { job: { ...unread, text: textOf(unread) }, payload };
}

/** @returns the last reading of a job that was running and is missing now. */
export function lostJob({ job, payload }: JobReading): JobReading {
  const lost: Omit<Job, 'text'> = { ...job, state: 'lost' };
  return { job: { ...lost, text: textOf(lost) }, payload };
}

/** @param reading of the answer to its start, or what is known of it otherwise. */
export function neverShownJob({ job, payload }: JobReading): JobReading {
  const text = `The ${job.kind} of ${job.appliance.name} was accepted, but never shown: what became of it is not known.`;
  return { job: { ...job, state: 'lost', text }, payload };
}

/** @param milliseconds since its last progress. */
export function stalledJob({ job, payload }: JobReading, milliseconds: number): JobReading {
  const text = `${job.text} It has made no progress for ${durationText(milliseconds / 1000)}.`;
  return { job: { ...job, stalled: true, text }, payload };
}

/**
 * HTTP 500 in the place of a job that was running. It may mean "none" only where nothing was ever
 * restored.
 */
export function errorWhileRunning({ appliance, statusCode }: Job): Fault {
  const text = `${appliance.name} answered with HTTP ${statusCode} while its job was running.`;
  return new Fault({ code: 'APPLIANCE_ERROR', text, statusCode, appliance });
}

/** @param timeout in milliseconds. */
export function waitTimedOut(timeout: number, last: JobReading | undefined): Fault {
  const known = last ? ` ${last.job.text}` : ' The job has not been seen.';
  return new Fault({
    code: 'WAIT_TIMED_OUT',
    text: `The wait ended after ${durationText(timeout / 1000)}, before the job did.${known}`,
    ...(last ? { appliance: last.job.appliance } : {}),
  });
}

/** @param milliseconds since the outage began. */
export function outageTooLong(fault: Fault, milliseconds: number): Fault {
  const text = `${fault.message} It has been out of reach for ${durationText(milliseconds / 1000)}.`;
  return fault.with({ text });
}
