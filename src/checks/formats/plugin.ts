/**
 * The output of a monitoring plugin (https://www.monitoring-plugins.org/doc/guidelines.html). Node-RED
 * has no exit code to give: a wrapper derives it from the first word.
 */
import { wholeNumberOf } from '../../jobs/job/job';
import { timesOf } from '../../jobs/schedule/late';
import type { Words } from '../../messages/sentence';
import { sentence, textIn } from '../../messages/sentence';
import type { Assessment } from '../assess';
import { type Status, statuses, worstFirst, worstOf } from '../finding';
import type { CheckName } from '../names';
import { latestSuccess, verdictOf } from '../verdict';

/** Monitoring systems read no more: characters of the first line, and bytes of all. */
const limits = { firstLine: 200, all: 4096 };

/** The status word is part of the format, so it is English in every language. */
const word = (status: Status) => status.toUpperCase();

/** Text from outside must not end the line, nor begin performance data. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replaceAll('|', '/');
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

interface Measure {
  label: string;
  value: number;
  unit: string;
  warning?: string | undefined;
  critical?: string | undefined;
  minimum?: number;
}

function performance({
  label,
  value,
  unit,
  warning = '',
  critical = '',
  minimum,
}: Measure): string {
  const range = `;${warning};${critical};${minimum ?? ''}`.replace(/;$/, '');
  return `'${label}'=${value}${unit}${range}`;
}

function measuresOf(assessment: Assessment): Measure[] {
  const found = (name: CheckName) => assessment.findings.find((finding) => finding.name === name);
  const measure = (label: string, name: CheckName, minimum?: number): Measure[] => {
    const { value, warning, critical } = found(name) ?? {};
    if (value === undefined) return [];
    const base = { label, value, unit: 's', warning, critical };
    return [minimum === undefined ? base : { ...base, minimum }];
  };
  const success = latestSuccess(assessment);
  const size = wholeNumberOf(success?.details.size);
  const duration = success && timesOf(success)?.duration;
  return [
    ...measure('age', 'age', 0),
    ...(size === undefined ? [] : [{ label: 'size', value: size, unit: 'B', minimum: 0 }]),
    ...(duration === undefined
      ? []
      : [{ label: 'duration', value: Math.round(duration / 1000), unit: 's', minimum: 0 }]),
    ...measure('certificate', 'certificate'),
  ];
}

function firstLine(status: Status, text: string, measures: readonly Measure[]): string {
  const said = cut(`${word(status)} - ${plain(text)}`, limits.firstLine);
  return measures.length === 0 ? said : `${said} | ${measures.map(performance).join(' ')}`;
}

/** As many of the lines as fit, the first of them always. */
function fitting(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    const longer = text === '' ? line : `${text}\n${line}`;
    if (text !== '' && Buffer.byteLength(longer) > limits.all) break;
    text = longer;
  }
  return text;
}

function several(assessments: readonly Assessment[], words: Words): string {
  const { length: count } = assessments;
  const bad = worstFirst.flatMap((status) =>
    status === 'ok' ? [] : assessments.filter((assessment) => assessment.status === status),
  );
  const text =
    bad.length === 0
      ? textIn([sentence('fleet-ok', { count })], words)
      : textIn([sentence('fleet-not-ok', { count, bad: bad.length })], words);
  const measures = statuses.map((status) => ({
    ...{ label: status, unit: '', minimum: 0 },
    value: assessments.filter((assessment) => assessment.status === status).length,
  }));
  return fitting([
    firstLine(worstOf(assessments.map(({ status }) => status)) ?? 'unknown', text, measures),
    ...bad.map((assessment) =>
      cut(`${word(assessment.status)} - ${plain(verdictOf(assessment).text)}`, limits.firstLine),
    ),
  ]);
}

/** @returns the output: a line with performance data, and for several those that are not ok. */
export function toPlugin(
  assessments: readonly Assessment[],
  { areSeveral, words }: { areSeveral: boolean; words: Words },
): string {
  const [first] = assessments;
  if (areSeveral || first === undefined) return `${several(assessments, words)}\n`;
  return `${firstLine(first.status, verdictOf(first).text, measuresOf(first))}\n`;
}
