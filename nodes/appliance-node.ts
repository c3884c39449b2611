import { createAppliance, type Health } from '../src/appliance/client';
import { asText } from '../src/appliance/coerce';
import { notConfigured } from '../src/appliance/faults';
import type { ProxySettings, RawSettings, TlsSettings } from '../src/appliance/settings';
import { readBackups } from '../src/jobs/backups';
import { durationText } from '../src/jobs/job';
import { lookAt } from '../src/jobs/look';
import { createReach, createWatches } from '../src/jobs/watch';
import { type ApplianceNode, addAppliance, removeAppliance } from './appliances';
import type { NodeConfig, Runtime, RuntimeNode } from './node-red';
import { wordOfFault } from './report';
import { settingsKey } from './settings-key';

/** The core nodes that an appliance may refer to, as far as they are used here. */
interface TlsConfigNode extends RuntimeNode {
  valid?: boolean;
  addTLSOptions(options: TlsSettings): TlsSettings;
}

interface ProxyNode extends RuntimeNode {
  url?: unknown;
  noproxy?: unknown;
}

function isTlsConfig(node: RuntimeNode): node is TlsConfigNode {
  return node.type === 'tls-config' && 'addTLSOptions' in node;
}

function isProxy(node: RuntimeNode): node is ProxyNode {
  return node.type === 'http proxy';
}

/** A select of the editor that has nothing chosen leaves "" or "_ADD_". */
function isChosen(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id !== '_ADD_';
}

/** Without the TLS configuration that was chosen, another certificate would be trusted. */
function readTls({ nodes }: Runtime, id: unknown): { tls?: TlsSettings } {
  if (!isChosen(id)) return {};
  const node = nodes.getNode(id);
  if (!node || !isTlsConfig(node)) {
    throw notConfigured('The TLS configuration of the appliance was deleted or is disabled.');
  }
  if (node.valid === false) {
    throw notConfigured('The certificates of the TLS configuration cannot be read.');
  }
  return { tls: node.addTLSOptions({}) };
}

function readProxy({ nodes }: Runtime, config: NodeConfig): { proxy?: ProxySettings } {
  if (config.proxyMode !== 'node') return {};
  const node = isChosen(config.proxy) ? nodes.getNode(config.proxy) : undefined;
  if (!node || !isProxy(node)) {
    throw notConfigured('The proxy of the appliance is not chosen, was deleted or is disabled.');
  }
  const { username, password } = node.credentials ?? {};
  return {
    proxy: {
      url: asText(node.url, 'proxy URL'),
      exclusions: Array.isArray(node.noproxy) ? node.noproxy.map(String) : [],
      ...(username ? { username: asText(username, 'user name of the proxy') } : {}),
      ...(password ? { password: asText(password, 'password of the proxy') } : {}),
    },
  };
}

/** One user of each tab is told of the appliance's health: fifty would mean fifty messages. */
function trackUsers(node: ApplianceNode): void {
  const registered = new Set<RuntimeNode>();
  const users: Record<string, RuntimeNode> = {};
  node.users = users;
  node.register = (user) => {
    registered.add(user);
    if (!Object.values(users).some(({ z }) => z === user.z)) users[user.id] = user;
  };
  node.deregister = (user) => {
    registered.delete(user);
    if (users[user.id] !== user) return;
    delete users[user.id];
    for (const other of registered) {
      if (other.z !== user.z) continue;
      users[other.id] = other;
      return;
    }
  };
}

/** Node-RED passes a debug line to every logger, also where none takes it: 5 % of a message. */
function isDebugLogged({ settings }: Runtime): boolean {
  const levels = Object.values(settings.logging ?? {}).map((logger) => logger?.level);
  return levels.some((level) => level === 'debug' || level === 'trace');
}

function showHealth(node: RuntimeNode, health: Health): void {
  if (health === 'ok') {
    node.status({ fill: 'green', shape: 'dot', text: `${node.type}.status.ok` });
  } else {
    node.status({ fill: 'red', shape: 'ring', text: `${node.type}.status.${wordOfFault(health)}` });
  }
}

/** Starts a deployed `vcenter-appliance` node. It asks nothing until a node that uses it does. */
export function startAppliance(runtime: Runtime, node: ApplianceNode, config: NodeConfig): void {
  const read = (): RawSettings => ({
    config,
    credentials: node.credentials ?? {},
    ...readTls(runtime, config.tls),
    ...readProxy(runtime, config),
  });
  node.appliance = createAppliance(read, {
    id: node.id,
    name: node.name ?? '',
    host: String(config.host ?? ''),
    environment: process.env,
    proxyOptions: runtime.settings.proxyOptions ?? {},
    debug: isDebugLogged(runtime) ? (text) => node.debug(text) : undefined,
    onHealth: (health) => showHealth(node, health),
  });
  const reach = createReach({
    lost: (fault) => node.warn(fault.message),
    regained: (outage) => node.log(`answers again after ${durationText(outage / 1000)}`),
  });
  node.jobs = createWatches(
    (target, previous) => lookAt(node.appliance, target, { retry: false, previous }),
    reach,
  );
  node.backups = createWatches(() => readBackups(node.appliance, { retry: false }), reach);
  node.settingsKey = settingsKey(config, node.credentials);
  trackUsers(node);
  addAppliance(node);
  node.on('close', (_removed, done) => {
    removeAppliance(node);
    node.jobs.close();
    node.backups.close();
    node.appliance.close().then(done, done);
  });
}
