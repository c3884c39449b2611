import { sign } from '../report';
import type { Reading } from '../statistics';
import { exitCodes, isWithin, judgeUncertain, keeps, type Verdict, worst } from '../verdict';
import {
  type ControlName,
  figuresOf,
  type ScaleFigure,
  type ScaleOutcome,
  trustedControls,
} from './figures';
import type { FormName } from './forms';

/** The results of a run. */
export interface ScaleReport extends ScaleOutcome {
  readonly form: FormName;
  /** Versions of what was measured and what it ran on, by name. */
  readonly versions: Readonly<Record<string, string>>;
}

const controlTitles: Readonly<Record<ControlName, string>> = {
  CPU: 'hand-built to itself, CPU',
  RSS: 'memory',
  loop: 'the calmest event loop of a base, p99 in ms',
};

interface Row {
  readonly text: string;
  readonly verdict: Verdict;
}

function rounded(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '∞';
}

function measuredText(
  { value, low, high }: Reading,
  { digits = 2, unit }: Pick<ScaleFigure, 'digits' | 'unit'>,
): string {
  const range = low === high ? '' : ` (${rounded(low, digits)}–${rounded(high, digits)})`;
  return `${rounded(value, digits)}${unit ? ` ${unit}` : ''}${range}`;
}

function verdictOn(
  { form, readings, controls }: ScaleReport,
  { id, figure, bound }: ReturnType<typeof figuresOf>[number],
): Verdict {
  const reading = readings[id];
  const { control: name } = figure;
  const control = name && controls?.[name].value;
  if (name && control !== undefined && !isWithin(control, trustedControls[form][name])) {
    const isRatio = name !== 'loop';
    return reading && isRatio ? judgeUncertain(reading.value, bound, control) : 'inconclusive';
  }
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

/**
 * The code that a run ends with. A short run is for machines that may be busy: where it cannot say
 * anything it does not fail.
 */
export function exitCodeOf(report: ScaleReport): number {
  const code = exitCodes[worst(verdictsOn(report))];
  return report.form === 'short' && code === exitCodes.inconclusive ? exitCodes.kept : code;
}

/** Each figure's verdict, in the order of the table. */
export function verdictsOn(report: ScaleReport): readonly Verdict[] {
  return rowsOf(report).map(({ verdict }) => verdict);
}

/** The report as Markdown. Its last line is one that a test runner would print. */
export function toText(report: ScaleReport): string {
  const { controls, form, notes, versions } = report;
  const rows = rowsOf(report);
  const versionTexts = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const controlTexts = Object.entries(controls ?? {}).map(([name, reading]) => {
    const { low, high } = trustedControls[form][name as ControlName];
    const trusted = `trusted from ${low} to ${high}`;
    return `${controlTitles[name as ControlName]} ${measuredText(reading, {})} (${trusted})`;
  });
  const count = (wanted: Verdict) => rows.filter(({ verdict }) => verdict === wanted).length;
  return [
    '| figure | measured | bound | verdict |',
    '| --- | --- | --- | --- |',
    ...rows.map(({ text }) => text),
    '',
    ...(controlTexts.length > 0
      ? [`- Whether the machine was quiet: ${controlTexts.join(', ')}.`]
      : []),
    '- In brackets after a value: where the true median lies, with 95 % confidence.',
    ...notes.map((text) => `- ${text}`),
    `- ${versionTexts.join(', ')}.`,
    '',
    `${count('kept')} passed, ${count('broken')} failed`,
  ].join('\n');
}
