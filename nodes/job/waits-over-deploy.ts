/**
 * Keeps waits across a deploy, which closes a node and starts a new one in its place. A wait
 * continues if its node and its appliance are deployed again with the same settings.
 */
import type { Wait } from '../../src/jobs/wait/wait';
import { type ApplianceNode, successorOf } from '../appliance/deployed-appliances';
import type { Input } from '../message/report';
import { whenFlowsStarted } from '../runtime/flows-started';
import type { Message, Runtime } from '../runtime/node-red';

/** How a node is recognized after a deploy. */
export interface NodeIdentity {
  /** Its id; inside a subflow its path, as ids are new there with each deploy. */
  path: string;
  /** Equal as long as its settings are. */
  configHash: string;
}

export interface ActiveWait {
  /** The appliance when the wait was active; after a deploy, its successor is polled. */
  appliance: ApplianceNode;
  wait: Wait;
  /** The message that started it, followed by those that joined. */
  inputs: readonly Input[];
}

/** A wait, and the node that it was in. */
export interface InterruptedWait extends ActiveWait, NodeIdentity {}

/** A deployed job node, which receives the messages of interrupted waits. */
export interface ContinuingNode extends NodeIdentity {
  resume(message: Message): void;
}

const deployed = new Map<string, ContinuingNode>();
let interrupted: InterruptedWait[] = [];

/** The messages that were sent to a new node, with the wait that continues there. */
const resumed = new WeakMap<Message, Pick<ActiveWait, 'wait' | 'appliance'>>();

/** @returns the interrupted wait that a message belongs to, if any; only on the first call. */
export function interruptedBy(
  message: Message,
): Pick<ActiveWait, 'wait' | 'appliance'> | undefined {
  const known = resumed.get(message);
  resumed.delete(message);
  return known;
}

/** Lets a node continue the waits of the node it replaces. @returns a function that ends this. */
export function continueAfterDeploy(node: ContinuingNode): () => void {
  deployed.set(node.path, node);
  return () => {
    if (deployed.get(node.path) === node) deployed.delete(node.path);
  };
}

/** Continues a wait if its node and its appliance are deployed. @returns whether they are. */
function tryToContinue({ path, configHash, appliance, wait, inputs }: InterruptedWait): boolean {
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

/** Once all nodes are deployed, each wait continues, or ends without a message if it cannot. */
function continueOrEnd(): void {
  const waits = interrupted;
  interrupted = [];
  for (const wait of waits) {
    if (!tryToContinue(wait)) end(wait);
  }
}

/**
 * Keeps a wait until the deploy that interrupted it has started all flows. If a start was answered
 * only after that, the successor of its node is deployed already and the wait continues or ends at
 * once.
 */
export function keepOverDeploy(runtime: Runtime, wait: InterruptedWait): void {
  if (tryToContinue(wait)) return;
  const successor = deployed.get(wait.path);
  if (successor !== undefined && successor.configHash !== wait.configHash) {
    end(wait);
    return;
  }
  if (interrupted.length === 0) whenFlowsStarted(runtime, continueOrEnd);
  interrupted.push(wait);
}
