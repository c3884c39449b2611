/**
 * Which messages of a job that succeeded are warnings: the specification gives messages no severity, so
 * all are, except those that are known to be none.
 */
import { untranslated } from '../../messages/text';

/** Of an id or of a `default_message`. A new notice is a new row. */
const knownNotices: readonly RegExp[] = [
  // "The backup is complete.", "Backup job completed successfully": says the same as the status.
  /^(?:the )?(?:backup|restore|reconciliation)(?: job)?(?: of \S+)?(?: is| has| was)? (?:complete|completed|finished|succeeded)(?: successfully)?[.!]?$/i,
];

/**
 * @param messages `messages` of a job that succeeded, as the appliance sent it.
 * @param ignored further ids or texts that are no warning, without regard to case.
 * @returns the messages that are warnings, as they came.
 */
export function warningsIn(messages: unknown, ignored: readonly string[] = []): unknown[] {
  if (!Array.isArray(messages)) return [];
  const ignoredTexts = new Set(ignored.map((text) => text.trim().toLowerCase()));
  const isNotice = (text: string) =>
    ignoredTexts.has(text.toLowerCase()) || knownNotices.some((notice) => notice.test(text));
  return messages.filter((message: unknown) => !untranslated(message).some(isNotice));
}
