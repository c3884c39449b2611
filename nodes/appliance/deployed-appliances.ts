import type { ApplianceClient, Health } from '../../src/appliance/client';
import type { Clock } from '../../src/clock';
import type { EndedBackups } from '../../src/jobs/backups/entries';
import type { Seen } from '../../src/jobs/last-seen';
import type { FirstPolls } from '../../src/jobs/watch/first-polls';
import type { Words } from '../../src/messages/sentence';
import type { RuntimeNode } from '../runtime/node-red';
import type { PolledJobs } from './polled-jobs';

/** A deployed `vcenter-appliance` node. */
export interface ApplianceNode extends RuntimeNode {
  appliance: ApplianceClient;
  /** The clock of everything that concerns this appliance. */
  clock: Clock;
  /** @returns what is polled there; made with the first wait or monitor. */
  polled(): PolledJobs;
  /** When monitors poll first. */
  firstPolls: FirstPolls;
  /** Backups that need no request any more, for all that read them. */
  ended: EndedBackups;
  /** What was last seen of its jobs, for the sidebar. */
  seen: Seen;
  /** Left out before the first request. */
  health?: Health;
  /** @returns the words of its *Language*, for `msg.job.text` and `msg.fault.text`. */
  words(): Words;
  /** Stays the same as long as its settings do, without revealing them. */
  configHash: string;
  /** Reports the appliance's health to the tab of a node, until that node is closed. */
  register(user: RuntimeNode): void;
  deregister(user: RuntimeNode): void;
}

/** The deployed appliances by id. Node-RED's own list lacks those inside subflows. */
const deployed = new Map<string, ApplianceNode>();

export function addAppliance(node: ApplianceNode): void {
  deployed.set(node.id, node);
}

export function removeAppliance(node: ApplianceNode): void {
  if (deployed.get(node.id) === node) deployed.delete(node.id);
}

/** @returns the appliance with this id, if it is deployed. */
export function deployedAppliance(id: unknown): ApplianceNode | undefined {
  return typeof id === 'string' ? deployed.get(id) : undefined;
}

/** @returns the deployed appliance that has replaced this one, with the same settings. */
export function successorOf({ _path, id, configHash }: ApplianceNode): ApplianceNode | undefined {
  return deployedAppliances().find(
    (node) => (node._path ?? node.id) === (_path ?? id) && node.configHash === configHash,
  );
}

/** @returns all deployed appliances. */
export function deployedAppliances(): ApplianceNode[] {
  return [...deployed.values()];
}
