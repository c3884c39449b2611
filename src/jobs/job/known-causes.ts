/**
 * Why backups fail, as far as it is known, by the messages of real appliances (6.5 to 9.0; runbooks,
 * forum posts and the articles named). Their ids are not public, so the patterns are of the English
 * texts; one of an id may stand beside them. A new cause is a new row, with its text in `english.ts`.
 */
import { untranslated } from '../../messages/text';

interface CauseRow {
  cause: string;
  /** The number of an article in the vendor's knowledge base; left out where none is known. */
  article?: number;
  /** Of an id or of a `default_message`. */
  signs: readonly RegExp[];
}

/** The first row that fits counts: a message on services may name any of them. */
const rows = [
  { cause: 'snapshot', article: 344841, signs: [/not allowed during VM snapshot/i] },
  { cause: 'database-unhealthy', signs: [/\bDb health is (?:UNHEALTHY|DEGRADED)\b/i] },
  { cause: 'services-stopped', signs: [/\brequired services are not up\b/i] },
  {
    cause: 'location-write',
    article: 430761,
    signs: [
      /\bbroken pipe\b/i,
      /\bno space left\b/i,
      /\b(?:not enough|insufficient) (?:free |disk )?space\b/i,
    ],
  },
  { cause: 'update-manager', article: 380876, signs: [/\bupdate ?manager\b/i, /updatemgr/i] },
  { cause: 'metadata', article: 441880, signs: [/\bmetadata\b/i] },
] as const satisfies readonly CauseRow[];

export type KnownCause = (typeof rows)[number]['cause'];

/**
 * @param messages localizable messages as the appliance sent them, or texts; `localized` does not count.
 * @returns the cause that one of them is a sign of. The generic "BackupManager encountered an exception"
 *   is a sign of none.
 */
export function causeOf(messages: readonly unknown[]): KnownCause | undefined {
  const known = messages.flatMap(untranslated);
  return rows.find(({ signs }) => signs.some((sign) => known.some((text) => sign.test(text))))
    ?.cause;
}

/** @returns the address of the article on a cause, if there is one. */
export function articleOn(cause: KnownCause): string | undefined {
  const row: CauseRow | undefined = rows.find((candidate) => candidate.cause === cause);
  const { article } = row ?? {};
  return article === undefined
    ? undefined
    : `https://knowledge.broadcom.com/external/article/${article}`;
}
