/**
 * The numeric settings. The dialog rejects a number that is out of range; the runtime clamps it,
 * because the dialog cannot check the value of a `${VAR}`.
 */
import type { Field } from '../../messages/sentence';

export interface NumberSetting {
  /** The property in which it is saved. */
  field: Field;
  minimum: number;
  maximum: number;
  /** The value of an empty field; omitted if the reader of the setting handles that. */
  fallback?: number;
  /** The unit of the number, in milliseconds. */
  unit: number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** From 0 s to a day. */
const seconds = { minimum: 0, maximum: 86_400, unit: second };
const fromOneSecond = { ...seconds, minimum: 1 };

/** By node, and by the property in which they are saved. */
export const numberSettings = {
  appliance: {
    requestTimeout: { field: 'requestTimeout', ...fromOneSecond, fallback: 30 },
  },
  job: {
    interval: { field: 'interval', ...fromOneSecond, fallback: 5 },
    // If empty, the wait never times out.
    timeout: { field: 'timeout', ...fromOneSecond },
    appear: { field: 'appear', ...seconds, fallback: 0 },
    outage: { field: 'outage', ...seconds, fallback: 1800 },
    stalledAfter: { field: 'stalledAfter', ...seconds, fallback: 0 },
  },
  monitor: {
    interval: { field: 'interval', ...fromOneSecond, fallback: 60 },
    // Up to a year, and up to a day: a larger value would be a typing error.
    overdueAfter: {
      field: 'overdueAfter',
      minimum: 0,
      maximum: 365 * 24,
      fallback: 25,
      unit: hour,
    },
    grace: {
      field: 'grace',
      minimum: 1,
      maximum: 24 * 60,
      fallback: 60,
      unit: minute,
    },
  },
  check: {
    timeout: { field: 'checkTimeout', ...fromOneSecond, fallback: 8 },
    maxAge: { field: 'maxAge', ...seconds, fallback: 60 },
    // A number of appliances.
    parallel: { field: 'parallel', minimum: 1, maximum: 1000, fallback: 16, unit: 1 },
  },
} as const satisfies Record<string, Record<string, NumberSetting>>;

/** @returns the number that a text represents, or undefined if it is not a number. */
export function parseNumber(text: string): number | undefined {
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** @returns whether a field is empty or contains a number that is in range. */
export function isInRange({ minimum, maximum }: NumberSetting, text: string): boolean {
  if (text.trim() === '') return true;
  const number = parseNumber(text);
  return number !== undefined && number >= minimum && number <= maximum;
}
