/** What the checks say of an appliance. All of it is plain data. */
import type { KnownCause } from '../jobs/job/known-causes';
import type { Text } from '../messages/sentence';
import type { CheckName } from './names';

/** What an appliance as a whole can be; the output of the node is the place in this list. */
export const statuses = ['ok', 'warning', 'critical', 'unknown'] as const;

export type Status = (typeof statuses)[number];

/** `skipped`: does not apply to this appliance. */
export type CheckStatus = Status | 'skipped';

/** The worse first: that nobody can say whether there is a backup is worse than a warning. */
export const worstFirst = ['critical', 'unknown', 'warning', 'ok'] as const satisfies Status[];

/** What one check says. */
export interface Finding {
  status: CheckStatus;
  said: Text;
  /** What was measured: seconds, bytes, a count. */
  value?: number;
  unit?: 's' | 'B';
  /** The ranges that are no warning and not critical, as those of monitoring plugins. */
  warning?: string;
  critical?: string;
  /** Why, as far as it is known. */
  cause?: KnownCause;
}

export interface NamedFinding extends Finding {
  name: CheckName;
}

/** @returns the worst of several statuses; undefined where all of them are skipped, or there is none. */
export function worstOf(found: readonly CheckStatus[]): Status | undefined {
  return worstFirst.find((status) => found.includes(status));
}

/** @returns the worst of what several parts of a check say, with the texts of all that are as bad. */
export function worstFinding(findings: readonly Finding[]): Finding | undefined {
  const worst = worstOf(findings.map(({ status }) => status));
  const [first, ...others] = findings.filter(({ status }) => status === worst);
  if (first === undefined) return undefined;
  return { ...first, said: [first, ...others].flatMap(({ said }) => said) };
}
