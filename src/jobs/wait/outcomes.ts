/** The readings and faults with which a wait ends, other than a job that has ended. */
import { Fault } from '../../appliance/faults/fault';
import { sentence } from '../../messages/sentence';
import { durationText } from '../../messages/time-text';
import { isNone, type JobFacts, type JobReading } from '../job/job';
import { sentencesOf } from '../job/job-text';

/**
 * @param isOther whether another job has taken the place of the one that was waited for.
 * @returns the reading for a wait that ends without a job, whatever job was read last.
 */
export function withoutJob(reading: JobReading, isOther: boolean): JobReading {
  if (isNone(reading.job)) return reading;
  const { kind, appliance, statusCode } = reading.job;
  const values = { appliance: appliance.name };
  return {
    job: { kind, appliance, state: 'none', messages: [], statusCode },
    sentences: [sentence(isOther ? `replaced-${kind}` : `ended-before-${kind}`, values)],
    payload: reading.payload,
  };
}

/**
 * @param reading any reading in which the job was missing.
 * @param known what is known of the job without having read it.
 */
export function unreadJob({ job, payload }: JobReading, known: Partial<JobFacts>): JobReading {
  const { kind, appliance, statusCode } = job;
  return { job: { kind, appliance, state: 'none', messages: [], statusCode, ...known }, payload };
}

/** @returns the last reading of a job that was running and is missing now. */
export function lostJob({ job, payload }: JobReading): JobReading {
  return { job: { ...job, state: 'lost' }, payload };
}

/** @param reading of the answer to its start, or what is known of it otherwise. */
export function neverShownJob({ job, payload }: JobReading): JobReading {
  const values = { appliance: job.appliance.name };
  const sentences = [sentence(`never-shown-${job.kind}`, values)];
  return { job: { ...job, state: 'lost' }, sentences, payload };
}

/** @param milliseconds since its last progress. */
export function stalledJob(reading: JobReading, milliseconds: number): JobReading {
  const stalled = sentence('stalled', { time: durationText(milliseconds / 1000) });
  return {
    ...reading,
    job: { ...reading.job, stalled: true },
    sentences: [...sentencesOf(reading), stalled],
  };
}

/**
 * HTTP 500 in the place of a job that was running. It may mean "none" only where nothing was ever
 * restored.
 */
export function errorWhileRunning({ appliance, statusCode }: JobFacts): Fault {
  const values = { appliance: appliance.name, status: statusCode };
  const sentences = [sentence('error-while-running', values)];
  return new Fault({ code: 'APPLIANCE_ERROR', sentences, statusCode, appliance });
}

/** @param timeout in milliseconds. */
export function waitTimedOut(timeout: number, last: JobReading | undefined): Fault {
  const ended = sentence('wait-timed-out', { time: durationText(timeout / 1000) });
  return new Fault({
    code: 'WAIT_TIMED_OUT',
    sentences: [ended, ...(last ? sentencesOf(last) : [sentence('never-seen')])],
    ...(last ? { appliance: last.job.appliance } : {}),
  });
}

/** @param milliseconds since the outage began. */
export function outageTooLong(fault: Fault, milliseconds: number): Fault {
  return fault.followedBy(sentence('unreachable-for', { time: durationText(milliseconds / 1000) }));
}
