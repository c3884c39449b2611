/** What a person reads about a job. */
import { type Sentence, sentence, type Text, textIn, type Words } from '../../messages/sentence';
import { asSentence } from '../../messages/text';
import { durationText } from '../../messages/time-text';
import type { Advice, Job, JobFacts, JobReading } from './job';
import { articleOn, type KnownCause } from './known-causes';

function whileRunning(job: Sentence, { progress, messages }: JobFacts): Sentence {
  const latest = messages.at(-1);
  const message = latest ? asSentence(latest) : undefined;
  if (progress === undefined) {
    return message === undefined
      ? sentence('running', { job })
      : sentence('running-with-message', { job, message });
  }
  return message === undefined
    ? sentence('running-with-progress', { job, progress })
    : sentence('running-with-progress-and-message', { job, progress, message });
}

function afterSuccess(job: Sentence, { duration }: JobFacts): Sentence {
  return duration === undefined
    ? sentence('succeeded', { job })
    : sentence('succeeded-after', { job, time: durationText(duration) });
}

function withWarnings(job: Sentence, warnings: readonly string[], { duration }: JobFacts): Text {
  const texts = warnings.map(asSentence).join(' ');
  const count = warnings.length;
  return [
    count === 1
      ? sentence('succeeded-with-warning', { job, warning: texts })
      : sentence('succeeded-with-warnings', { job, count, warnings: texts }),
    ...(duration === undefined ? [] : [sentence('it-took', { time: durationText(duration) })]),
  ];
}

/** @returns what the facts of a job say. */
function sentenceOf(facts: JobFacts): Sentence {
  const { kind, state, error, statusCode } = facts;
  const appliance = facts.appliance.name;
  const job = sentence(`job-${kind}`, { appliance });
  switch (state) {
    case 'running':
      return whileRunning(job, facts);
    case 'succeeded':
      return afterSuccess(job, facts);
    case 'failed':
      return error
        ? sentence('failed-because', { job, reason: asSentence(error) })
        : sentence('failed', { job });
    case 'lost':
      return sentence('lost', { job });
    default:
      // Reported of an appliance that was never restored, but also a sign of an internal error.
      return sentence(statusCode === 500 ? 'none-or-error' : `none-${kind}`, { appliance });
  }
}

/** @returns what a reading says. */
export function sentencesOf({ job, sentences }: JobReading): Text {
  if (sentences) return sentences;
  const { kind, appliance, warnings = [] } = job;
  if (warnings.length === 0) return [sentenceOf(job)];
  return withWarnings(sentence(`job-${kind}`, { appliance: appliance.name }), warnings, job);
}

/** @returns what to do about a known cause. */
export function adviceOn(cause: KnownCause, words?: Words): Advice {
  const link = articleOn(cause);
  const text = textIn([sentence(`advice-${cause}`)], words);
  return { cause, text, ...(link === undefined ? {} : { link }) };
}

/**
 * @param words of the language of `text`; English if left out.
 * @returns the object for `msg.job`.
 */
export function jobOf(reading: JobReading, words?: Words): Job {
  const { cause, ...facts } = reading.job;
  return {
    ...facts,
    text: textIn(sentencesOf(reading), words),
    ...(cause === undefined ? {} : { advice: adviceOn(cause, words) }),
  };
}
