import { Fault } from '../../src/appliance/faults/fault';
import { isOutage } from '../../src/jobs/wait';
import { reportTrouble } from '../message/report';
import type { RuntimeNode } from '../runtime/node-red';

/** What a monitor needs, each with troubles of its own. */
export type Concern = 'reconciliation' | 'restore' | 'backups' | 'schedules' | 'store';

/** What keeps a monitor from watching. */
export interface Troubles {
  met(concern: Concern, error: unknown): void;
  over(concern: Concern): void;
  /** For the badge: what is wrong, or else that the appliance is away; nothing where all is well. */
  word(): string | undefined;
}

/** The word for an appliance that may come back by itself. */
const away = 'OUT_OF_REACH';

/** Troubles that Catch nodes are told of, each once, however many concerns meet it. */
export function createTroubles(node: RuntimeNode, topic: string): Troubles {
  const words = new Map<Concern, string>();
  const hadNone = new Set<Concern>();

  function wordOf(concern: Concern, error: unknown): string {
    if (!(error instanceof Fault)) return 'ERROR';
    // Of its own kind: that the jobs can be read says nothing of the schedules.
    return isOutage(error, hadNone.has(concern)) ? away : error.code;
  }

  return {
    met(concern, error) {
      const word = wordOf(concern, error);
      const isKnown = [...words.values()].includes(word);
      words.set(concern, word);
      if (!isKnown) reportTrouble(node, topic, error);
    },
    over(concern) {
      hadNone.add(concern);
      words.delete(concern);
    },
    word() {
      const all = [...words.values()];
      return all.find((word) => word !== away) ?? all[0];
    },
  };
}
