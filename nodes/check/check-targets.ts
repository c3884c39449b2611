/** Which appliances a check is about. */

import type { ApplianceServer } from '../../src/appliance/client';
import { Fault, notConfigured } from '../../src/appliance/faults/fault';
import { sentence } from '../../src/messages/sentence';
import { type ApplianceNode, deployedAppliances } from '../appliance/deployed-appliances';
import {
  evaluatedTarget,
  namedAppliance,
  selectedAppliance,
  type TargetSettings,
  unnamedAppliance,
} from '../appliance/target';
import type { Message, Runtime, RuntimeNode } from '../runtime/node-red';

/** The appliances of a message. */
export interface CheckTargets {
  appliances: readonly ApplianceNode[];
  /** Whether they were asked for as several, even if it is only one. */
  areSeveral: boolean;
}

/** Undefined where the settings of the appliance are wrong. */
function serverOf({ appliance }: ApplianceNode): ApplianceServer | undefined {
  try {
    return appliance.server();
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** The first that applies is the one that is asked: it has most of the operations. */
const preferred = ['api', 'rest', 'management'] as const;

/** Whether two config nodes are for one appliance, which has its management on a port of its own. */
function isSame(one: ApplianceServer | undefined, other: ApplianceServer | undefined): boolean {
  if (one === undefined || other === undefined || one.host !== other.host) return false;
  const isManagement = ({ connection }: ApplianceServer) => connection === 'management';
  return one.port === other.port || isManagement(one) !== isManagement(other);
}

/** @returns all deployed appliances, each once though several config nodes may be for it. */
function everyAppliance(): ApplianceNode[] {
  const all = deployedAppliances().map((node) => ({ node, server: serverOf(node) }));
  const rank = ({ server }: (typeof all)[number]) =>
    server === undefined ? preferred.length : preferred.indexOf(server.connection);
  const chosen: typeof all = [];
  for (const candidate of all.toSorted((one, other) => rank(one) - rank(other))) {
    if (!chosen.some(({ server }) => isSame(server, candidate.server))) chosen.push(candidate);
  }
  return all.filter((candidate) => chosen.includes(candidate)).map(({ node }) => node);
}

function namesOf(value: unknown): string[] | undefined {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const names = list.filter((name) => typeof name === 'string').map((name) => name.trim());
  const isComplete = names.length === list.length && names.length > 0 && !names.includes('');
  return isComplete ? names : undefined;
}

/**
 * @param mayBeNone whether having no deployed appliance at all is no fault.
 * @throws Fault NOT_CONFIGURED if a name matches none or several, or nothing is named.
 */
export async function checkTargets(
  runtime: Runtime,
  settings: TargetSettings,
  node: RuntimeNode,
  message: Message,
  mayBeNone: boolean,
): Promise<CheckTargets> {
  if (settings.targetType === 'appliance') {
    return { appliances: [selectedAppliance(settings.appliance)], areSeveral: false };
  }
  if (settings.targetType === 'all') {
    const appliances = everyAppliance();
    if (appliances.length === 0 && !mayBeNone) throw notConfigured(sentence('fleet-none'));
    return { appliances, areSeveral: true };
  }
  const { value } = await evaluatedTarget(runtime, settings, node, message);
  const names = namesOf(value);
  if (names === undefined) throw unnamedAppliance(settings);
  return {
    appliances: [...new Set(names.map(namedAppliance))],
    areSeveral: Array.isArray(value),
  };
}
