/**
 * The fold "Thresholds": numbers in units that people use, saved in seconds and as factors; and text
 * for what these fields cannot show.
 */
import { textOf } from '../../../src/appliance/settings/check-text';
import { parseNumber } from '../../../src/appliance/settings/number-settings';
import { defaultThresholds, isThresholdName, type ThresholdName } from '../../../src/checks/names';
import { givenThresholds, readThresholds } from '../../../src/checks/read-settings';
import { fieldValue } from '../form/field-values';
import { field, prefix } from '../form/node-fields';
import { showValidationError } from '../form/validation-error';
import { isVariable, type ValidationResult } from '../validation';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** The thresholds in their order, with the unit of the field: seconds, or 1 for a factor. */
const rows: readonly { name: ThresholdName; unit: number }[] = [
  { name: 'certificate.warning', unit: day },
  { name: 'certificate.critical', unit: day },
  { name: 'age.grace', unit: hour },
  { name: 'usual.smaller', unit: 1 },
  { name: 'usual.longer', unit: 1 },
  { name: 'jobs.warning', unit: hour },
  { name: 'jobs.critical', unit: day },
  { name: 'reach.clock', unit: minute },
  { name: 'root.warning', unit: day },
  { name: 'root.critical', unit: day },
];

const textField = 'thresholdsText';

/** `certificate.warning` has a dot, which means something else in a selector and in a locale file. */
const withoutDots = (name: ThresholdName) => name.replace('.', '-');
const fieldName = (name: ThresholdName) => `threshold-${withoutDots(name)}`;

/** The names of the fields in the fold. */
export const thresholdFields: readonly string[] = [
  textField,
  ...rows.map(({ name }) => fieldName(name)),
];

/** Without the digits that a division by the unit may leave behind. */
function rounded(number: number): number {
  return Number(number.toPrecision(12));
}

/** A saved value in the unit of its field; what is no number, such as a variable, as it is. */
function shownValue(value: unknown, unit: number): string {
  const text = textOf(value);
  const number = text.trim() === '' ? undefined : parseNumber(text);
  return number === undefined ? text : String(rounded(number / unit));
}

/** @returns what a field of the fold shows in a new node; undefined if it is not in the fold. */
export function defaultOfThreshold(field: string): string | undefined {
  const row = rows.find(({ name }) => fieldName(name) === field);
  return row && shownValue(defaultThresholds[row.name], row.unit);
}

/** What is typed, as it is saved; undefined for the default. What is no number is refused later. */
function typedValue(name: ThresholdName, unit: number): unknown {
  const text = fieldValue(field(fieldName(name))).trim();
  const number = parseNumber(text);
  if (text === '' || number === undefined) return text || undefined;
  const value = rounded(number * unit);
  return value === defaultThresholds[name] ? undefined : value;
}

/** A field of the open dialog, with what it shows of the saved value. */
interface Shown {
  name: ThresholdName;
  unit: number;
  saved: unknown;
  initial: string;
}

/** The fields of the open dialog: the editor opens only one dialog of a type at a time. */
let shown: readonly Shown[] = [];

const isChanged = ({ name, initial }: Shown) => fieldValue(field(fieldName(name))) !== initial;

/** The thresholds that differ from their defaults. What was not changed stays exactly as it was. */
function read(): Record<string, unknown> {
  const values = shown.map((one): [string, unknown] => [
    one.name,
    isChanged(one) ? typedValue(one.name, one.unit) : one.saved,
  ]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** Thresholds that have no fields, as text: a variable, or something that is wrong. */
function rawText(saved: unknown): string {
  return typeof saved === 'string' ? saved : JSON.stringify(saved);
}

function wordsOf(node: EditorNode, of: string, name: ThresholdName): string {
  return node._(`${node.type}.${of}.${withoutDots(name)}`);
}

function createRow(node: EditorNode, { name, initial }: Shown): JQuery {
  const id = `${prefix}-${fieldName(name)}`;
  const row = $('<div class="form-row">');
  $('<label>')
    .attr('for', id)
    .text(wordsOf(node, 'threshold', name))
    .appendTo(row);
  row.append(' ');
  $('<input type="text" style="width: 62px" inputmode="decimal">')
    .attr({ id, placeholder: defaultOfThreshold(fieldName(name)) ?? '' })
    .val(initial)
    .appendTo(row);
  row.append(' ');
  $('<span>')
    .text(wordsOf(node, 'thresholdUnit', name))
    .appendTo(row);
  return row;
}

/** Validates thresholds as they are saved. A variable, alone or as the value of one, is valid. */
export function checkThresholds(node: EditorNode, value: unknown): ValidationResult {
  if (isVariable(textOf(value))) return true;
  const given = givenThresholds(value);
  const checked =
    'word' in given
      ? given
      : readThresholds(
          Object.fromEntries(given.value.filter(([, one]) => !isVariable(textOf(one)))),
        );
  if ('value' in checked) return true;
  const { word, detail } = checked;
  const named = isThresholdName(detail) ? wordsOf(node, 'threshold', detail) : detail;
  return node._(`${node.type}.errors.thresholds.${word}`, { detail: named });
}

/** Creates the fields. */
export function prepareThresholds(node: EditorNode): void {
  const given = givenThresholds(node.thresholds);
  const areShown = 'value' in given;
  const saved = new Map<ThresholdName, unknown>(areShown ? given.value : []);
  shown = rows.map(({ name, unit }) => ({
    ...{ name, unit, saved: saved.get(name) },
    initial: shownValue(saved.has(name) ? saved.get(name) : defaultThresholds[name], unit),
  }));
  const fields = $('#vcenter-thresholds');
  for (const one of shown) createRow(node, one).toggle(areShown).appendTo(fields);
  const text = field(textField);
  text.val(areShown ? '' : rawText(node.thresholds));
  text.closest('.form-row').toggle(!areShown);
  const updateError = showValidationError('thresholds', () =>
    checkThresholds(node, areShown ? read() : fieldValue(text)),
  );
  const update = () => {
    const values = read();
    for (const { name } of shown) {
      const isValid = checkThresholds(node, { [name]: values[name] ?? 0 }) === true;
      field(fieldName(name)).toggleClass('input-error', !isValid);
    }
    updateError();
  };
  update();
  fields.closest('details').on('change input', update);
}

/** @returns the thresholds to be saved: the saved ones as long as nothing is changed. */
export function changedThresholds({ thresholds }: EditorNode): unknown {
  if ('word' in givenThresholds(thresholds)) {
    const text = fieldValue(field(textField)).trim();
    if (text === rawText(thresholds).trim()) return thresholds;
    return text === '' ? {} : text;
  }
  return shown.some(isChanged) ? read() : thresholds;
}
