import { notConfigured } from '../../src/appliance/faults/fault';
import { parseAddress, showable } from '../../src/appliance/settings/address';
import { asText } from '../../src/appliance/settings/coerce';
import type { Message, NodeConfig, Runtime, RuntimeNode } from '../runtime/node-red';
import { isChosen } from '../runtime/saved-values';
import { typedValue } from '../runtime/typed-value';
import { type ApplianceNode, deployedAppliance, deployedAppliances } from './deployed-appliances';

/** Which appliance a node asks: the chosen one, or the one that is named for each message. */
export interface TargetSettings {
  /** The id of the chosen `vcenter-appliance`. */
  appliance: string;
  target: string;
  /** `appliance` for the chosen one, else the kind of property that names one. */
  targetType: string;
}

/**
 * Reads the properties as they were saved; an imported flow may lack any of them.
 *
 * @throws Fault NOT_CONFIGURED for a variable that is not set.
 */
export function readTarget(config: NodeConfig): TargetSettings {
  return {
    appliance: asText(config.appliance, 'appliance'),
    target: asText(config.target, 'target'),
    targetType: asText(config.targetType, 'kind of target') || 'appliance',
  };
}

function chosenAppliance(id: string): ApplianceNode {
  if (!isChosen(id)) throw notConfigured('No appliance is chosen in this node.');
  const node = deployedAppliance(id);
  if (node !== undefined) return node;
  throw notConfigured('The appliance chosen in this node was deleted or is disabled.');
}

/** The one whose name it is, else the one whose host it is. */
function namedAppliance(wanted: string): ApplianceNode {
  const all = deployedAppliances();
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
