/** What a person reads about a job. */
import { asSentence } from '../../messages/text';
import type { Job } from './job';

/** @returns the two largest units of a duration: 1006 → "16 min 46 s". */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const parts: [number, string][] = [
    [Math.floor(whole / 3600), 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ];
  const largest = parts.filter(([count]) => count > 0).slice(0, 2);
  return largest.length > 0 ? largest.map(([count, unit]) => `${count} ${unit}`).join(' ') : '0 s';
}

/** @returns one sentence about a job. */
export function textOf(job: Omit<Job, 'text'>): string {
  const subject = `The ${job.kind} of ${job.appliance.name}`;
  const latest = job.messages.at(-1);
  switch (job.state) {
    case 'running': {
      const progress = job.progress === undefined ? '' : `, ${job.progress} % done`;
      return `${subject} is running${progress}${latest ? `: ${asSentence(latest)}` : '.'}`;
    }
    case 'succeeded':
      return `${subject} succeeded${
        job.duration === undefined ? '' : ` after ${durationText(job.duration)}`
      }.`;
    case 'failed':
      return `${subject} failed${job.error ? `: ${asSentence(job.error)}` : ', for no reason given.'}`;
    case 'lost':
      return `${subject} is no longer there: how it ended is not known.`;
    default:
      // Reported of an appliance that was never restored, but also a sign of an internal error.
      return job.statusCode === 500
        ? `${job.appliance.name} has no ${job.kind} job, or cannot tell: it answered with HTTP 500.`
        : `${job.appliance.name} has no ${job.kind} job.`;
  }
}
