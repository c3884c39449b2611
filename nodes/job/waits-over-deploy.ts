/**
 * Waits between two deploys. A deploy closes a node and starts another in its place; a wait whose
 * node and appliance come back with the same settings goes on there, as if nothing had happened.
 */
import type { Wait } from '../../src/jobs/wait';
import { type ApplianceNode, successorOf } from '../appliance/deployed-appliances';
import type { Passage } from '../message/report';
import { whenFlowsStarted } from '../runtime/flows-started';
import type { Runtime } from '../runtime/node-red';

/** By what a node is known again after a deploy. */
export interface Standing {
  /** Where it stands. */
  path: string;
  /** Equal as long as its settings are. */
  settingsKey: string;
}

export interface ActiveWait {
  /** The appliance as it is, or was: who goes on asks its successor. */
  appliance: ApplianceNode;
  wait: Wait;
  /** The message that began it, then those that joined it. */
  passages: readonly Passage[];
}

/** A wait, and the node that it was in. */
export interface ParkedWait extends ActiveWait, Standing {}

/** A job node that is deployed now. */
export interface LiveNode extends Standing {
  resume(parked: ParkedWait, appliance: ApplianceNode): void;
}

const live = new Map<string, LiveNode>();
let parked: ParkedWait[] = [];

export function addLiveNode(node: LiveNode): void {
  live.set(node.path, node);
}

export function removeLiveNode(node: LiveNode): void {
  if (live.get(node.path) === node) live.delete(node.path);
}

/** @returns whether the wait goes on: its node and its appliance are there, and as they were. */
function goesOn(wait: ParkedWait): boolean {
  const node = live.get(wait.path);
  const appliance = successorOf(wait.appliance);
  if (node?.settingsKey !== wait.settingsKey || appliance === undefined) return false;
  node.resume(wait, appliance);
  return true;
}

function end({ passages }: ActiveWait): void {
  for (const { done } of passages) done();
}

/** Once all nodes are there: each wait goes on, or ends without a message where it cannot. */
function settle(): void {
  const waiting = parked;
  parked = [];
  for (const wait of waiting) {
    if (!goesOn(wait)) end(wait);
  }
}

/**
 * Keeps a wait until the deploy that interrupted it has started all flows. Where a start was
 * answered after that, its wait need not be kept: what has taken the place of its node is there.
 */
export function park(runtime: Runtime, wait: ParkedWait): void {
  if (goesOn(wait)) return;
  const successor = live.get(wait.path);
  if (successor !== undefined && successor.settingsKey !== wait.settingsKey) {
    end(wait);
    return;
  }
  if (parked.length === 0) whenFlowsStarted(runtime, settle);
  parked.push(wait);
}
