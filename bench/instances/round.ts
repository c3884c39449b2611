import type { InstanceAnswer } from './observer';

/** What came of one round of questions. */
export interface Round {
  readonly title: string;
  /** How many were asked for. */
  readonly appliances: number;
  /** Times in milliseconds since the round was handed out. */
  readonly answers: readonly InstanceAnswer[];
  /** How many were open when an instance was killed. */
  readonly open: number | undefined;
}

export const tableHead = [
  '| round | answered | not answered | more than once | faults | by | last answer after |',
  '| --- | --- | --- | --- | --- | --- | --- |',
] as const;

/** The answers that say why an appliance could not be asked: a fault's code is in capitals. */
export function faultsIn(answers: readonly InstanceAnswer[]): readonly InstanceAnswer[] {
  return answers.filter(({ state }) => state === state.toUpperCase());
}

/** A round as a row of the table. */
export function rowOf({ title, appliances, answers, open }: Round): string {
  const counts = new Map<string, number>();
  const shares = new Map<string, number>();
  for (const { appliance, instance } of answers) {
    counts.set(appliance, (counts.get(appliance) ?? 0) + 1);
    shares.set(instance, (shares.get(instance) ?? 0) + 1);
  }
  const twice = [...counts.values()].filter((count) => count > 1).length;
  const by = [...shares].map(([instance, share]) => `${instance} ${share}`).join(', ');
  const last = ((answers.at(-1)?.time ?? 0) / 1_000).toFixed(1);
  const cells = [
    open === undefined ? title : `${title}, ${open} open`,
    counts.size,
    appliances - counts.size,
    twice,
    faultsIn(answers).length,
    by,
    `${last} s`,
  ];
  return `| ${cells.join(' | ')} |`;
}
