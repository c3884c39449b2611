/** Compares what was seen of a cell with what has to be seen. */
import type { ExpectedSight } from './expectations';
import type { Sighting } from './flow';

export interface Sight extends Sighting {
  /** Whether it works without messages. */
  isAlone: boolean;
  requests: number;
  changes: number;
  /** From the message to its end. */
  seconds: number;
  logLines: readonly string[];
  /** Secrets that are somewhere in what left the nodes. */
  leaked: readonly string[];
  /** Sessions and connections that are open after the flow was removed. */
  left: readonly string[];
}

/** The longest line, in characters, that a log has to take. */
const longestLine = 1000;

/** What is not one line of readable length. */
function isUnfit(line: string): boolean {
  return line.length > longestLine || /[\p{Cc}\u2028\u2029]/u.test(line);
}

/** The message: at one output or at Catch, once, with its fault. */
function compareMessage(expected: ExpectedSight, { arrivals, ends, isAlone }: Sight): string[] {
  const ports = arrivals.map(({ port }) => port);
  const wanted = expected.port === 'nothing' ? '' : expected.port;
  const deviations: string[] = [];
  if (ports.join(', ') !== wanted) deviations.push(`came to [${ports}], not to [${wanted}]`);
  if (!isAlone && ends !== 1) deviations.push(`ended ${ends} times`);
  const fault = arrivals[0]?.fault;
  for (const property of ['code', 'retryable', 'outcome'] as const) {
    const seen = fault?.[property];
    if (seen !== expected[property]) {
      deviations.push(`${property} is ${seen}, not ${expected[property]}: ${fault?.text}`);
    }
  }
  return deviations;
}

function compareBadges({ badge, badgeBefore }: ExpectedSight, { badges }: Sight): string[] {
  const last = badges.at(-1) ?? 'none';
  const deviations = last === badge ? [] : [`the badge is ${last}, not ${badge}`];
  if (badgeBefore !== undefined && !badges.includes(badgeBefore)) {
    deviations.push(`the badge ${badgeBefore} is missing among ${badges.join(', ')}`);
  }
  return deviations;
}

/** @returns how a sight differs from the expected one. */
export function compare(expected: ExpectedSight, sight: Sight): string[] {
  const { requests, changes, seconds, logLines, leaked, left } = sight;
  const deviations = [...compareMessage(expected, sight), ...compareBadges(expected, sight)];
  if (requests > expected.requests)
    deviations.push(`${requests} requests, over ${expected.requests}`);
  if (changes > expected.changes) deviations.push(`${changes} changes, over ${expected.changes}`);
  if (seconds > expected.seconds) deviations.push(`took ${seconds} s, over ${expected.seconds}`);
  const [fewest = 0, most = fewest] = [expected.logLines].flat();
  if (logLines.length < fewest || logLines.length > most) {
    deviations.push(
      `${logLines.length} log lines, not ${expected.logLines}: ${logLines.join(' | ')}`,
    );
  }
  const unfit = logLines.filter(isUnfit).map((line) => `unfit for a log: ${JSON.stringify(line)}`);
  return [
    ...[...deviations, ...unfit],
    ...leaked.map((secret) => `not secret: ${secret}`),
    ...left.map((what) => `left open: ${what}`),
  ];
}
