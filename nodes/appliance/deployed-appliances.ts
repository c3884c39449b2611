import type { Appliance } from '../../src/appliance/client';
import { notConfigured } from '../../src/appliance/faults/fault';
import { parseAddress, showable } from '../../src/appliance/settings/address';
import type { BackupHistory } from '../../src/jobs/backups';
import type { Look } from '../../src/jobs/job';
import type { JobTarget } from '../../src/jobs/look';
import type { Watches } from '../../src/jobs/watch';
import type { Message, Runtime, RuntimeNode } from '../runtime/node-red';
import { typedValue } from '../runtime/typed-value';

/** A deployed `vcenter-appliance` node. */
export interface ApplianceNode extends RuntimeNode {
  appliance: Appliance;
  /** The looks at its jobs that all who wait share. */
  jobs: Watches<JobTarget, Look>;
  /** The looks at all its backups that all who monitor share. */
  backups: Watches<'all', BackupHistory>;
  /** Equal as long as its settings are; not a word of them can be read from it. */
  settingsKey: string;
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

/** @returns the deployed appliance that stands where this one stood, with the same settings. */
export function successorOf({ _path, id, settingsKey }: ApplianceNode): ApplianceNode | undefined {
  return [...deployed.values()].find(
    (node) => (node._path ?? node.id) === (_path ?? id) && node.settingsKey === settingsKey,
  );
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
  // It may be a URL with a password, or anything else.
  const shown = showable(wanted).slice(0, 80);
  if (only === undefined) throw notConfigured(`No deployed appliance has the name "${shown}".`);
  if (matching.length === 1) return only;
  throw notConfigured(`${matching.length} deployed appliances have the name "${shown}".`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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
    const { target: value, targetType: type } = settings;
    wanted = await typedValue(runtime, { value, type }, node, message);
  } catch (error) {
    throw notConfigured(`The appliance cannot be read from ${place}: ${messageOf(error)}.`);
  }
  if (typeof wanted !== 'string' || wanted.trim() === '') {
    throw notConfigured(`No appliance is named by ${place}.`);
  }
  return namedAppliance(wanted.trim());
}
