import { Fault } from '../../src/appliance/faults/fault';
import type { Watched } from '../../src/jobs/monitor/types';
import { isOutage } from '../../src/jobs/wait';
import { reportProblem } from '../message/report';
import { outOfReach, type Problem } from '../runtime/badges';
import type { RuntimeNode } from '../runtime/node-red';

/** What a monitor depends on. Each fails, and works again, independently of the others. */
export type Dependency = Watched | 'schedules' | 'store';

/** What keeps a monitor from watching. */
export interface Problems {
  failed(dependency: Dependency, error: unknown): void;
  worked(dependency: Dependency): void;
  /** A fault code, or `ERROR`, for the badge; none where everything works. */
  word(): string | undefined;
}

/** For an appliance that may come back by itself. Anything else is more urgent. */
const outOfReach = 'OUT_OF_REACH';

/** @returns the problems, each reported to Catch nodes once, however many dependencies have it. */
export function createProblems(node: RuntimeNode, topic: string): Problems {
  const words = new Map<Dependency, string>();
  const haveWorked = new Set<Dependency>();

  function wordOf(dependency: Dependency, error: unknown): string {
    if (!(error instanceof Fault)) return 'ERROR';
    // Of this dependency: that the jobs could be read says nothing about the schedules.
    return isOutage(error, haveWorked.has(dependency)) ? outOfReach : error.code;
  }

  return {
    failed(dependency, error) {
      const word = wordOf(dependency, error);
      const isKnown = [...words.values()].includes(word);
      words.set(dependency, word);
      if (!isKnown) reportProblem(node, topic, error);
    },
    worked(dependency) {
      haveWorked.add(dependency);
      words.delete(dependency);
    },
    word() {
      const all = [...words.values()];
      return all.find((word) => word !== outOfReach) ?? all[0];
    },
  };
}
