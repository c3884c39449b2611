import { sign } from '../report';
import type { Reading } from '../statistics';
import { keeps, type Verdict, validRatios } from '../verdict';
import { figuresOf, type ScaleFigure, type ScaleOutcome } from './figures';
import type { FormName } from './forms';

/** The results of a run. */
export interface ScaleReport extends ScaleOutcome {
  readonly form: FormName;
  /** Versions of what was measured and what it ran on, by name. */
  readonly versions: Readonly<Record<string, string>>;
}

interface Row {
  readonly text: string;
  readonly verdict: Verdict;
}

function rounded(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : 'never';
}

function measuredText({ value, low, high }: Reading, { digits = 2, unit }: ScaleFigure): string {
  const range = low === high ? '' : ` (${rounded(low, digits)}–${rounded(high, digits)})`;
  return `${rounded(value, digits)}${unit ? ` ${unit}` : ''}${range}`;
}

/** A short run has bounds for a busy machine: it never calls anything inconclusive. */
function verdictOn(
  { form, readings, controls }: ScaleReport,
  { id, figure, bound }: ReturnType<typeof figuresOf>[number],
): Verdict {
  const base = figure.control && controls?.[figure.control].value;
  if (form === 'full' && base && (base < validRatios.low || base > validRatios.high)) {
    return 'inconclusive';
  }
  const reading = readings[id];
  return reading && keeps(reading.value, bound) ? 'kept' : 'broken';
}

function rowsOf(report: ScaleReport): Row[] {
  return figuresOf(report.form).map((row) => {
    const { figure, id, bound } = row;
    const reading = report.readings[id];
    const measured = reading ? measuredText(reading, figure) : 'not measured';
    const unit = figure.unit ? ` ${figure.unit}` : '';
    const verdict = verdictOn(report, row);
    const word = verdict === 'broken' ? '**broken**' : verdict;
    return { verdict, text: `| ${figure.title} | ${measured} | ${sign(bound)}${unit} | ${word} |` };
  });
}

/** Each figure's verdict, in the order of the table. */
export function verdictsOn(report: ScaleReport): readonly Verdict[] {
  return rowsOf(report).map(({ verdict }) => verdict);
}

/** The report as Markdown. Its last line is one that a test runner would print. */
export function toText(report: ScaleReport): string {
  const { controls, notes, versions } = report;
  const rows = rowsOf(report);
  const versionTexts = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const toItself = Object.entries(controls ?? {}).map(
    ([name, reading]) => `${name} ${measuredText(reading, { title: name, full: { exactly: 1 } })}`,
  );
  const kept = rows.filter(({ verdict }) => verdict === 'kept').length;
  return [
    '| figure | measured | bound | verdict |',
    '| --- | --- | --- | --- |',
    ...rows.map(({ text }) => text),
    '',
    ...(toItself.length > 0
      ? [
          `- Hand-built to itself (valid from ${validRatios.low} to ${validRatios.high}): ` +
            `${toItself.join(', ')}. In brackets: where the true median lies, with 95 % confidence.`,
        ]
      : []),
    ...notes.map((text) => `- ${text}`),
    `- ${versionTexts.join(', ')}.`,
    '',
    `${kept} passed, ${rows.length - kept} failed`,
  ].join('\n');
}
