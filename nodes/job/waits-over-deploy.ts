/**
 * Waits between two deploys. A deploy closes a node and starts another in its place; a wait whose
 * node and appliance come back with the same settings goes on there, as if nothing had happened.
 */
import type { Wait } from '../../src/jobs/wait/wait';
import { type ApplianceNode, successorOf } from '../appliance/deployed-appliances';
import type { Input } from '../message/report';
import { whenFlowsStarted } from '../runtime/flows-started';
import type { Message, Runtime } from '../runtime/node-red';

/** How a node is recognised after a deploy. */
export interface NodeIdentity {
  /** Its id; inside a subflow its path, as ids are new there with each deploy. */
  path: string;
  /** Equal as long as its settings are. */
  configHash: string;
}

export interface ActiveWait {
  /** The appliance as it is, or was: after a deploy its successor is asked. */
  appliance: ApplianceNode;
  wait: Wait;
  /** The message that began it, then those that joined it. */
  inputs: readonly Input[];
}

/** A wait, and the node that it was in. */
export interface InterruptedWait extends ActiveWait, NodeIdentity {}

/** A job node that is deployed now, and takes the messages of interrupted waits. */
export interface ContinuingNode extends NodeIdentity {
  resume(message: Message): void;
}

const deployed = new Map<string, ContinuingNode>();
let interrupted: InterruptedWait[] = [];

/** The messages that were given back to a node, with the wait that goes on there. */
const resumed = new WeakMap<Message, Pick<ActiveWait, 'wait' | 'appliance'>>();

/** @returns the wait that a message belongs to, once, where a deploy has interrupted it. */
export function interruptedBy(
  message: Message,
): Pick<ActiveWait, 'wait' | 'appliance'> | undefined {
  const known = resumed.get(message);
  resumed.delete(message);
  return known;
}

/** Lets a node continue the waits of the node that it replaces. @returns what ends that. */
export function continueAfterDeploy(node: ContinuingNode): () => void {
  deployed.set(node.path, node);
  return () => {
    if (deployed.get(node.path) === node) deployed.delete(node.path);
  };
}

/** @returns whether the wait goes on: its node and its appliance are deployed, with the same settings. */
function goesOn({ path, configHash, appliance, wait, inputs }: InterruptedWait): boolean {
  const node = deployed.get(path);
  const successor = successorOf(appliance);
  if (node?.configHash !== configHash || successor === undefined) return false;
  for (const { message } of inputs) {
    resumed.set(message, { wait, appliance: successor });
    node.resume(message);
  }
  return true;
}

function end({ inputs }: ActiveWait): void {
  for (const { done } of inputs) done();
}

/** Once all nodes are deployed, each wait goes on, or ends without a message where it cannot. */
function continueOrEnd(): void {
  const waits = interrupted;
  interrupted = [];
  for (const wait of waits) {
    if (!goesOn(wait)) end(wait);
  }
}

/**
 * Keeps a wait until the deploy that interrupted it has started all flows. Where a start was answered
 * only after that, the successor of its node is deployed already, and nothing has to be kept.
 */
export function keepOverDeploy(runtime: Runtime, wait: InterruptedWait): void {
  if (goesOn(wait)) return;
  const successor = deployed.get(wait.path);
  if (successor !== undefined && successor.configHash !== wait.configHash) {
    end(wait);
    return;
  }
  if (interrupted.length === 0) whenFlowsStarted(runtime, continueOrEnd);
  interrupted.push(wait);
}
