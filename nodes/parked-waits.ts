/**
 * Waits between two deploys. A deploy closes a node and starts another in its place; a wait whose
 * node and appliance come back with the same settings goes on there, as if nothing had happened.
 */
import type { Wait } from '../src/jobs/wait';
import { type ApplianceNode, successorOf } from './appliances';
import type { Runtime } from './node-red';
import type { Passage } from './report';

export interface ParkedWait {
  /** Where its node stands. */
  path: string;
  /** Of its node. */
  settingsKey: string;
  /** The appliance as it was; who goes on asks its successor. */
  appliance: ApplianceNode;
  wait: Wait;
  /** The message that began it, then those that joined it. */
  passages: readonly Passage[];
}

/** A job node that is deployed now. */
export interface LiveNode {
  settingsKey: string;
  resume(parked: ParkedWait, appliance: ApplianceNode): void;
}

const live = new Map<string, LiveNode>();
let parked: ParkedWait[] = [];

export function addLiveNode(path: string, node: LiveNode): void {
  live.set(path, node);
}

export function removeLiveNode(path: string, node: LiveNode): void {
  if (live.get(path) === node) live.delete(path);
}

/** Once all nodes are there: each wait goes on, or ends without a message where it cannot. */
function settle(): void {
  const waiting = parked;
  parked = [];
  for (const wait of waiting) {
    const node = live.get(wait.path);
    const appliance = successorOf(wait.appliance);
    if (node?.settingsKey === wait.settingsKey && appliance !== undefined) {
      node.resume(wait, appliance);
    } else {
      for (const { done } of wait.passages) done();
    }
  }
}

/** Keeps a wait until the deploy that interrupted it has started all flows. */
export function park({ events }: Runtime, wait: ParkedWait): void {
  if (parked.length === 0) events.once('flows:started', settle);
  parked.push(wait);
}
