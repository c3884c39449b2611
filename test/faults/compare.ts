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
function compareMessage(expected: ExpectedSight, { arrivals }: Sight): string[] {
  const ports = arrivals.map(({ port }) => port);
  const wanted = expected.port === 'nothing' ? '' : expected.port;
  const deviations: string[] = [];
  if (ports.join(', ') !== wanted) deviations.push(`came to [${ports}], not to [${wanted}]`);
  const fault = arrivals[0]?.fault;
  for (const property of ['code', 'retryable', 'outcome'] as const) {
    const seen = fault?.[property];
    if (seen !== expected[property]) {
      deviations.push(`${property} is ${seen}, not ${expected[property]}: ${fault?.text}`);
    }
  }
  if (expected.retryAfter !== undefined && fault?.retryAfter !== expected.retryAfter) {
    deviations.push(`retryAfter is ${fault?.retryAfter}, not ${expected.retryAfter}`);
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

function compareLog({ logLines: wanted }: ExpectedSight, { logLines }: Sight): string[] {
  const [fewest = 0, most = fewest] = [wanted].flat();
  if (logLines.length >= fewest && logLines.length <= most) return [];
  return [`${logLines.length} log lines, not ${wanted}: ${logLines.join(' | ')}`];
}

/** What is counted, and at most allowed. */
const bounds = ['requests', 'changes', 'seconds'] as const;

/** @returns how a sight differs from the expected one. */
export function compare(expected: ExpectedSight, sight: Sight): string[] {
  const { ends, isAlone, logLines, leaked, left } = sight;
  const comparisons = [compareMessage, compareBadges, compareLog];
  return [
    ...(expected.isChance ? [] : comparisons.flatMap((compared) => compared(expected, sight))),
    ...(isAlone || ends === 1 ? [] : [`ended ${ends} times`]),
    ...bounds
      .filter((what) => sight[what] > expected[what])
      .map((what) => `${sight[what]} ${what}, over ${expected[what]}`),
    ...logLines.filter(isUnfit).map((line) => `unfit for a log: ${JSON.stringify(line)}`),
    ...leaked.map((secret) => `not secret: ${secret}`),
    ...left.map((what) => `left open: ${what}`),
  ];
}
