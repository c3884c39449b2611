import { Fault } from '../../src/appliance/faults/fault';
import { isLongPause, isOutage } from '../../src/appliance/faults/is-outage';
import type { Watched } from '../../src/jobs/monitor/types';
import type { ApplianceNode } from '../appliance/deployed-appliances';
import { reportProblem } from '../message/report';
import { outOfReach, type Problem, signInPaused } from '../runtime/badges';
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
export function createProblems(node: RuntimeNode, { appliance, words }: ApplianceNode): Problems {
  const problems = new Map<Dependency, Problem>();
  const haveWorked = new Set<Dependency>();
  /** Those that have been reported, and are not over yet. */
  const reported = new Set<Problem>();

  function problemOf(dependency: Dependency, error: unknown): Problem {
    if (!(error instanceof Fault)) return 'ERROR';
    // For this dependency only: reading jobs successfully says nothing about schedules.
    if (!isOutage(error, haveWorked.has(dependency))) return error.code;
    // A pause remains a pause when little of it is left.
    const isPause = isLongPause(error) || reported.has(signInPaused);
    return isPause && error.code === 'AUTHENTICATION_FAILED' ? signInPaused : outOfReach;
  }

  return {
    failed(dependency, error) {
      const problem = problemOf(dependency, error);
      problems.set(dependency, problem);
      if (!reported.has(problem)) reportProblem(node, appliance.identity.name, error, words());
      reported.add(problem);
    },
    worked(dependency) {
      haveWorked.add(dependency);
      problems.delete(dependency);
      const left = [...problems.values()];
      for (const problem of reported) if (!left.includes(problem)) reported.delete(problem);
    },
    current() {
      const all = [...problems.values()];
      // An unreachable appliance may recover by itself; any other problem is more urgent.
      return all.find((problem) => problem !== outOfReach) ?? all[0];
    },
  };
}
