import { Fault } from '../../src/appliance/faults/fault';
import { isOutage } from '../../src/appliance/faults/is-outage';
import type { Watched } from '../../src/jobs/monitor/types';
import { reportProblem } from '../message/report';
import { outOfReach, type Problem } from '../runtime/badges';
import type { RuntimeNode } from '../runtime/node-red';

/** What a monitor depends on. Dependencies fail and recover independently of each other. */
export type Dependency = Watched | 'schedules' | 'store';

/** Why a monitor cannot watch. */
export interface Problems {
  failed(dependency: Dependency, error: unknown): void;
  worked(dependency: Dependency): void;
  /** The most urgent one, for the badge; undefined if everything works. */
  current(): Problem | undefined;
}

/**
 * @returns the problems; each is reported to Catch nodes once, even if several dependencies have
 * it.
 */
export function createProblems(node: RuntimeNode, topic: string): Problems {
  const problems = new Map<Dependency, Problem>();
  const haveWorked = new Set<Dependency>();

  function problemOf(dependency: Dependency, error: unknown): Problem {
    if (!(error instanceof Fault)) return 'ERROR';
    // For this dependency only: reading jobs successfully says nothing about schedules.
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
      // An unreachable appliance may recover by itself; any other problem is more urgent.
      return all.find((problem) => problem !== outOfReach) ?? all[0];
    },
  };
}
