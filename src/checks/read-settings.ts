/**
 * What a check is asked for, by its settings and by the message: names of checks, thresholds. The
 * dialog uses this file as well.
 */
import { isRecord, stringOf } from '../messages/record';
import {
  type CheckName,
  checkNames,
  defaultChecks,
  defaultThresholds,
  isCheckName,
  isThresholdName,
  type ThresholdName,
  type Thresholds,
} from './names';

/** Why a value cannot be used: a word, and what is wrong in it. */
export interface CheckFlaw {
  word:
    | 'check-unknown'
    | 'checks-not-a-list'
    | 'threshold-unknown'
    | 'threshold-not-a-number'
    | 'thresholds-not-an-object';
  detail: string;
}

export type Checked<Value> = { value: Value } | CheckFlaw;

/** How much of a wrong name is shown. */
const longestShown = 40;

function shown(value: unknown): string {
  return stringOf(value).slice(0, longestShown);
}

/**
 * @param given names, as a list or as text with commas between them; those that run by default for
 *   none.
 * @returns the checks, each once and in the order of {@link checkNames}.
 */
export function readChecks(given: unknown): Checked<readonly CheckName[]> {
  const list: unknown = typeof given === 'string' ? given.split(',') : (given ?? []);
  if (!Array.isArray(list)) return { word: 'checks-not-a-list', detail: shown(given) };
  const names = new Set<string>();
  for (const entry of list) {
    if (typeof entry !== 'string') return { word: 'check-unknown', detail: shown(entry) };
    const name = entry.trim().toLowerCase();
    if (name === '') continue;
    if (!isCheckName(name)) return { word: 'check-unknown', detail: shown(entry.trim()) };
    names.add(name);
  }
  if (names.size === 0) return { value: defaultChecks };
  return { value: checkNames.filter((name) => names.has(name)) };
}

/** `{certificate: {warning: 1}}`, as a Change node builds it, is `{'certificate.warning': 1}`. */
function flattened(given: Record<string, unknown>): [string, unknown][] {
  return Object.entries(given).flatMap(([name, value]): [string, unknown][] =>
    isRecord(value)
      ? Object.entries(value).map(([part, inner]) => [`${name}.${part}`, inner])
      : [[name, value]],
  );
}

function asNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}

/** The object in a text of JSON, or the value as it is. */
function parsed(given: unknown): unknown {
  if (typeof given !== 'string') return given ?? {};
  if (given.trim() === '') return {};
  try {
    return JSON.parse(given);
  } catch {
    return given; // Not JSON, so no object: the caller reports it.
  }
}

/** A threshold and what is given for it. */
export type GivenThreshold = readonly [name: ThresholdName, value: unknown];

/**
 * @param given some thresholds by name, `'certificate.warning'` or `certificate: {warning}`, as an object
 *   or as the JSON of one.
 * @returns them one by one, with values that are not checked yet.
 */
export function givenThresholds(given: unknown): Checked<readonly GivenThreshold[]> {
  const object = parsed(given);
  if (!isRecord(object)) return { word: 'thresholds-not-an-object', detail: shown(given) };
  const thresholds: GivenThreshold[] = [];
  for (const [name, value] of flattened(object)) {
    if (!isThresholdName(name)) return { word: 'threshold-unknown', detail: shown(name) };
    thresholds.push([name, value]);
  }
  return { value: thresholds };
}

/**
 * @param given some thresholds, as for {@link givenThresholds}.
 * @param others applies where one is not given.
 */
export function readThresholds(
  given: unknown,
  others: Thresholds = defaultThresholds,
): Checked<Thresholds> {
  const named = givenThresholds(given);
  if ('word' in named) return named;
  const thresholds: Record<ThresholdName, number> = { ...others };
  for (const [name, value] of named.value) {
    const number = asNumber(value);
    if (number === undefined) return { word: 'threshold-not-a-number', detail: name };
    thresholds[name] = number;
  }
  return { value: thresholds };
}
