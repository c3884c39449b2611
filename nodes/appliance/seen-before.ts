/** What was last seen of appliances, over deploys: a full deploy restarts those that did not change. */
import type { Seen } from '../../src/jobs/last-seen';
import type { ApplianceNode } from './deployed-appliances';

interface Kept {
  configHash: string;
  seen: Seen;
}

/**
 * From the stop to the start of an appliance, by the path of the node, which is the same inside a
 * subflow, where every deploy assigns new ids.
 */
const kept = new Map<string, Kept>();

type Deployed = Pick<ApplianceNode, '_path' | 'id' | 'configHash'>;

function pathOf({ _path, id }: Deployed): string {
  return _path ?? id;
}

/** To be called when a deploy stops an appliance, not when it removes it. */
export function keepSeen(node: Deployed & Pick<ApplianceNode, 'seen'>): void {
  const { configHash, seen } = node;
  if (Object.keys(seen).length > 0) kept.set(pathOf(node), { configHash, seen });
}

/** @returns what was seen of an appliance before a deploy; nothing if its settings have changed. */
export function seenBefore(node: Deployed): Seen {
  const path = pathOf(node);
  const before = kept.get(path);
  kept.delete(path);
  return before?.configHash === node.configHash ? before.seen : {};
}
