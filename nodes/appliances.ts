import { parseAddress } from '../src/appliance/address';
import type { Appliance } from '../src/appliance/client';
import { notConfigured } from '../src/appliance/faults';
import type { Message, Runtime, RuntimeNode } from './node-red';

/** A deployed `vcenter-appliance` node. */
export interface ApplianceNode extends RuntimeNode {
  appliance: Appliance;
  /** Lets the tab of a node hear of the appliance's health, until that node is closed. */
  register(user: RuntimeNode): void;
  deregister(user: RuntimeNode): void;
}

/** What a job node knows of the appliance to ask: its properties of design section 2.2. */
export interface TargetSettings {
  /** The id of the chosen `vcenter-appliance`. */
  appliance: string;
  target: string;
  /** `appliance` for the chosen one, else the kind of property that names one. */
  targetType: string;
}

/** Those that are deployed now, by id. Node-RED's own list has no instances inside subflows. */
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

function chosenAppliance(id: string): ApplianceNode {
  if (id === '' || id === '_ADD_') throw notConfigured('No appliance is chosen in this node.');
  const node = deployed.get(id);
  if (node !== undefined) return node;
  throw notConfigured('The appliance chosen in this node was deleted or is disabled.');
}

/** The one whose name it is, else the one whose host it is. */
function namedAppliance(wanted: string): ApplianceNode {
  const all = [...deployed.values()];
  const named = all.filter((node) => node.name?.trim() === wanted);
  const host = parseAddress(wanted)?.host;
  const matching =
    named.length > 0 ? named : all.filter(({ appliance }) => appliance.identity.host === host);
  const [only] = matching;
  if (only === undefined) throw notConfigured(`No deployed appliance has the name "${wanted}".`);
  if (matching.length === 1) return only;
  throw notConfigured(`${matching.length} deployed appliances have the name "${wanted}".`);
}

/** JSONata throws plain objects with a message. */
function reasonOf(error: unknown): string {
  const described = typeof error === 'object' && error !== null && 'message' in error;
  return String(described ? error.message : error);
}

function evaluated(
  { util }: Runtime,
  { target, targetType }: TargetSettings,
  node: RuntimeNode,
  message: Message,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    util.evaluateNodeProperty(target, targetType, node, message, (error, value) => {
      if (error) reject(error);
      else resolve(value);
    });
  });
}

/**
 * @returns the appliance that a message is for: the chosen one, or the one that the message, a
 *   context or the environment names. Never the chosen one instead of a named one.
 * @throws Fault NOT_CONFIGURED where none or several match, or no name is given.
 */
export async function applianceFor(
  runtime: Runtime,
  settings: TargetSettings,
  node: RuntimeNode,
  message: Message,
): Promise<ApplianceNode> {
  if (settings.targetType === 'appliance') return chosenAppliance(settings.appliance);
  const place = `${settings.targetType} ${settings.target}`;
  let wanted: unknown;
  try {
    wanted = await evaluated(runtime, settings, node, message);
  } catch (error) {
    throw notConfigured(`The appliance cannot be read from ${place}: ${reasonOf(error)}.`);
  }
  if (typeof wanted !== 'string' || wanted.trim() === '') {
    throw notConfigured(`No appliance is named by ${place}.`);
  }
  return namedAppliance(wanted.trim());
}
