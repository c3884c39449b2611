/**
 * The checks by name, and the thresholds that they judge by. The dialog uses this file as well, so
 * there is no Node.js in it.
 */

/** In the order in which they are reported. */
export const checkNames = [
  'reach',
  'certificate',
  'schedule',
  'age',
  'last',
  'usual',
  'jobs',
  'health',
  'archive',
  'root',
] as const;

export type CheckName = (typeof checkNames)[number];

/** What is judged where no checks are named: what needs no further permission, password or location. */
export const defaultChecks: readonly CheckName[] = checkNames.filter(
  (name) => name !== 'archive' && name !== 'root',
);

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** The thresholds by name, with their defaults: seconds, but for those of `usual`, which are factors. */
export const defaultThresholds = {
  'reach.clock': 5 * minute,
  'certificate.warning': 30 * day,
  'certificate.critical': 7 * day,
  'age.grace': hour,
  'usual.smaller': 0.5,
  'usual.longer': 3,
  'jobs.warning': 4 * hour,
  'jobs.critical': 7 * day,
  'root.warning': 14 * day,
  'root.critical': 3 * day,
} as const satisfies Record<string, number>;

export type ThresholdName = keyof typeof defaultThresholds;

export type Thresholds = Readonly<Record<ThresholdName, number>>;

/** @returns whether there is a check of this name. */
export function isCheckName(name: string): name is CheckName {
  return checkNames.some((known) => known === name);
}

/** @returns whether there is a threshold of this name. */
export function isThresholdName(name: string): name is ThresholdName {
  return Object.hasOwn(defaultThresholds, name);
}
