/**
 * Writes what a report of a problem needs, for a public place: `GET vcenter-recovery/diagnostics`.
 * Hosts, users and locations are counted instead of named, and nothing that an appliance or a person
 * has written is in it. Loaded with the first request.
 */
import { arch, platform, release } from 'node:os';
import {
  healthOperations,
  sessionOperations,
  systemOperations,
} from '../../src/appliance/operations/tables/further-operations';
import { operations } from '../../src/appliance/operations/tables/recovery-operations';
import { parseAddress } from '../../src/appliance/settings/address';
import { textOf } from '../../src/appliance/settings/check-text';
import { systemClock } from '../../src/clock';
import { overviewOf } from '../../src/jobs/overview/overview-of';
import { deployedAppliance, deployedAppliances } from '../appliance/deployed-appliances';
import { lastFaults, type PastFault } from '../runtime/last-faults';
import type { AdminResponse, NodeConfig, Runtime } from '../runtime/node-red';
import { settingsShown } from './shown-settings';

/** `#package` is this package's package.json. */
const { version } = require('#package') as { version: string };

/** Gives each of several texts a number. */
type Alias = (text: string) => string;

function aliases(kind: string): Alias {
  const known = new Map<string, string>();
  return (text) => {
    const alias = known.get(text) ?? `${kind}-${known.size + 1}`;
    known.set(text, alias);
    return alias;
  };
}

interface Aliases {
  appliance: Alias;
  user: Alias;
  location: Alias;
}

/** The leading numbers of a version, as those of an operating system may be followed by a name. */
function numbersOf(text: string | undefined): string {
  return /^\d+(\.\d+)*/.exec(text ?? '')?.[0] ?? 'unknown';
}

/** By the settings, for one that is not deployed. */
function hostOf({ id, host }: NodeConfig): string {
  const node = deployedAppliance(id);
  if (node !== undefined) return node.appliance.identity.host;
  return parseAddress(textOf(host))?.host ?? textOf(host).trim();
}

/** The scheme of a location says which protocol it is, and nothing more. */
function locationOf(location: string, { location: alias }: Aliases): string {
  const [, scheme] = /^(ftps?|https?|sftp|scp|nfs|smb):/i.exec(location.trim()) ?? [];
  return scheme ? `${scheme.toLowerCase()}, ${alias(location)}` : alias(location);
}

function describeNode(
  { nodes }: Runtime,
  config: NodeConfig,
  alias: Aliases,
): Record<string, unknown> {
  const { type, location, d } = config;
  const { username, locationUser } = nodes.getCredentials(config.id) ?? {};
  const user = textOf(username).trim() || textOf(locationUser).trim();
  return {
    type,
    ...(type === 'vcenter-appliance' ? { host: alias.appliance(hostOf(config)) } : {}),
    ...(user === '' ? {} : { user: alias.user(user.toLowerCase()) }),
    ...(d === true ? { disabled: true } : {}),
    ...settingsShown(config),
    ...(textOf(location) === '' ? {} : { location: locationOf(textOf(location), alias) }),
  };
}

const ours = /^vcenter-(appliance|backup-schedule|recovery(-check|-monitor)?|\w+-job)$/;

/** @returns the settings of our nodes, those of disabled flows too; of equal ones, how many. */
function describeNodes(runtime: Runtime, alias: Aliases): Record<string, unknown>[] {
  const counts = new Map<string, number>();
  runtime.nodes.eachNode((config) => {
    if (!ours.test(config.type)) return;
    const described = JSON.stringify(describeNode(runtime, config, alias));
    counts.set(described, (counts.get(described) ?? 0) + 1);
  });
  return [...counts].map(([described, count]) => ({
    ...JSON.parse(described),
    ...(count > 1 ? { count } : {}),
  }));
}

function describeAppliances({ appliance: alias }: Aliases): Record<string, unknown>[] {
  return deployedAppliances().map(({ appliance, seen, health, clock }) => {
    const { name: _, host, ...known } = overviewOf(appliance, seen, health, clock.wallNow());
    return { host: alias(host), version: numbersOf(seen.version), ...known };
  });
}

/** Their names; what an imported flow may have in place of one is not shown. */
const operationNames: ReadonlySet<string> = new Set([
  ...[operations, sessionOperations, systemOperations, healthOperations].flatMap((table) =>
    Object.values(table).map(({ name }) => name),
  ),
  ...['check', 'schedule.get', 'schedule.ensure', 'schedule.remove'],
]);

function describeFault(
  { at, host, operation, requestId, ...fault }: PastFault,
  { appliance: alias }: Aliases,
): Record<string, unknown> {
  return {
    at: new Date(at).toISOString(),
    ...fault,
    ...(host === undefined ? {} : { host: alias(host) }),
    ...(operation && operationNames.has(operation) ? { operation } : {}),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** @returns the diagnostics, as JSON for people. */
export function diagnosticsOf(runtime: Runtime): string {
  const alias = {
    appliance: aliases('appliance'),
    user: aliases('user'),
    location: aliases('location'),
  };
  const appliances = describeAppliances(alias);
  const diagnostics = {
    written: new Date(systemClock.wallNow()).toISOString(),
    package: version,
    nodeRed: numbersOf(runtime.version?.()),
    node: process.versions.node,
    system: `${platform()} ${arch()} ${numbersOf(release())}`,
    appliances,
    nodes: describeNodes(runtime, alias),
    faults: lastFaults.list().map((fault) => describeFault(fault, alias)),
  };
  return JSON.stringify(diagnostics, null, 2);
}

/** Answers with the diagnostics. */
export function writeDiagnostics(runtime: Runtime, response: AdminResponse): void {
  response.json({ text: diagnosticsOf(runtime) });
}
