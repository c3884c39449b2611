import { Fault } from '../../src/appliance/faults/fault';
import { isOutage } from '../../src/appliance/faults/is-outage';
import type { Watched } from '../../src/jobs/monitor/types';
import { reportProblem } from '../message/report';
import { outOfReach, type Problem } from '../runtime/badges';
import type { RuntimeNode } from '../runtime/node-red';

/** What a monitor depends on. Each fails, and works again, independently of the others. */
export type Dependency = Watched | 'schedules' | 'store';

/** What keeps a monitor from watching. */
export interface Problems {
  failed(dependency: Dependency, error: unknown): void;
  worked(dependency: Dependency): void;
  /** For the badge: the most urgent one; none where everything works. */
  current(): Problem | undefined;
}

/** @returns the problems, each reported to Catch nodes once, however many dependencies have it. */
export function createProblems(node: RuntimeNode, topic: string): Problems {
  const problems = new Map<Dependency, Problem>();
  const haveWorked = new Set<Dependency>();

  function problemOf(dependency: Dependency, error: unknown): Problem {
    if (!(error instanceof Fault)) return 'ERROR';
    // Of this dependency: that the jobs could be read says nothing about the schedules.
    return isOutage(error, haveWorked.has(dependency)) ? outOfReach : error.code;
  }

  return {
    failed(dependency, error) {
      const problem = problemOf(dependency, error);
      const isKnown = [...problems.values()].includes(problem);
      problems.set(dependency, problem);
      if (!isKnown) reportProblem(node, topic, error);
    },
    worked(dependency) {
      haveWorked.add(dependency);
      problems.delete(dependency);
    },
    current() {
      const all = [...problems.values()];
      // An appliance that is out of reach may come back by itself; anything else is more urgent.
      return all.find((problem) => problem !== outOfReach) ?? all[0];
    },
  };
}
