/** What the appliance says of its own health, as far as a backup depends on it. */
import { isRecord } from '../../messages/record';
import { sentence } from '../../messages/sentence';
import { asSentence, messageText } from '../../messages/text';
import { type Finding, type Status, worstFinding } from '../finding';
import type { HealthName, Outcome } from '../measure/parts';
import { type Facts, readingOf } from './facts';
import { unread } from './unread';

/** The appliance's words, of the indicators and of the database. `gray`: it has no data. */
const statusOfWord: ReadonlyMap<string, Status | 'skipped'> = new Map([
  ['green', 'ok'],
  ['yellow', 'warning'],
  ['orange', 'warning'],
  ['red', 'critical'],
  ['gray', 'skipped'],
  ['HEALTHY', 'ok'],
  ['DEGRADED', 'warning'],
  ['UNHEALTHY', 'critical'],
]);

/** `{severity, message}`, with a localizable message. */
function textsOf(messages: unknown): string[] {
  if (!Array.isArray(messages)) return [];
  return messages
    .map((entry: unknown) => (isRecord(entry) ? messageText(entry.message) : ''))
    .filter(Boolean)
    .map(asSentence);
}

function judgePart(name: HealthName, outcome: Outcome<unknown>): Finding {
  if ('fault' in outcome) return unread(outcome.fault);
  const { value } = outcome;
  const shown = isRecord(value) ? value.status : value;
  if (typeof shown !== 'string' || shown === '') {
    return { status: 'unknown', said: [sentence('check-health-missing', { part: name })] };
  }
  const word = shown.slice(0, 40);
  const status = statusOfWord.get(word);
  const said = [sentence('check-health', { part: name, word })];
  if (status === undefined) return { status: 'unknown', said };
  return { status, said: isRecord(value) ? [...said, ...textsOf(value.messages)] : said };
}

export function judgeHealth({ parts }: Facts): Finding {
  const health = Object.entries(readingOf(parts, 'health') ?? {}) as [
    HealthName,
    Outcome<unknown>,
  ][];
  const worst = worstFinding(health.map(([name, outcome]) => judgePart(name, outcome)));
  if (worst === undefined) return { status: 'skipped', said: [sentence('check-no-health')] };
  return worst.status === 'ok' ? { status: 'ok', said: [sentence('check-healthy')] } : worst;
}
