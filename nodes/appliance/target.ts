import { type Fault, notConfigured } from '../../src/appliance/faults/fault';
import { parseAddress, shownText } from '../../src/appliance/settings/address';
import { asText } from '../../src/appliance/settings/coerce';
import { type Field, sentence } from '../../src/messages/sentence';
import type { Message, NodeConfig, Runtime, RuntimeNode } from '../runtime/node-red';
import { isChosen } from '../runtime/saved-values';
import { type Evaluated, sourceOf, typedValue } from '../runtime/typed-value';
import { type ApplianceNode, deployedAppliance, deployedAppliances } from './deployed-appliances';

/** Which appliance a node uses: the selected one, or one that is named for each message. */
export interface TargetSettings {
  /** The id of the selected `vcenter-appliance`. */
  appliance: string;
  target: string;
  /** `appliance` for the selected one, else the type of the typed input that names one. */
  targetType: string;
}

/**
 * Reads the saved properties. In an imported flow any of them may be missing.
 *
 * @param field what the dialog calls the target.
 * @throws Fault NOT_CONFIGURED for a variable that is not set.
 */
export function readTarget(config: NodeConfig, field: Field = 'target'): TargetSettings {
  return {
    appliance: asText(config.appliance, 'appliance'),
    target: asText(config.target, field),
    targetType: asText(config.targetType, field) || 'appliance',
  };
}

/**
 * @param id the saved choice of an appliance.
 * @throws Fault NOT_CONFIGURED if none is selected, or it is not deployed.
 */
export function selectedAppliance(id: unknown): ApplianceNode {
  if (!isChosen(id)) throw notConfigured(sentence('no-appliance'));
  const node = deployedAppliance(id);
  if (node === undefined) throw notConfigured(sentence('appliance-gone'));
  return node;
}

/**
 * @returns the appliance with this name, else the one with this host.
 * @throws Fault NOT_CONFIGURED if none or several match.
 */
export function namedAppliance(name: string): ApplianceNode {
  const all = deployedAppliances();
  const named = all.filter((node) => node.name?.trim() === name);
  const host = parseAddress(name)?.host;
  const matching =
    named.length > 0 ? named : all.filter(({ appliance }) => appliance.identity.host === host);
  const [only] = matching;
  // It may be a URL with a password, or any other text.
  const shown = shownText(name);
  if (only === undefined) throw notConfigured(sentence('no-such-appliance', { name: shown }));
  if (matching.length === 1) return only;
  const count = matching.length;
  throw notConfigured(sentence('several-appliances', { count, name: shown }));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What a message, a context or the environment names. */
export async function evaluatedTarget(
  runtime: Runtime,
  { target: value, targetType: type }: TargetSettings,
  node: RuntimeNode,
  message: Message,
): Promise<Evaluated> {
  const input = { value, type };
  try {
    return await typedValue(runtime, input, node, message);
  } catch (error) {
    const values = { source: sourceOf(input), reason: messageOf(error) };
    throw notConfigured(sentence('appliance-unreadable', values));
  }
}

/** @returns the fault for a source that names no appliance. */
export function unnamedAppliance({ target: value, targetType: type }: TargetSettings): Fault {
  return notConfigured(sentence('appliance-unnamed', { source: sourceOf({ value, type }) }));
}

/**
 * @returns the appliance that a message is for: the selected one, or the one named by the message, a
 *   context or the environment. The selected one is never used in place of a named one.
 * @throws Fault NOT_CONFIGURED if none or several match, or no name is given.
 */
export async function applianceFor(
  runtime: Runtime,
  settings: TargetSettings,
  node: RuntimeNode,
  message: Message,
): Promise<ApplianceNode> {
  if (settings.targetType === 'appliance') return selectedAppliance(settings.appliance);
  const { value: name } = await evaluatedTarget(runtime, settings, node, message);
  if (typeof name !== 'string' || name.trim() === '') throw unnamedAppliance(settings);
  return namedAppliance(name.trim());
}
