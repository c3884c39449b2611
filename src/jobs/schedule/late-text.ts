/** What a person reads about a backup that is late. */
import { type SentenceKey, sentence, type Text } from '../../messages/sentence';
import { dateText, durationText } from '../../messages/time-text';
import type { LateAnswer, LateReason } from './late';

/** Why the age of the last success was judged, and not the schedule. */
const withoutSchedule = {
  'no-schedule': 'has-no-schedule',
  'schedule-disabled': 'schedule-is-disabled',
  'schedule-without-recurrence': 'schedule-never-runs',
  'schedule-unreadable': 'schedule-unreadable',
} as const satisfies Partial<Record<LateReason, SentenceKey>>;

/**
 * @param appliance its name.
 * @param now epoch milliseconds.
 * @returns why a backup is late.
 */
export function lateSentences(appliance: string, answer: LateAnswer, now: number): Text {
  const { reason, lastSuccess = now, awaited = now } = answer;
  switch (reason) {
    case 'no-jobs':
    case 'no-success':
      return [sentence('never-succeeded', { appliance })];
    case 'by-schedule':
      return [sentence('overdue-by-schedule', { appliance, date: dateText(awaited) })];
    default: {
      const time = durationText((now - lastSuccess) / 1000);
      return [sentence('overdue', { appliance, time }), sentence(withoutSchedule[reason])];
    }
  }
}
