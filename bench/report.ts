import type { Bound, Figure, Part } from './figures';
import type { Readings } from './readings';
import { judge, trustedRatios, type Verdict, worst } from './verdict';

/** The results of a run. */
export interface Report {
  readonly figures: readonly Figure[];
  readonly readings: Readings;
  /** Versions of what was measured and what it ran on, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

const explanation = 'In brackets: where the true median lies, with 95 % confidence.';

const quantityWords: Readonly<Record<string, string>> = { cpu: 'CPU', rate: 'messages/s' };

const words: Readonly<Record<Verdict, string>> = {
  kept: 'kept',
  broken: '**broken**',
  inconclusive: 'inconclusive',
};

/** The verdict on the whole run. */
export function overallVerdict({ figures, readings }: Report): Verdict {
  return worst(figures.map((figure) => judge(figure, readings)));
}

/** The report as Markdown, to be read in a terminal and copied into the documentation. */
export function toMarkdown(report: Report): string {
  const { figures, readings, versions, notes } = report;
  const rows = figures.map((figure) => {
    const measured = figure.parts.map((part) => measuredText(part, readings)).join(', ');
    const bound = figure.parts.flatMap(boundText).join(', ');
    return `| ${figure.title} | ${measured} | ${bound} | ${words[judge(figure, readings)]} |`;
  });
  const versionTexts = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    '| figure | measured | bound | verdict |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...[explanation, ...controlTexts(report), ...notes, `${versionTexts.join(', ')}.`].map(
      (text) => `- ${text}`,
    ),
  ].join('\n');
}

function measuredText({ reading, name, digits = 2 }: Part, readings: Readings): string {
  const measured = readings[reading];
  if (!measured) return 'not measured';
  const { value, low, high } = measured;
  const range = low === high ? '' : ` (${rounded(low, digits)}–${rounded(high, digits)})`;
  return `${rounded(value, digits)}${name ? ` ${name}` : ''}${range}`;
}

/** Without the sign that toFixed leaves before a zero. */
function rounded(value: number, digits: number): string {
  return value.toFixed(digits).replace(/^-(?=[0.]+$)/, '');
}

function boundText({ bound, name }: Part): string[] {
  return bound ? [`${sign(bound)}${name ? ` ${name}` : ''}`] : [];
}

/** A bound in characters: ≤ 1.4 */
export function sign(bound: Bound): string {
  if ('atMost' in bound) return `≤ ${bound.atMost}`;
  if ('atLeast' in bound) return `≥ ${bound.atLeast}`;
  return String(bound.exactly);
}

function controlTexts({ figures, readings }: Report): string[] {
  const controls = figures.flatMap(({ parts }) => parts.flatMap(({ control }) => control ?? []));
  const texts = [...new Set(controls)].map((name) => {
    const [quantity = '', , concurrency] = name.split(' ');
    const word = quantityWords[quantity] ?? quantity;
    return `${word} at ${concurrency} ${measuredText({ reading: name }, readings)}`;
  });
  if (texts.length === 0) return [];
  const { low, high } = trustedRatios;
  return [`Hand-built to itself (trusted from ${low} to ${high}): ${texts.join(', ')}.`];
}
