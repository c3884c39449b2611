/**
 * The settings that are numbers. The dialog refuses a number that is out of range; the runtime
 * clamps it, because one that comes from `${VAR}` never met the dialog.
 */
export interface NumberSetting {
  /** What a fault calls it. */
  label: string;
  least: number;
  most: number;
  /** What an empty field means; without it, whoever reads the setting knows. */
  fallback?: number;
  /** Milliseconds in one of what is counted. */
  unit: number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** From 0 s to a day. */
const seconds = { least: 0, most: 86_400, unit: second };
const fromOneSecond = { ...seconds, least: 1 };

/** By the nodes that have them, and the property in which they are saved. */
export const numberSettings = {
  appliance: {
    requestTimeout: { label: 'request timeout', ...fromOneSecond, fallback: 30 },
  },
  job: {
    interval: { label: 'interval', ...fromOneSecond, fallback: 5 },
    // Empty: the wait never gives up.
    timeout: { label: 'timeout', ...fromOneSecond },
    appear: { label: 'time for the job to appear', ...seconds, fallback: 0 },
    outage: { label: 'longest outage', ...seconds, fallback: 1800 },
    stalledAfter: { label: 'time without progress', ...seconds, fallback: 0 },
  },
  monitor: {
    interval: { label: 'interval', ...fromOneSecond, fallback: 60 },
    // Up to a year, and up to a day: more would be a typing error.
    overdueAfter: {
      label: 'number of hours until overdue',
      least: 0,
      most: 365 * 24,
      fallback: 25,
      unit: hour,
    },
    grace: {
      label: 'number of minutes of grace',
      least: 1,
      most: 24 * 60,
      fallback: 60,
      unit: minute,
    },
  },
} as const satisfies Record<string, Record<string, NumberSetting>>;

/** @returns the number that a text is, or undefined where it is none. */
export function numberIn(text: string): number | undefined {
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** @returns whether a field holds a number that is in range, or nothing. */
export function isInRange({ least, most }: NumberSetting, text: string): boolean {
  if (text.trim() === '') return true;
  const number = numberIn(text);
  return number !== undefined && number >= least && number <= most;
}
