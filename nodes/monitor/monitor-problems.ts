import { Fault } from '../../src/appliance/faults/fault';
import { isOutage } from '../../src/jobs/wait';
import { reportProblem } from '../message/report';
import { outOfReach, type Problem } from '../runtime/badges';
import type { RuntimeNode } from '../runtime/node-red';

/** What a monitor needs, each with troubles of its own. */
export type Concern = 'reconciliation' | 'restore' | 'backups' | 'schedules' | 'store';

/** What keeps a monitor from watching. */
export interface Troubles {
  met(concern: Concern, error: unknown): void;
  over(concern: Concern): void;
  /** For the badge: what is wrong, or else that the appliance is away; nothing where all is well. */
  word(): Problem | undefined;
}

/** Troubles that Catch nodes are told of, each once, however many concerns meet it. */
export function createTroubles(node: RuntimeNode, topic: string): Troubles {
  const words = new Map<Concern, Problem>();
  const hadNone = new Set<Concern>();

  function wordOf(concern: Concern, error: unknown): Problem {
    if (!(error instanceof Fault)) return 'ERROR';
    // Of its own kind: that the jobs can be read says nothing of the schedules.
    return isOutage(error, hadNone.has(concern)) ? outOfReach : error.code;
  }

  return {
    met(concern, error) {
      const word = wordOf(concern, error);
      const isKnown = [...words.values()].includes(word);
      words.set(concern, word);
      if (!isKnown) reportProblem(node, topic, error);
    },
    over(concern) {
      hadNone.add(concern);
      words.delete(concern);
    },
    word() {
      const all = [...words.values()];
      return all.find((word) => word !== outOfReach) ?? all[0];
    },
  };
}
